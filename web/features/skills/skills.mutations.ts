// What the screens of skills write. Levels, targets and evidence hang together, so each write makes all of skills old, and the gaps
// that are worked out from them.
import { useQueryClient } from '@tanstack/react-query';
import type * as z from 'zod';
import type { skills } from '#contract/skills.ts';
import { api } from '#web/lib/api.ts';
import { useWrite } from '#web/lib/use-write.ts';
import { skillsKeys } from './skills.queries.ts';

function useSkillWrite<Input, Answer>(write: (input: Input) => Promise<Answer>) {
  const client = useQueryClient();
  return useWrite({
    mutationFn: write,
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: skillsKeys.all }),
        client.invalidateQueries({ queryKey: ['gaps'] }),
      ]),
  });
}

export const useDeclare = () =>
  useSkillWrite((body: { skill_id?: string; name?: string; level: number }) =>
    api.skills.declareSkill({ body }),
  );

/** A level, or null to drop the target. */
export const useSetTarget = (skill_id: string) =>
  useSkillWrite(async (target: { level: number; on: string | null } | null) => {
    if (target) await api.skills.setTarget({ params: { skill_id }, body: target });
    else await api.skills.removeTarget({ params: { skill_id } });
  });

export type ProofValues = z.input<typeof skills.submitProof.body>;

export const useSubmitProof = () =>
  useSkillWrite(({ skill_id, ...body }: ProofValues & { skill_id: string }) =>
    api.skills.submitProof({ params: { skill_id }, body }),
  );

export const useRate = (person_id: string, skill_id: string) =>
  useSkillWrite((body: { level: number; comment: string }) =>
    api.skills.rateSkill({ params: { id: person_id, skill_id }, body }),
  );

export const useDecideProof = () =>
  useSkillWrite(({ id, ...body }: { id: string; decision: 'confirmed' | 'rejected'; reason: string }) =>
    api.skills.decideProof({ params: { id }, body }),
  );

export const useWithdraw = () =>
  useSkillWrite(({ id, reason }: { id: string; reason: string }) =>
    api.skills.withdrawEvidence({ params: { id }, body: { reason } }),
  );

export type SkillValues = z.input<typeof skills.createSkill.body>;

/** Makes a skill, or changes the one with this id as long as it has this version. */
export const useSaveSkill = (existing?: { id: string; record_version: number }) =>
  useSkillWrite((body: SkillValues) =>
    existing
      ? api.skills.updateSkill({ params: { id: existing.id }, body, ifMatch: existing.record_version })
      : api.skills.createSkill({ body }),
  );

export const useRetire = () =>
  useSkillWrite(async ({ id, is_retired }: { id: string; is_retired: boolean }) => {
    if (is_retired) await api.skills.retireSkill({ params: { id } });
    else await api.skills.updateSkill({ params: { id }, body: { is_retired } });
  });

export const useImportSkills = () =>
  useSkillWrite((body: { csv: string; dry_run: boolean }) => api.skills.importSkills({ body }));

export const useSetCourseSkills = (course_id: string) =>
  useSkillWrite((body: z.input<typeof skills.setCourseSkills.body>) =>
    api.skills.setCourseSkills({ params: { id: course_id }, body }),
  );
