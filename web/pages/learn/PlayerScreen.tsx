// The player's frame with everything in its place: outline at the start, the lesson in the middle, the bar below.
import { useRouterState } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { directionOfLanguage } from '#web/features/catalog/words.ts';
import { FinishPanel } from '#web/features/player/components/FinishPanel.tsx';
import { LessonPart } from '#web/features/player/components/LessonPart.tsx';
import { PlayerBadge } from '#web/features/player/components/PlayerBadge.tsx';
import { PlayerBar } from '#web/features/player/components/PlayerBar.tsx';
import { PlayerOutline } from '#web/features/player/components/PlayerOutline.tsx';
import { PlayerProgress } from '#web/features/player/components/PlayerProgress.tsx';
import type { Enrollment, ProgressResult } from '#web/features/player/learning.types.ts';
import type { Lesson, PlayerCourse } from '#web/features/player/player.types.ts';
import { courseHref, lessonHref, mayOpen, type PlayerMode } from '#web/features/player/player-mode.ts';
import type { PlayerLesson, PlayerModel, PlayerPlace } from '#web/features/player/player-model.ts';
import { useLessonSession } from '#web/features/player/use-lesson-session.ts';
import { useScrollMemory } from '#web/features/player/use-scroll-memory.ts';
import { loadNamespaces } from '#web/lib/i18n.ts';
import { FocusFrame } from '#web/shell/FocusFrame.tsx';
import { SaveState } from '#web/ui/SaveState.tsx';
import css from './PlayerScreen.module.css';

const OutlineDrawer = lazy(async () => {
  const { OutlineDrawer: Drawer } = await import('#web/features/player/components/OutlineDrawer.tsx');
  return { default: Drawer };
});
const LessonSessions = lazy(async () => {
  const [{ LessonSessions: Sessions }] = await Promise.all([
    import('#web/features/attendance/components/LessonSessions.tsx'),
    loadNamespaces(['attendance']),
  ]);
  return { default: Sessions };
});

function Sessions(lesson: { course_id: string; lesson_id: string; isOnly: boolean }) {
  return (
    <Suspense fallback={null}>
      <LessonSessions {...lesson} />
    </Suspense>
  );
}

export type PlayerScreenProps = {
  course: PlayerCourse;
  model: PlayerModel;
  place: PlayerPlace;
  mode: PlayerMode;
  enrollment: Enrollment | null;
  /** Undefined while it loads. */
  lesson: Lesson | undefined;
};

export function PlayerScreen(props: PlayerScreenProps) {
  const { course, model, place, mode, enrollment, lesson } = props;
  const { t } = useTranslation('player');
  const session = useLessonSession({ course_id: course.id, model, place, mode });
  const drawer = useDrawer(place.lesson.id);
  useScrollMemory(place.lesson.id, lesson !== undefined);
  const isLearning = mode === 'learn';
  const hrefOf = (one: PlayerLesson) =>
    mayOpen(one, mode) ? lessonHref(course.id, one.id, mode) : undefined;
  const neighbour = (one: PlayerLesson | null) =>
    one && { title: one.title, href: lessonHref(course.id, one.id, mode) };
  const { completion, onward, complete, isBusy } = session;
  const certificate_expected = useFinish(props, session.finished);
  const outline = (
    <PlayerOutline
      model={model}
      lesson_id={place.lesson.id}
      hrefOf={hrefOf}
      isLearning={isLearning}
      due_at={enrollment?.status === 'active' ? enrollment.due_at : null}
    />
  );
  return (
    <FocusFrame
      title={course.title}
      back={
        mode === 'draft'
          ? { href: `/teach/courses/${course.id}`, label: t('back.builder') }
          : { href: courseHref(course.id), label: t('back.course') }
      }
      badge={<PlayerBadge mode={mode} version={enrollment?.version_number ?? course.version_number} />}
      progress={isLearning && enrollment && <PlayerProgress percent={enrollment.percent} model={model} />}
      actions={session.visits.isUnsent && <SaveState value={{ kind: 'retrying' }} />}
      outline={outline}
      bar={
        <PlayerBar
          previous={neighbour(session.previous)}
          next={neighbour(session.next)}
          onward={onward.kind === 'complete' ? { ...onward, onSelect: complete, isBusy } : onward}
          done={isLearning ? { isDone: completion.kind === 'done', onSelect: complete } : undefined}
          course={{ href: courseHref(course.id) }}
          onOutline={drawer.open}
        />
      }
    >
      <div data-full-width className={css.stage} data-wide={isWide(lesson) || undefined}>
        {certificate_expected !== null ? (
          <FinishPanel
            course_id={course.id}
            title={course.title}
            lesson_count={model.required}
            isCertificateExpected={certificate_expected}
            courseHref={courseHref(course.id)}
          />
        ) : (
          <LessonPart
            {...props}
            dir={directionOfLanguage(course.language)}
            session={session}
            sessions={
              isLearning && (
                <Sessions
                  course_id={course.id}
                  lesson_id={place.lesson.id}
                  isOnly={model.lessons.filter(({ kind }) => kind === 'session').length === 1}
                />
              )
            }
          />
        )}
      </div>
      {drawer.wasOpened && (
        <Suspense fallback={null}>
          <OutlineDrawer opened={drawer.isOpen} onClose={drawer.close}>
            {outline}
          </OutlineDrawer>
        </Suspense>
      )}
    </FocusFrame>
  );
}

/**
 * Whether finishing is to be shown, and if so whether a certificate comes with it: when the last lesson was just completed
 * here, or when a quiz that finished the course leads back to its lesson.
 */
function useFinish(
  { course, enrollment }: PlayerScreenProps,
  finished: ProgressResult | null,
): boolean | null {
  const cameFromQuiz = useRouterState({
    select: ({ location }) => new URLSearchParams(location.searchStr).get('finished') === 'true',
  });
  if (finished) return finished.certificate_expected;
  return cameFromQuiz && enrollment?.status === 'completed' ? course.certificate_enabled : null;
}

/** Pictures in motion and pages of a document get more room than text, which is read best in a narrow column. */
function isWide(lesson: Lesson | undefined): boolean {
  return Boolean(lesson?.video_url) || Boolean(lesson?.file);
}

/** Closes by itself when another lesson was chosen in it. Its code is fetched with the first opening. */
function useDrawer(lesson_id: string) {
  const [opened_for, setOpenedFor] = useState<string | null>(null);
  const [wasOpened, setWasOpened] = useState(false);
  return {
    isOpen: opened_for === lesson_id,
    wasOpened,
    open: () => {
      setWasOpened(true);
      setOpenedFor(lesson_id);
    },
    close: () => setOpenedFor(null),
  };
}
