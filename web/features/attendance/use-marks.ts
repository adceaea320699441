// Marking people from a screen: kept on this device first, then sent, again and again until the server has them.
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import type { AttendanceSheet, AttendanceState } from '#contract/attendance.ts';
import { api } from '#web/lib/api.ts';
import { now } from '#web/lib/clock.ts';
import { problemText } from '#web/ui/problem.ts';
import { notifyProblem } from '#web/ui/toast-store.ts';
import { sheetKey } from './attendance.queries.ts';
import { createMarkSender, markStore, type PendingMark } from './pending.ts';

const retry_ms = 5000;

export type Wish = { booking_id: string; day_id: string; state: AttendanceState; minutes?: number };

export type Marks = {
  pending: readonly PendingMark[];
  mark: (wishes: readonly Wish[], reason?: string) => void;
};

/** @param ahead_ms  how far the server's clock is ahead of this device's */
export function useMarks(person_id: string, sheet: AttendanceSheet, ahead_ms: number): Marks {
  const { t } = useTranslation('attendance');
  const queryClient = useQueryClient();
  const { session_id } = sheet;
  const [sender] = useState(() =>
    createMarkSender({
      store: markStore(`${person_id}.${session_id}`),
      send: async (marks, reason) => {
        const records = marks.map(({ reason: _, ...record }) => record);
        const answer = await api.attendance.recordAttendance({
          params: { id: session_id },
          body: { records, ...(reason !== undefined && { reason }) },
        });
        queryClient.setQueryData(sheetKey(session_id), answer);
        void queryClient.invalidateQueries({ queryKey: ['attendance', 'corrections', session_id] });
      },
      onRefused: ({ error, marks }) => {
        notifyProblem(t('marks.refused', { count: marks.length, why: problemText(error, t) }));
        void queryClient.invalidateQueries({ queryKey: sheetKey(session_id) });
      },
    }),
  );
  const pending = useSyncExternalStore(sender.subscribe, sender.getPending);
  const hasPending = pending.length > 0;

  useEffect(() => {
    const flush = () => void sender.flush();
    flush();
    window.addEventListener('online', flush);
    return () => window.removeEventListener('online', flush);
  }, [sender]);
  useEffect(() => {
    if (!hasPending) return;
    const timer = setInterval(() => void sender.flush(), retry_ms);
    return () => clearInterval(timer);
  }, [sender, hasPending]);

  const mark = useCallback(
    (wishes: readonly Wish[], reason?: string) => {
      const recorded_at = new Date(now().getTime() + ahead_ms).toISOString();
      sender.add(wishes.map((wish) => ({ ...wish, recorded_at, ...(reason !== undefined && { reason }) })));
      void sender.flush();
    },
    [sender, ahead_ms],
  );
  return { pending, mark };
}
