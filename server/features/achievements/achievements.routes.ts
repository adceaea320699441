/** Binds the contract's endpoints to services. */
import { achievements } from '#contract/achievements.ts';
import { bind } from '#server/platform/http/bind.ts';
import { ifMatch } from '#server/platform/http/conditional.ts';
import * as earned from './achievements.service.ts';
import * as rules from './rules.service.ts';

export const achievementsRoutes = bind(achievements, {
  getWall: (ctx) => earned.getWall(ctx),
  listAwardsOf: (ctx, { params, query, request }) => earned.listAwardsOf(ctx, params.id, query, request),
  getAward: (ctx, { params }) => earned.getAward(ctx, params.id),
  shareAward: (ctx, { params }) => earned.shareAward(ctx, params.id),
  unshareAward: (ctx, { params }) => earned.unshareAward(ctx, params.id),
  getSharedAchievement: (ctx, { params }) => earned.getSharedAchievement(ctx, params.token),

  listRules: (ctx, { query, request }) => rules.listRules(ctx, query, request),
  createRule: (ctx, { body }) => rules.createRule(ctx, body),
  previewRule: (ctx, { body }) => rules.previewRule(ctx, body),
  getRule: (ctx, { params }) => rules.getRule(ctx, params.id),
  updateRule: (ctx, { params, body, request }) => rules.updateRule(ctx, params.id, body, ifMatch(request)),
  archiveRule: (ctx, { params }) => rules.archiveRule(ctx, params.id),
  restoreRule: (ctx, { params }) => rules.restoreRule(ctx, params.id),
});
