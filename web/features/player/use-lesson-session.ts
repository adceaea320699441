// One person in one lesson: reports that it is open, judges what it still asks for, marks it done and goes on.
import { useRouter } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { now, useNow } from '#web/lib/clock.ts';
import { problemText } from '#web/ui/problem.ts';
import { notify, notifyProblem } from '#web/ui/toast-store.ts';
import { type Completion, completionOf } from './completion.ts';
import { useRecordProgress } from './learning.mutations.ts';
import type { ProgressResult } from './learning.types.ts';
import { type OnwardPlan, planOnward } from './onward.ts';
import { lessonHref, mayOpen, type PlayerMode } from './player-mode.ts';
import type { PlayerLesson, PlayerModel, PlayerPlace } from './player-model.ts';
import { useLessonKeys } from './use-lesson-keys.ts';
import { useVisits, type Visits } from './use-visits.ts';

type SessionOptions = {
  course_id: string;
  model: PlayerModel;
  place: PlayerPlace;
  mode: PlayerMode;
};

export type LessonSession = {
  visits: Visits;
  completion: Completion;
  onward: OnwardPlan;
  previous: PlayerLesson | null;
  next: PlayerLesson | null;
  /** Marks the lesson done and goes on, or shows what it still asks for. */
  complete: () => void;
  takeBack: () => void;
  isBusy: boolean;
  /** The server's answer that finished the course, while its lesson is open. */
  finished: ProgressResult | null;
  /** Redraws what depends on the video; called about once a second while it plays. */
  onPlayed: () => void;
};

/** Something that plays reports every ten seconds, a text every half minute. */
const reportSeconds = { video: 10, file: 10, article: 30, quiz: 30, session: 30 } as const;

export function useLessonSession({ course_id, model, place, mode }: SessionOptions): LessonSession {
  const { t } = useTranslation('player');
  const router = useRouter();
  const { lesson } = place;
  const visits = useVisits({
    lesson_id: lesson.id,
    isEnabled: mode === 'learn',
    every_seconds: reportSeconds[lesson.kind],
  });
  const completion = useCompletion(lesson, visits);
  const [, redraw] = useState(0);
  const record = useRecordProgress();
  const [finished, setFinished] = useState<ProgressResult | null>(null);

  const nearest = (lessons: readonly PlayerLesson[]) => lessons.find((other) => mayOpen(other, mode)) ?? null;
  const index = model.lessons.indexOf(lesson);
  const previous = nearest(model.lessons.slice(0, index).toReversed());
  const next = nearest(model.lessons.slice(index + 1));
  const onward = planOnward({ course_id, mode, place, completion, next }, t);

  const open = useCallback((href: string) => void router.navigate({ href }), [router]);
  const hrefOf = (other: PlayerLesson | null) => other && lessonHref(course_id, other.id, mode);
  const [previousHref, nextHref] = [hrefOf(previous), hrefOf(next)];
  useLessonKeys({
    onPrevious: previousHref ? () => open(previousHref) : undefined,
    onNext: nextHref ? () => open(nextHref) : undefined,
  });

  function complete(): void {
    if (onward.kind !== 'complete') {
      document.getElementById('completion')?.scrollIntoView({ block: 'center' });
      document.getElementById('completion')?.focus({ preventScroll: true });
      return;
    }
    const { next_href } = onward;
    const visit = visits.sender.take();
    record.mutate(
      { lesson_id: lesson.id, completed: true, ...visit },
      {
        onSuccess: (result) => {
          if (result.course_completed) return setFinished(result);
          const milestone = result.milestones_reached.at(-1);
          if (milestone !== undefined) notify(t(`milestone.${milestone}`));
        },
        moveOn: ({ course_completed }) => {
          if (next_href && !course_completed) open(next_href);
        },
        onError: (error) => {
          visits.sender.putBack(visit);
          notifyProblem(t('completion.failed', { title: lesson.title, why: problemText(error, t) }));
        },
      },
    );
  }

  function takeBack(): void {
    record.mutate(
      { lesson_id: lesson.id, completed: false },
      { onError: (error) => notifyProblem(problemText(error, t)) },
    );
  }

  return {
    visits,
    completion,
    onward,
    previous,
    next,
    complete,
    takeBack,
    isBusy: record.isPending,
    finished: finished?.lesson_id === lesson.id ? finished : null,
    onPlayed: () => redraw((count) => count + 1),
  };
}

/** Counts down by the second while a minimum time runs; otherwise it stands still until something is reported. */
function useCompletion(lesson: PlayerLesson, visits: Visits): Completion {
  const isTimed = lesson.completion_rule === 'minimum_time' && lesson.state !== 'completed';
  useNow(isTimed ? 1 : 3600);
  return completionOf(lesson, {
    progress: lesson.progress,
    server_ms: now().getTime() + visits.ahead_ms,
    ...visits.sender.unsent(),
  });
}
