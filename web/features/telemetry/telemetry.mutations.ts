// What administrators decide about errors; the list and its count are stale afterwards.
import { useQueryClient } from '@tanstack/react-query';
import { api } from '#web/lib/api.ts';
import { useWrite } from '#web/lib/use-write.ts';
import { telemetryKeys } from './telemetry.queries.ts';

export function useSolveError() {
  const queryClient = useQueryClient();
  return useWrite({
    mutationFn: ({ fingerprint, is_solved }: { fingerprint: string; is_solved: boolean }) =>
      api.telemetry.solveClientError({ params: { fingerprint }, body: { is_solved } }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: telemetryKeys.errors }),
  });
}
