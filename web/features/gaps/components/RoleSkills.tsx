// What a role asks of somebody, worst first, with how they stand.
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { LevelBar } from '#web/ui/LevelBar.tsx';
import { Section } from '#web/ui/Section.tsx';
import { personGapsQuery } from '../gaps.queries.ts';
import { GapState } from './GapState.tsx';
import css from './Gaps.module.css';

type RoleSkillsProps = {
  person_id?: string;
  /** Leaves out what is met. */
  only_gaps?: boolean;
};

export function RoleSkills({ person_id, only_gaps = false }: RoleSkillsProps) {
  const { t } = useTranslation('gaps');
  const gaps = useQuery(personGapsQuery(person_id)).data;
  const shown = gaps?.skills.filter((one) => one.is_gap || !only_gaps) ?? [];
  if (shown.length === 0) return null;
  const title = only_gaps ? t('role.gaps') : t('role.title');
  return (
    <Section title={title} count={shown.length}>
      <div className={css.wide}>
        <ul className={css.list} aria-label={title}>
          {shown.map((gap) => (
            <li key={gap.skill_id}>
              <span>
                {gap.name}
                <small className="ly-dimmed">
                  {gap.role_level === null ? t('role.own') : gap.profiles.map(({ name }) => name).join(', ')}
                </small>
              </span>
              <LevelBar
                label={gap.name}
                level={gap.level}
                declared={gap.declared_level}
                target={gap.required_level}
              />
              <GapState {...gap} />
            </li>
          ))}
        </ul>
      </div>
    </Section>
  );
}

/** What each skill is held against, by skill: for a table of skills. @param mayRead  false for trainers: roles are the line's */
export function useTargets(person_id?: string, mayRead = true): ReadonlyMap<string, number> | undefined {
  const gaps = useQuery({ ...personGapsQuery(person_id), enabled: mayRead }).data;
  return gaps && new Map(gaps.skills.map((one) => [one.skill_id, one.required_level]));
}
