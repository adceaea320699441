/** Skills: the organization's list, and what people say they can do. */
import * as z from 'zod';
import { endpoint } from './endpoint.ts';
import { id, instant, listQuery, ordering, page, text } from './values/common.ts';

export const skillSources = ['self_declared', 'course', 'rating'] as const;

export const UserSkill = z.object({
  id,
  skill_id: id,
  name: z.string(),
  category: z.string(),
  /** 1 (beginner) to 5 (expert). */
  level: z.int(),
  level_criteria: z.record(z.string(), z.unknown()),
  source: z.enum(skillSources),
  created_at: instant,
  updated_at: instant,
});

/** A known skill by `skill_id`, or by name; a name that is new joins the list. */
export const SkillDeclaration = z
  .strictObject({
    skill_id: id.optional(),
    name: text(100).optional(),
    level: z.int().min(1).max(5).default(1),
  })
  .refine((body) => (body.skill_id === undefined) !== (body.name === undefined), {
    path: ['skill_id'],
    message: 'Give either skill_id or name',
  });

export const skills = {
  listOwnSkills: endpoint({
    method: 'GET',
    path: '/api/users/skills/',
    ability: 'skill.read',
    summary: 'My skills',
    rows: ['T-57'],
    query: z.strictObject({
      ...listQuery,
      ordering: ordering(['name', 'level', 'created_at']).default('name'),
    }),
    response: page(UserSkill),
  }),
  declareSkill: endpoint({
    method: 'POST',
    path: '/api/users/skills/',
    ability: 'skill.declare',
    summary: 'Say that I have a skill; again changes the level',
    rows: ['T-58', 'T-34'],
    body: SkillDeclaration,
    status: 201,
    response: UserSkill,
  }),
};
