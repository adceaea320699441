// The middle of the builder: the open lesson, by its kind.
import { Skeleton } from '@mantine/core';
import { IconFileText } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Outline } from '#contract/catalog.ts';
import { EmptyState } from '#web/ui/EmptyState.tsx';
import { Note } from '#web/ui/Note.tsx';
import { problemText } from '#web/ui/problem.ts';
import type { Lesson } from '../builder.types.ts';
import { useBuilder } from '../builder-context.tsx';
import { positionOf } from '../state/held.ts';
import { lessonBase } from '../state/records.ts';
import { ArticleText } from './ArticleText.tsx';
import { ConflictNote } from './ConflictNote.tsx';
import { FileLesson } from './FileLesson.tsx';
import css from './LessonPane.module.css';
import { LessonTitle } from './LessonTitle.tsx';
import { QuizLesson } from './QuizLesson.tsx';
import { SessionLesson } from './SessionLesson.tsx';
import { useOpenLesson } from './use-lesson.ts';
import { VideoLesson } from './VideoLesson.tsx';

export function LessonPane() {
  const { t } = useTranslation('builder');
  return (
    <section className={css.pane} aria-label={t('lesson.region')}>
      <div className={css.column}>
        <OpenLesson />
      </div>
    </section>
  );
}

function OpenLesson() {
  const { t } = useTranslation('builder');
  const { lesson_id, outline, lesson, isGone, error } = useOpenLesson();
  if (lesson_id === undefined) {
    return (
      <EmptyState icon={IconFileText} title={t('lesson.none')}>
        {t('lesson.none_help')}
      </EmptyState>
    );
  }
  if (isGone) {
    return (
      <EmptyState icon={IconFileText} title={t('lesson.gone')}>
        {t('lesson.gone_help')}
      </EmptyState>
    );
  }
  if (lesson) return <LoadedLesson key={lesson.id} lesson={lesson} outline={outline} />;
  return error ? <Note tone="overdue" title={problemText(error, t)} isAlert /> : <LessonSkeleton />;
}

function LoadedLesson({ lesson, outline }: { lesson: Lesson; outline: Outline | undefined }) {
  const { t } = useTranslation('builder');
  const { session } = useBuilder();
  const [autosave] = useState(() => session.lesson(lesson));
  // Read anew, for example on coming back to the window: what others changed meanwhile is shown, or asked about.
  useEffect(() => autosave.learn(lessonBase(lesson)), [autosave, lesson]);
  const place = outline && positionOf(outline, { type: 'lesson', id: lesson.id });
  return (
    <>
      {place && (
        <p className={css.eyebrow}>{t('lesson.eyebrow', { ...place, kind: t(`kind.${lesson.kind}`) })}</p>
      )}
      <LessonTitle autosave={autosave} />
      <ConflictNote autosave={autosave} labels={(field) => t(`field.${field}`)} />
      {lesson.kind === 'video' && <VideoLesson lesson={lesson} autosave={autosave} />}
      {lesson.kind === 'file' && <FileLesson lesson={lesson} autosave={autosave} />}
      {lesson.kind === 'quiz' && <QuizLesson lesson={lesson} />}
      {lesson.kind === 'session' && <SessionLesson lesson={lesson} />}
      {lesson.kind !== 'quiz' && <ArticleText lesson={lesson} autosave={autosave} />}
    </>
  );
}

function LessonSkeleton() {
  return (
    <div className={css.skeleton} aria-hidden="true">
      <Skeleton height={14} width={180} />
      <Skeleton height={32} width="60%" />
      <Skeleton height={14} />
      <Skeleton height={14} />
      <Skeleton height={14} width="70%" />
    </div>
  );
}
