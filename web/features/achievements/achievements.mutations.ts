// What people do with achievements: share their own, and define new ones.
import { useQueryClient } from '@tanstack/react-query';
import { api } from '#web/lib/api.ts';
import { useWrite } from '#web/lib/use-write.ts';
import { achievementKeys } from './achievements.queries.ts';
import type { RuleValues } from './achievements.types.ts';

function useStale() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: achievementKeys });
}

export function useShareAward() {
  const onSuccess = useStale();
  return useWrite({
    mutationFn: (id: string) => api.achievements.shareAward({ params: { id } }),
    onSuccess,
  });
}

export function useUnshareAward() {
  const onSuccess = useStale();
  return useWrite({
    mutationFn: (id: string) => api.achievements.unshareAward({ params: { id } }),
    onSuccess,
  });
}

/** The form shows its failures beside the fields. */
export function useSaveRule(id: string | undefined, recordVersion: number | undefined) {
  const onSuccess = useStale();
  return useWrite({
    mutationFn: (body: RuleValues) =>
      id === undefined
        ? api.achievements.createRule({ body })
        : api.achievements.updateRule({
            params: { id },
            body,
            ...(recordVersion !== undefined && { ifMatch: recordVersion }),
          }),
    onSuccess,
    meta: { showsError: true },
  });
}

export function usePutAway(id: string) {
  const onSuccess = useStale();
  return useWrite({
    mutationFn: (archived: boolean) =>
      archived
        ? api.achievements.archiveRule({ params: { id } })
        : api.achievements.restoreRule({ params: { id } }),
    onSuccess,
  });
}
