// What is done to attendance besides marking (use-marks.ts): check-in opened and closed, marks taken back, a scan attached.
import { useQueryClient } from '@tanstack/react-query';
import { api } from '#web/lib/api.ts';
import { useWrite } from '#web/lib/use-write.ts';
import { attendanceKeys, sheetKey } from './attendance.queries.ts';

function useStale() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: attendanceKeys });
}

/** The panel shows its failures. */
export function useOpenCheckIn() {
  const onSettled = useStale();
  return useWrite({
    mutationFn: (day_id: string) => api.attendance.openCheckIn({ params: { id: day_id } }),
    onSettled,
    meta: { showsError: true },
  });
}

export function useCloseCheckIn() {
  const onSettled = useStale();
  return useWrite({
    mutationFn: (day_id: string) => api.attendance.closeCheckIn({ params: { id: day_id } }),
    onSettled,
    meta: { showsError: true },
  });
}

type Cleared = { booking_id: string; day_id: string; reason?: string };

export function useClearMark(session_id: string) {
  const client = useQueryClient();
  const stale = useStale();
  return useWrite({
    mutationFn: (body: Cleared) => api.attendance.clearAttendance({ params: { id: session_id }, body }),
    onSuccess: (sheet) => {
      client.setQueryData(sheetKey(session_id), sheet);
      return stale();
    },
  });
}

export function useAttachSheet(session_id: string) {
  const client = useQueryClient();
  return useWrite({
    mutationFn: (file_id: string | null) =>
      api.attendance.attachSheet({ params: { id: session_id }, body: { file_id } }),
    onSuccess: (sheet) => client.setQueryData(sheetKey(session_id), sheet),
  });
}

/** The form says what happened, good or bad. */
export function useCheckIn() {
  const client = useQueryClient();
  return useWrite({
    mutationFn: (body: { day_id: string; code: string }) => api.attendance.checkIn({ body }),
    onSuccess: () =>
      Promise.all(
        ['attendance', 'bookings', 'calendar', 'enrollment'].map((key) =>
          client.invalidateQueries({ queryKey: [key] }),
        ),
      ),
    meta: { showsError: true },
  });
}
