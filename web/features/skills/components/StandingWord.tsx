// How somebody stands in a skill: icon, word and colour together.
import { useTranslation } from 'react-i18next';
import { Status } from '#web/ui/Status.tsx';
import type { StatusKind } from '#web/ui/status-kinds.ts';
import type { UserSkill } from '../skills.types.ts';
import { type Standing, standingOf } from '../standing.rules.ts';
import { useSkillWords } from '../use-skill-words.ts';

const kinds: Record<Standing, StatusKind> = {
  none: 'not_started',
  waiting: 'due',
  declared: 'draft',
  ended: 'overdue',
  expiring: 'expiring',
  short: 'in_progress',
  met: 'ok',
  above: 'ok',
  proven: 'ok',
};

export function StandingWord({ skill, target }: { skill: UserSkill; target: number | null }) {
  const { t } = useTranslation('skills');
  const words = useSkillWords();
  const standing = standingOf(skill, target, words.today);
  return (
    <Status kind={kinds[standing]}>
      {t(`standing.${standing}`, {
        count: (target ?? 0) - skill.proven_level,
        day: skill.expires_on ? words.day(skill.expires_on) : '',
      })}
    </Status>
  );
}
