/** Binds the endpoints of skills. No decisions here. */
import { skills } from '#contract/skills.ts';
import { bind } from '#server/platform/http/bind.ts';
import { ifMatch } from '#server/platform/http/conditional.ts';
import { getCourseSkills, setCourseSkills } from './course-skills.service.ts';
import {
  decideProof,
  getUserSkill,
  listProofs,
  rateSkill,
  submitProof,
  withdrawEvidence,
} from './evidence.service.ts';
import { createSkill, getSkill, listSkills, retireSkill, updateSkill } from './framework.service.ts';
import { exportSkills, importSkills } from './framework-csv.service.ts';
import { declareSkill, listOwnSkills, listUserSkills, removeTarget, setTarget } from './skills.service.ts';

export const skillsRoutes = bind(skills, {
  listSkills: (ctx, { query, request }) => listSkills(ctx, query, request),
  createSkill: (ctx, { body }) => createSkill(ctx, body),
  exportSkills: (ctx) => exportSkills(ctx),
  importSkills: (ctx, { body }) => importSkills(ctx, body),
  getSkill: (ctx, { params }) => getSkill(ctx, params.id),
  updateSkill: (ctx, { params, body, request }) => updateSkill(ctx, params.id, body, ifMatch(request)),
  retireSkill: (ctx, { params }) => retireSkill(ctx, params.id),
  listOwnSkills: (ctx, { query, request }) => listOwnSkills(ctx, query, request),
  declareSkill: (ctx, { body }) => declareSkill(ctx, body),
  setTarget: (ctx, { params, body }) => setTarget(ctx, params.skill_id, body),
  removeTarget: (ctx, { params }) => removeTarget(ctx, params.skill_id),
  submitProof: (ctx, { params, body }) => submitProof(ctx, params.skill_id, body),
  listUserSkills: (ctx, { params, query, request }) => listUserSkills(ctx, params.id, query, request),
  getUserSkill: (ctx, { params }) => getUserSkill(ctx, params.id, params.skill_id),
  rateSkill: (ctx, { params, body }) => rateSkill(ctx, params.id, params.skill_id, body),
  listProofs: (ctx, { query, request }) => listProofs(ctx, query, request),
  decideProof: (ctx, { params, body }) => decideProof(ctx, params.id, body),
  withdrawEvidence: (ctx, { params, body }) => withdrawEvidence(ctx, params.id, body.reason),
  getCourseSkills: (ctx, { params }) => getCourseSkills(ctx, params.id),
  setCourseSkills: (ctx, { params, body }) => setCourseSkills(ctx, params.id, body),
});
