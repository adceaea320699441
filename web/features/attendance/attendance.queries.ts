// What the attendance screens read.
import { queryOptions } from '@tanstack/react-query';
import { api } from '#web/lib/api.ts';

export const attendanceKeys = ['attendance'] as const;

export const sheetKey = (session_id: string) => [...attendanceKeys, 'sheet', session_id] as const;

export const sheetQuery = (session_id: string) =>
  queryOptions({
    queryKey: sheetKey(session_id),
    queryFn: ({ signal }) => api.attendance.getAttendance({ params: { id: session_id }, signal }),
    staleTime: 0,
  });

export const correctionsQuery = (session_id: string) =>
  queryOptions({
    queryKey: [...attendanceKeys, 'corrections', session_id],
    queryFn: ({ signal }) => api.attendance.listCorrections({ params: { id: session_id }, signal }),
    staleTime: 0,
  });

/** Not among the keys that hints make old: a code turns by the clock and by nothing else. */
export const codeQuery = (day_id: string) =>
  queryOptions({
    queryKey: ['check-in-code', day_id],
    queryFn: ({ signal }) => api.attendance.getCheckInCode({ params: { id: day_id }, signal }),
    staleTime: 0,
    gcTime: 60_000,
  });

/** What of the caller's own takes place around a moment, wide enough for a session of a whole day. */
export const aroundNowQuery = (at: Date) => {
  const hour_ms = 3_600_000;
  // The same question for an hour, so that it is asked once.
  const hour = Math.floor(at.getTime() / hour_ms) * hour_ms;
  const [from, to] = [-24, 3].map((hours) => new Date(hour + hours * hour_ms).toISOString()) as [
    string,
    string,
  ];
  return queryOptions({
    queryKey: ['calendar', 'around-now', from],
    queryFn: ({ signal }) => api.calendar.listEntries({ query: { from, to, view: 'mine' }, signal }),
  });
};

/** The sessions that complete a lesson: its own, and those of the course that name no lesson. */
export const lessonSessionsQuery = (course_id: string) =>
  queryOptions({
    queryKey: ['calendar', 'lesson-sessions', course_id],
    queryFn: ({ signal }) =>
      api.calendar.listTrainingSessions({
        query: { course_id, page_size: 100, ordering: 'starts_at' },
        signal,
      }),
  });
