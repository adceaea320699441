// Attendance of one session, for those who run it.
import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { sheetQuery } from '#web/features/attendance/attendance.queries.ts';
import { AttendanceScreen } from '#web/features/attendance/components/AttendanceScreen.tsx';
import { uploadFile } from '#web/features/files/upload.ts';
import { useSession } from '#web/lib/session.ts';
import { ErrorScreen } from '#web/shell/ErrorScreen.tsx';
import type { PageLoaderInput } from '#web/shell/lazy-page.ts';
import { usePathParam } from '#web/shell/use-path-param.ts';

export function loader({ context: { queryClient }, params }: PageLoaderInput) {
  void queryClient.prefetchQuery(sheetQuery(params['session_id'] ?? ''));
}

export function AttendancePage() {
  const session_id = usePathParam('session_id');
  const person = useSession()?.user;
  const { data, error, isError, refetch, dataUpdatedAt } = useQuery(sheetQuery(session_id));
  if (!data || !person)
    return isError ? (
      <ErrorScreen error={error} onRetry={() => void refetch()} />
    ) : (
      <Skeleton height={480} radius="lg" />
    );
  return (
    <AttendanceScreen
      key={session_id}
      sheet={data}
      person_id={person.id}
      ahead_ms={Date.parse(data.server_time) - dataUpdatedAt}
      upload={uploadFile}
    />
  );
}
