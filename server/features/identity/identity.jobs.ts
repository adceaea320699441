/** Work that nobody waits for: reset mails, and forgetting what is over. */
import * as z from 'zod';
import type { Ctx } from '#server/platform/context.ts';
import { hashToken } from '#server/platform/ids.ts';
import { enqueue, job } from '#server/platform/jobs/jobs.ts';
import { countResetRequest, prepareReset } from './passwords.service.ts';
import { purgeEnded } from './purge.sql.ts';

export const prepareResetJob = job({
  name: 'identity.prepare-reset',
  payload: z.object({ email: z.string() }),
  run: (ctx, { email }) => prepareReset(ctx, email),
});

/**
 * Takes a request for a reset link. The answer never says whether there is such an account, and takes as long either way,
 * because looking for it is the job's business.
 *
 * @throws AppError `rate.limited`
 */
export async function requestReset(ctx: Ctx, email: string): Promise<{ detail: string }> {
  await countResetRequest(ctx);
  const key = hashToken(email.toLowerCase()).toString('hex');
  await enqueue(ctx.db, prepareResetJob, { email }, { job_key: `identity.prepare-reset:${key}` });
  return { detail: 'If there is an account with this address, a mail with a link is on its way.' };
}

/** Nightly: counters, links, tokens and sessions that can no longer matter. */
export const purgeJob = job({
  name: 'identity.purge-ended',
  payload: z.object({}),
  cron: '17 3 * * *',
  run: (ctx) => purgeEnded(ctx.db, ctx.now),
});
