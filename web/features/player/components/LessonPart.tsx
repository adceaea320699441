// The middle of the player: the lesson from its title down to what it still asks for.
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { AppLink } from '#web/ui/AppLink.tsx';
import { Note } from '#web/ui/Note.tsx';
import type { Enrollment } from '../learning.types.ts';
import type { Lesson, PlayerCourse } from '../player.types.ts';
import { type PlayerMode, quizHref } from '../player-mode.ts';
import type { PlayerModel, PlayerPlace } from '../player-model.ts';
import type { LessonSession } from '../use-lesson-session.ts';
import { CompletionPanel } from './CompletionPanel.tsx';
import css from './LessonPart.module.css';
import { LessonBody, LessonHead, LessonSkeleton } from './LessonView.tsx';

type LessonPartProps = {
  course: PlayerCourse;
  model: PlayerModel;
  place: PlayerPlace;
  mode: PlayerMode;
  enrollment: Enrollment | null;
  /** Undefined while it loads. */
  lesson: Lesson | undefined;
  /** Direction of the course's own language. */
  dir: 'ltr' | 'rtl';
  session: LessonSession;
  /** Where and when a lesson of kind `session` takes place; another feature's, which the page lends. */
  sessions?: ReactNode;
};

export function LessonPart({
  course,
  model,
  place,
  mode,
  enrollment,
  lesson,
  dir,
  session,
  sessions,
}: LessonPartProps) {
  const { t } = useTranslation('player');
  const { visits, completion, takeBack, isBusy, onPlayed } = session;
  const mayTakeBack =
    completion.kind === 'done' &&
    enrollment?.status === 'active' &&
    lesson?.kind !== 'quiz' &&
    lesson?.kind !== 'session';
  if (!lesson) return <LessonSkeleton />;
  return (
    <>
      {mode === 'draft' && (
        <div className={css.notice}>
          <Note tone="plain">{t('draft.notice')}</Note>
        </div>
      )}
      <LessonHead lesson={place.lesson} lesson_count={model.lessons.length} course_title={course.title} />
      <LessonBody
        lesson={lesson}
        lang={course.language}
        dir={dir}
        media={{
          start_seconds: place.lesson.progress?.position_seconds ?? 0,
          sender: visits.sender,
          onRest: () => void visits.report(),
          onPlayed,
        }}
        quizHref={
          mode === 'sample' || !lesson.quiz_id ? undefined : quizHref(course.id, lesson.quiz_id, mode)
        }
      />
      {lesson.kind === 'session' && sessions}
      {mode === 'learn' && (
        <CompletionPanel
          completion={completion}
          onUndo={mayTakeBack ? takeBack : undefined}
          isBusy={isBusy}
        />
      )}
      {enrollment?.status === 'completed' && mode === 'learn' && (
        <div className={css.finished}>
          <Note tone="ok" title={t('finish.note')}>
            {course.certificate_enabled && (
              <AppLink href="/certificates">{t('finish.to_certificates')}</AppLink>
            )}
          </Note>
        </div>
      )}
    </>
  );
}
