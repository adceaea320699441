/** Forgets what browsers reported long ago. */
import * as z from 'zod';
import { job } from '#server/platform/jobs/jobs.ts';
import { forgetBefore } from './reports.sql.ts';

export const keptDays = 90;

export const forgetReportsJob = job({
  name: 'telemetry.forget-reports',
  payload: z.object({}),
  cron: '41 2 * * *',
  run: async (ctx) => {
    await forgetBefore(ctx.db, ctx.now, keptDays);
  },
});
