// The skills of one person with the open one beside them: on one's own page and on that of somebody one leads.

import { IconTargetArrow } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { EmptyState } from '#web/ui/EmptyState.tsx';
import type { UserSkill } from '../skills.types.ts';
import { useOpenSkill } from '../use-open-skill.ts';
import { SkillPanel } from './SkillPanel.tsx';
import { SkillsTable } from './SkillsTable.tsx';

type PersonSkillsProps = {
  person_id: string;
  caption: string;
  skills: readonly UserSkill[] | undefined;
  targets?: ReadonlyMap<string, number>;
  empty: { title: string; words: string; action?: ReactNode };
};

export function PersonSkills({ person_id, caption, skills, targets, empty }: PersonSkillsProps) {
  const { skill_id, hrefOf, open } = useOpenSkill();
  const place = skills?.findIndex((one) => one.skill_id === skill_id) ?? -1;
  const neighbour = (step: number) => {
    const next = place >= 0 ? skills?.[place + step] : undefined;
    return next && (() => open(next.skill_id));
  };
  return (
    <>
      <SkillsTable
        caption={caption}
        skills={skills}
        targets={targets}
        activeId={skill_id}
        onOpen={open}
        hrefOf={hrefOf}
        empty={
          <EmptyState icon={IconTargetArrow} title={empty.title} action={empty.action}>
            {empty.words}
          </EmptyState>
        }
      />
      {skill_id && (
        <SkillPanel
          key={skill_id}
          person_id={person_id}
          skill_id={skill_id}
          target={targets?.get(skill_id)}
          onClose={() => open(undefined)}
          onPrevious={neighbour(-1)}
          onNext={neighbour(1)}
        />
      )}
    </>
  );
}
