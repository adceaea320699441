/** Forgets kept answers: a key counts for at least a day. */
import * as z from 'zod';
import { sql } from '../db/sql.ts';
import { job } from '../jobs/jobs.ts';

export const forgetKeysJob = job({
  name: 'platform.forget-idempotency-keys',
  payload: z.object({}),
  cron: '41 * * * *',
  async run(ctx) {
    await ctx.db.run(
      sql`delete from idempotency_keys where created_at < ${ctx.now}::timestamptz - interval '24 hours'`,
    );
  },
});
