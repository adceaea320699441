// It is published: says which version, and leads to what learners see now.
import { Button } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { AppLink } from '#web/ui/AppLink.tsx';
import type { CourseWhole } from '../builder.types.ts';
import css from './PublishDialog.module.css';

export function PublishDone({ course, onClose }: { course: CourseWhole; onClose: () => void }) {
  const { t } = useTranslation('builder');
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <div className={css.done}>
      <IconCircleCheck size={48} stroke={1.5} className={css.doneMark} aria-hidden="true" />
      <h2 ref={heading} tabIndex={-1} className={css.doneTitle}>
        {t('publish.done', { version: course.version_number, title: course.title })}
      </h2>
      <p className="ly-dimmed">{t('publish.done_help')}</p>
      <div className={css.doneActions}>
        <Button onClick={onClose}>{t('publish.keep_editing')}</Button>
        <Button component={AppLink} href={`/teach/courses/${course.id}/learners`}>
          {t('courses.learners')}
        </Button>
        <Button component={AppLink} href={`/courses/${course.id}`} variant="filled">
          {t('publish.open_page')}
        </Button>
      </div>
    </div>
  );
}
