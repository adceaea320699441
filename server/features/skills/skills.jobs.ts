/** What skills do by the clock, and what is too much for a request. */
import * as z from 'zod';
import { id } from '#contract/values/common.ts';
import { inTransaction } from '#server/platform/db/in-transaction.ts';
import { wakeDispatcher } from '#server/platform/facts/wake.ts';
import { job } from '#server/platform/jobs/jobs.ts';
import { catchUp } from './earning.service.ts';
import { announceEnding } from './ending.sql.ts';
import { evaluate } from './projection.service.ts';
import { selectEnded } from './projection.sql.ts';

/** Enqueued when criteria or a course's skills change; one per skill waits at a time. */
export const catchUpJob = job({
  name: 'skills.catch-up',
  payload: z.strictObject({ skill_id: id }),
  run: (ctx, payload) => catchUp(ctx, payload.skill_id),
});

const batch = 200;

/**
 * Each hour: says that levels have ended, once each, on their person's own day, and that others will within 30 days. The levels
 * themselves need no job; only being told does.
 */
export const endLevelsJob = job({
  name: 'skills.end-levels',
  payload: z.strictObject({}),
  cron: '4 * * * *',
  run: async (ctx) => {
    for (let found = batch; found === batch; ) {
      const ended = await selectEnded(ctx, batch);
      for (const whom of ended) await inTransaction(ctx, (ctx) => evaluate(ctx, whom, { reason: 'expired' }));
      found = ended.length;
    }
    if ((await announceEnding(ctx)) > 0) wakeDispatcher();
  },
});
