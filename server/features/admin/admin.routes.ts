/** Binds the admin endpoints. No decisions here. */
import { admin } from '#contract/admin.ts';
import { bind } from '#server/platform/http/bind.ts';
import { getHealth, getReadiness } from './health.service.ts';

export const adminRoutes = bind(admin, {
  getLiveness: async () => ({ status: 'ok' as const }),
  getReadiness: (ctx) => getReadiness(ctx),
  getHealth: (ctx) => getHealth(ctx),
});
