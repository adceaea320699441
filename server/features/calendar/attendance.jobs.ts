/** Judging sessions whose last day is over. */
import * as z from 'zod';
import { job } from '#server/platform/jobs/jobs.ts';
import { judgeSession } from './attendance.judging.service.ts';
import { selectUnjudged } from './attendance.sql.ts';

const batch = 50;

/** Every minute; a session that was judged is not found again, so a run that was cut short goes on where it stopped. */
export const judgeSessionsJob = job({
  name: 'attendance.judge',
  payload: z.strictObject({}),
  cron: '* * * * *',
  run: async (ctx) => {
    for (let found = batch; found === batch; ) {
      const over = await selectUnjudged(ctx.db, ctx.now, batch);
      for (const { id } of over) await judgeSession(ctx, id);
      found = over.length;
    }
  },
});
