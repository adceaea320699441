/** Makes room for the months to come. */
import * as z from 'zod';
import { job } from '#server/platform/jobs/jobs.ts';
import { ensurePartitions } from './recording.sql.ts';

export const partitionsJob = job({
  name: 'activity.ensure-partitions',
  payload: z.object({}),
  cron: '17 2 * * *',
  run: async (ctx) => {
    await ensurePartitions(ctx.db, ctx.now);
  },
});
