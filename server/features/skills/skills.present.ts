/** A person's skill as the contract shows it. */
import type * as z from 'zod';
import type { UserSkill } from '#contract/skills.ts';
import type { UserSkillRow } from './skills.sql.ts';

export type UserSkillShape = z.input<typeof UserSkill>;

export const presentUserSkill = (row: UserSkillRow): UserSkillShape => ({
  id: row.id,
  skill_id: row.skill_id,
  name: row.name,
  category: row.category,
  level: row.level,
  level_criteria: row.level_criteria,
  source: row.source,
  created_at: row.created_at,
  updated_at: row.updated_at,
});
