/** Binds the endpoints of skills. No decisions here. */
import { skills } from '#contract/skills.ts';
import { bind } from '#server/platform/http/bind.ts';
import { declareSkill, listOwnSkills } from './skills.service.ts';

export const skillsRoutes = bind(skills, {
  listOwnSkills: (ctx, { query, request }) => listOwnSkills(ctx, query, request),
  declareSkill: (ctx, { body }) => declareSkill(ctx, body),
});
