// Starting an import and confirming its preview. Each says what it makes stale.
import { useQueryClient } from '@tanstack/react-query';
import type { ImportInput } from '#contract/imports.ts';
import { api } from '#web/lib/api.ts';
import { useWrite } from '#web/lib/use-write.ts';
import { importKeys } from './imports.queries.ts';

export function useStartImport() {
  const queryClient = useQueryClient();
  return useWrite({
    mutationFn: (body: ImportInput) => api.imports.createImport({ body }),
    onSuccess: (run) => {
      queryClient.setQueryData(importKeys.run(run.id), run);
      return queryClient.invalidateQueries({ queryKey: importKeys.list });
    },
    meta: { showsError: true },
  });
}

/** Questions appear in a quiz, so everything known of quizzes and courses is stale as well. */
export function useConfirmImport(id: string) {
  const queryClient = useQueryClient();
  return useWrite({
    mutationFn: (questions: number[] | undefined) =>
      api.imports.confirmImport({ params: { id }, body: questions ? { questions } : {} }),
    onSuccess: (run) => queryClient.setQueryData(importKeys.run(id), run),
    onSettled: () =>
      Promise.all(
        [importKeys.list, ['assessment'], ['catalog']].map((queryKey) =>
          queryClient.invalidateQueries({ queryKey }),
        ),
      ),
    meta: { showsError: true },
  });
}
