// What people do about gaps. Each says what it makes old.
import { useQueryClient } from '@tanstack/react-query';
import type * as z from 'zod';
import type { gaps } from '#contract/gaps.ts';
import { api } from '#web/lib/api.ts';
import { useWrite } from '#web/lib/use-write.ts';
import { gapsKeys } from './gaps.queries.ts';

function useGapsWrite<Input, Answer>(write: (input: Input) => Promise<Answer>, also: readonly string[] = []) {
  const client = useQueryClient();
  return useWrite({
    mutationFn: write,
    onSettled: () =>
      Promise.all(
        [gapsKeys.all, ...also.map((group) => [group])].map((queryKey) =>
          client.invalidateQueries({ queryKey }),
        ),
      ),
  });
}

/** Begins one's own plan, or assigns the plan of a person of one's line. */
export const useStartPlan = (person_id?: string) =>
  useGapsWrite(
    ({ skill_ids, due_at }: { skill_ids?: string[]; due_at?: string | null }) =>
      person_id
        ? api.gaps.assignPlan({ params: { id: person_id }, body: { skill_ids, due_at } })
        : api.gaps.startOwnPlan({ body: { skill_ids } }),
    ['enrollment', 'catalog'],
  );

export const useRemind = () =>
  useGapsWrite(
    (people: readonly { id: string; enrollment_ids?: string[] }[]) =>
      Promise.all(
        people.map(({ id, enrollment_ids }) =>
          api.gaps.remindMember({ params: { id }, body: { enrollment_ids } }),
        ),
      ),
    ['enrollment'],
  );

type ProfileBody = z.input<typeof gaps.createRoleProfile.body>;

/** Makes a profile without an id, else changes it if it still has this version. */
export const useSaveProfile = () =>
  useGapsWrite(({ id, body, ifMatch }: { id?: string; body: ProfileBody; ifMatch?: number }) =>
    id ? api.gaps.updateRoleProfile({ params: { id }, body, ifMatch }) : api.gaps.createRoleProfile({ body }),
  );

export const useDeleteProfile = () =>
  useGapsWrite((id: string) => api.gaps.deleteRoleProfile({ params: { id } }));

export const useImportProfiles = () =>
  useGapsWrite((body: { csv: string; dry_run: boolean }) => api.gaps.importRoleProfiles({ body }));

export const useSavePreferences = () =>
  useGapsWrite((body: z.input<typeof gaps.updateTrainingPreferences.body>) =>
    api.gaps.updateTrainingPreferences({ body }),
  );
