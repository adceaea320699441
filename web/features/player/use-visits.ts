// Tells the server that a lesson is open, how long it is looked at and where in its video one is: when it opens, every
// few seconds, when the video pauses, and (so that nothing is lost) while the page is being left.
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { api } from '#web/lib/api.ts';
import { now } from '#web/lib/clock.ts';
import { problemOf } from '#web/ui/problem.ts';
import { noteProgress } from './learning.mutations.ts';
import { learningKeys } from './learning.queries.ts';
import { createVisitSender, type VisitSender } from './visit-sender.ts';

type VisitsOptions = {
  lesson_id: string;
  /** False where nothing may be stored: previews, and people who are not enrolled. */
  isEnabled: boolean;
  /** 10 for something that plays, longer for text. */
  every_seconds: number;
};

export type Visits = {
  sender: VisitSender;
  /** True while reports do not get through. */
  isUnsent: boolean;
  /** The server's clock minus ours. */
  ahead_ms: number;
  /** Sends what is new; never fails, because what does not get through is tried again. */
  report: (isLeaving?: boolean) => Promise<void>;
};

export function useVisits({ lesson_id, isEnabled, every_seconds }: VisitsOptions): Visits {
  const queryClient = useQueryClient();
  const [isUnsent, setIsUnsent] = useState(false);
  const [ahead_ms, setAhead] = useState(0);
  const isRefused = useRef(false);

  const sender = useMemo(
    () =>
      createVisitSender({
        now_ms: () => now().getTime(),
        send: async (visit, { isLeaving }) => {
          if (!isEnabled || isRefused.current) return;
          const params = { id: lesson_id };
          const result = await api.enrollment.visitLesson({ params, body: visit, keepalive: isLeaving });
          noteProgress(queryClient, result);
          if (result.last_seen_at) setAhead(Date.parse(result.last_seen_at) - now().getTime());
        },
      }),
    [lesson_id, isEnabled, queryClient],
  );

  const report = useCallback(
    (isLeaving = false) =>
      sender.flush({ isLeaving }).then(
        () => setIsUnsent(false),
        (error: unknown) => {
          const status = problemOf(error)?.status;
          // A refusal (left the course, signed out) will not change by asking again; everything else may.
          isRefused.current = status !== undefined && status < 500 && status !== 429;
          setIsUnsent(!isRefused.current);
        },
      ),
    [sender],
  );

  useEffect(() => {
    if (!isEnabled) return;
    isRefused.current = false;
    const onVisibility = () => {
      const isVisible = document.visibilityState === 'visible';
      sender.setVisible(isVisible);
      if (!isVisible) void report(true);
    };
    const onLeave = () => void report(true);
    const onBeat = () => document.visibilityState === 'visible' && void report();
    void report();
    const timer = setInterval(onBeat, every_seconds * 1000);
    document.addEventListener('visibilitychange', onVisibility);
    window.addEventListener('pagehide', onLeave);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', onVisibility);
      window.removeEventListener('pagehide', onLeave);
      void report(true);
    };
  }, [sender, report, isEnabled, every_seconds]);

  useEffect(
    () => () => {
      // Home and lists remember an earlier place; they ask again when they are opened.
      void queryClient.invalidateQueries({ queryKey: learningKeys.all, refetchType: 'none' });
    },
    [queryClient],
  );

  return { sender, isUnsent, ahead_ms, report };
}
