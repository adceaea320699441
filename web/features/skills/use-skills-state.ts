// The state of somebody's skills in one sentence.
import { useTranslation } from 'react-i18next';
import type { UserSkill } from './skills.types.ts';
import { standingOf } from './standing.rules.ts';
import { useSkillWords } from './use-skill-words.ts';

/** @returns undefined while they load, and when there are none */
export function useSkillsState(skills: readonly UserSkill[] | undefined): string | undefined {
  const { t } = useTranslation('skills');
  const { today } = useSkillWords();
  if (!skills || skills.length === 0) return undefined;
  const count = (isMeant: (skill: UserSkill) => boolean) => skills.filter(isMeant).length;
  const standing = (skill: UserSkill) => standingOf(skill, skill.target_level, today);
  const declared = count((skill) => ['declared', 'waiting'].includes(standing(skill)));
  const expiring = count((skill) => standing(skill) === 'expiring');
  return [
    t('state.skills', { count: skills.length, proven: count((skill) => skill.proven_level > 0) }),
    declared > 0 && t('state.declared', { count: declared }),
    expiring > 0 && t('state.expiring', { count: expiring }),
  ]
    .filter((sentence) => sentence !== false)
    .join(' ');
}
