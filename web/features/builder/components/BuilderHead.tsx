// The head of the builder: which course and version, whether everything is safe, undo and redo, preview, publish.
import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconArrowBackUp, IconArrowForwardUp, IconEye } from '@tabler/icons-react';
import { useEffect } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { Breadcrumbs } from '#web/ui/Breadcrumbs.tsx';
import { useFrameSlots } from '#web/ui/frame-slots.tsx';
import { Status } from '#web/ui/Status.tsx';
import type { CourseWhole } from '../builder.types.ts';
import { useBuilder } from '../builder-context.tsx';
import css from './BuilderHead.module.css';
import { SaveSumLine } from './SaveSumLine.tsx';
import { useUndoShortcuts } from './use-shortcuts.ts';
import { useUndo } from './use-undo.ts';

type BuilderHeadProps = { course: CourseWhole; onPublish: () => void };

export function BuilderHead({ course, onPublish }: BuilderHeadProps) {
  const { t } = useTranslation('builder');
  const { session } = useBuilder();
  const { path } = useFrameSlots();
  const { title } = course;
  useEffect(() => {
    document.title = `${title} · Lyceum`;
  }, [title]);
  const crumbs = [{ label: t('courses.title'), href: '/teach/courses' }];
  return (
    <header className={css.head}>
      {path && createPortal(<Breadcrumbs crumbs={crumbs} current={title} />, path)}
      <div className={css.state}>
        <h1 className={css.title} tabIndex={-1}>
          {title}
        </h1>
        <VersionBadge course={course} />
        <SaveSumLine />
      </div>
      <div className={css.actions}>
        <UndoButtons />
        <Button
          component="a"
          href={`/learn/${course.id}?preview=1`}
          target="_blank"
          rel="noopener"
          aria-label={t('head.preview')}
          onClick={() => void session.flush()}
        >
          <IconEye size={18} stroke={1.5} aria-hidden="true" />
          <span className={css.words}>{t('head.preview')}</span>
        </Button>
        <Button variant="filled" onClick={onPublish}>
          {course.status === 'published' ? t('head.publish_changes') : t('head.publish')}
        </Button>
      </div>
    </header>
  );
}

function VersionBadge({ course }: { course: CourseWhole }) {
  const { t } = useTranslation('builder');
  const version = course.version_number ?? 0;
  if (course.status === 'archived') return <Status kind="archived" look="badge" />;
  if (version === 0)
    return (
      <Status kind="draft" look="badge">
        {t('head.first_draft')}
      </Status>
    );
  if (!course.has_unpublished_changes && course.status === 'published')
    return (
      <Status kind="published" look="badge">
        {t('head.version', { version })}
      </Status>
    );
  return (
    <Status kind="draft" look="badge">
      {t('head.draft_of', { version: version + 1 })}
    </Status>
  );
}

function UndoButtons() {
  const { t } = useTranslation('builder');
  const { undo, redo, undoWords, redoWords } = useUndo();
  useUndoShortcuts(undo, redo);
  return (
    <div className={css.undo}>
      <Tooltip label={undoWords ?? t('undo.nothing')}>
        <ActionIcon
          size="lg"
          aria-label={undoWords ?? t('undo.nothing')}
          disabled={!undoWords}
          onClick={undo}
        >
          <IconArrowBackUp size={20} stroke={1.5} className="ly-flip" aria-hidden="true" />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={redoWords ?? t('undo.nothing_again')}>
        <ActionIcon
          size="lg"
          aria-label={redoWords ?? t('undo.nothing_again')}
          disabled={!redoWords}
          onClick={redo}
        >
          <IconArrowForwardUp size={20} stroke={1.5} className="ly-flip" aria-hidden="true" />
        </ActionIcon>
      </Tooltip>
    </div>
  );
}
