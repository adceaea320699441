/** Binds the contract's endpoints to services. */
import { reporting } from '#contract/reporting.ts';
import { bind } from '#server/platform/http/bind.ts';
import { createActing, endActing, listActing } from './acting.service.ts';
import { exportLines, importLines } from './import.service.ts';
import { getManager, listLines, setManager } from './lines.service.ts';

export const reportingRoutes = bind(reporting, {
  getManager: (ctx, { params, query }) => getManager(ctx, params.id, query.at),
  setManager: (ctx, { params, body }) => setManager(ctx, params.id, body.manager_id),
  listLines: (ctx, { query, request }) => listLines(ctx, query, request),
  exportLines: (ctx) => exportLines(ctx),
  importLines: (ctx, { body }) => importLines(ctx, body),
  listActing: (ctx, { query, request }) => listActing(ctx, query, request),
  createActing: (ctx, { body }) => createActing(ctx, body),
  endActing: (ctx, { params }) => endActing(ctx, params.id),
});
