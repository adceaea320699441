/** Binds the contract's endpoints to services. */
import { gaps } from '#contract/gaps.ts';
import { bind } from '#server/platform/http/bind.ts';
import { ifMatch } from '#server/platform/http/conditional.ts';
import { exportHeat, getHeat, listGapPeople } from './heat.service.ts';
import { getGaps, getOwnGaps } from './person.service.ts';
import { assignPlan, getOwnPlan, getPlan, startOwnPlan } from './plan.service.ts';
import { getPreferences, listRecommendations, updatePreferences } from './preferences.service.ts';
import { createProfile, deleteProfile, getProfile, listProfiles, updateProfile } from './profiles.service.ts';
import { exportProfiles, importProfiles } from './profiles-import.service.ts';
import { getTeamMember, listTeam, remindMember } from './team.service.ts';

const listed = (skill: string | string[] | undefined): string[] =>
  skill === undefined ? [] : [skill].flat();

export const gapsRoutes = bind(gaps, {
  listRoleProfiles: (ctx, { query, request }) => listProfiles(ctx, query, request),
  createRoleProfile: (ctx, { body }) => createProfile(ctx, body),
  exportRoleProfiles: (ctx) => exportProfiles(ctx),
  importRoleProfiles: (ctx, { body }) => importProfiles(ctx, body),
  getRoleProfile: (ctx, { params }) => getProfile(ctx, params.id),
  updateRoleProfile: (ctx, { params, body, request }) =>
    updateProfile(ctx, params.id, body, ifMatch(request)),
  deleteRoleProfile: (ctx, { params }) => deleteProfile(ctx, params.id),
  getOwnGaps: (ctx) => getOwnGaps(ctx),
  getOwnPlan: (ctx, { query }) => getOwnPlan(ctx, listed(query.skill)),
  startOwnPlan: (ctx, { body }) => startOwnPlan(ctx, body),
  getGaps: (ctx, { params }) => getGaps(ctx, params.id),
  getPlan: (ctx, { params, query }) => getPlan(ctx, params.id, listed(query.skill)),
  assignPlan: (ctx, { params, body }) => assignPlan(ctx, params.id, body),
  getHeat: (ctx, { query, request }) => getHeat(ctx, query, request),
  exportHeat: (ctx, { query }) => exportHeat(ctx, query),
  listGapPeople: (ctx, { query, request }) => listGapPeople(ctx, query, request),
  listTeam: (ctx, { query, request }) => listTeam(ctx, query, request),
  getTeamMember: (ctx, { params }) => getTeamMember(ctx, params.id),
  remindMember: (ctx, { params, body }) => remindMember(ctx, params.id, body.enrollment_ids),
  getTrainingPreferences: (ctx) => getPreferences(ctx),
  updateTrainingPreferences: (ctx, { body }) => updatePreferences(ctx, body),
  listRecommendations: (ctx, { query }) => listRecommendations(ctx, query.limit),
});
