// What administrators do about reporting lines. Whose figures one sees follows from them, so teams become old as well.
import { useQueryClient } from '@tanstack/react-query';
import { api } from '#web/lib/api.ts';
import { useWrite } from '#web/lib/use-write.ts';

function useReportingWrite<Input, Answer>(write: (input: Input) => Promise<Answer>) {
  const client = useQueryClient();
  return useWrite({
    mutationFn: write,
    onSettled: () =>
      Promise.all(
        ['reporting', 'gaps', 'session'].map((group) => client.invalidateQueries({ queryKey: [group] })),
      ),
  });
}

export const useSetManager = () =>
  useReportingWrite(({ person_id, manager_id }: { person_id: string; manager_id: string | null }) =>
    api.reporting.setManager({ params: { id: person_id }, body: { manager_id } }),
  );

type Acting = {
  manager_id: string;
  acting_id: string;
  valid_from: string;
  valid_until: string;
  reason: string;
};

export const useAddActing = () => useReportingWrite((body: Acting) => api.reporting.createActing({ body }));

export const useEndActing = () =>
  useReportingWrite((id: string) => api.reporting.endActing({ params: { id } }));

export const useImportLines = () =>
  useReportingWrite((body: { csv: string; dry_run: boolean }) => api.reporting.importLines({ body }));
