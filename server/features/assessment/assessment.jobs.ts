/** Closing attempts whose time is over, also when the browser is closed (R18). */
import * as z from 'zod';
import { id } from '#contract/values/common.ts';
import { job } from '#server/platform/jobs/jobs.ts';
import { isOverdue } from './attempts.rules.ts';
import { selectAttempt, selectOverdueAttempts } from './attempts.sql.ts';
import { closeAttempt } from './grading.service.ts';

/** Enqueued when a timed attempt starts, for the moment after its deadline and grace. */
export const closeAttemptJob = job({
  name: 'assessment.close-attempt',
  payload: z.strictObject({ attempt_id: id }),
  run: async (ctx, payload) => {
    const attempt = await selectAttempt(ctx.db, payload.attempt_id);
    if (attempt && isOverdue(attempt, ctx.now)) await closeAttempt(ctx, attempt.id, 'server');
  },
});

const batch = 200;

/** The net under the job above: whatever is overdue, for example after the server was down. */
export const closeOverdueAttemptsJob = job({
  name: 'assessment.close-overdue-attempts',
  payload: z.strictObject({}),
  cron: '* * * * *',
  run: async (ctx) => {
    for (const attemptId of await selectOverdueAttempts(ctx.db, ctx.now, batch))
      await closeAttempt(ctx, attemptId, 'server');
  },
});
