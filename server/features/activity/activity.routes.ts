/** Binds the contract's endpoints to services. */
import { activity } from '#contract/activity.ts';
import { bind } from '#server/platform/http/bind.ts';
import { getEngagement, listActivity, listOwnActivity, listUserActivity } from './activity.service.ts';
import { listAttention } from './attention.service.ts';
import { listHistory } from './history.service.ts';

export const activityRoutes = bind(activity, {
  listActivity: async (ctx, { query, request }) => listActivity(ctx, query, request),
  listOwnActivity: (ctx, { query, request }) => listOwnActivity(ctx, query, request),
  listUserActivity: (ctx, { params, query, request }) => listUserActivity(ctx, params.id, query, request),
  getEngagement: (ctx, { query }) => getEngagement(ctx, query.days),
  listAttention: (ctx, { query, request }) => listAttention(ctx, query, request),
  listHistory: (ctx, { query, request }) => listHistory(ctx, query, request),
});
