/** Binds the telemetry endpoints. No decisions here. */
import { telemetry } from '#contract/telemetry.ts';
import { bind } from '#server/platform/http/bind.ts';
import { getUsage, listClientErrors, sendReport, solveClientError } from './telemetry.service.ts';

export const telemetryRoutes = bind(telemetry, {
  sendReport: (ctx, { body }) => sendReport(ctx, body),
  listClientErrors: (ctx, { query, request }) => listClientErrors(ctx, query, request),
  solveClientError: (ctx, { params, body }) => solveClientError(ctx, params.fingerprint, body.is_solved),
  getUsage: (ctx, { query }) => getUsage(ctx, query.days),
});
