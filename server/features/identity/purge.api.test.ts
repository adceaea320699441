/** The nightly job forgets what is over and nothing else. */
import { expect, it } from 'vitest';
import { sql } from '#server/platform/db/sql.ts';
import { startProduct } from '#server/testing/product.ts';
import { aPerson, somePassword } from './identity.builders.ts';
import { purgeJob } from './identity.jobs.ts';
import { prepareReset } from './passwords.service.ts';

const product = await startProduct();
const { anonymous } = product;
const { db } = product.runtime;
const days = (count: number) => product.travel(count * 86_400_000);

async function counts(userId: string) {
  return db.one(sql`
    select (select count(*) from login_sessions where user_id = ${userId}) as sessions,
           (select count(*) from refresh_tokens t join login_sessions s on s.id = t.login_session_id where s.user_id = ${userId}) as tokens,
           (select count(*) from password_resets where user_id = ${userId}) as resets`);
}

it('a session that goes on outlives the tokens it has spent', async () => {
  const user = await aPerson(product);
  let { body } = await anonymous.post('/api/auth/token/', { email: user.email, password: somePassword });
  await prepareReset(product.ctx(), user.email);
  for (let day = 0; day < 10; day++) {
    days(0.9);
    ({ body } = await anonymous.post('/api/auth/token/refresh/', { refresh: body.refresh }));
  }
  expect(await counts(user.id)).toEqual({ sessions: 1, tokens: 11, resets: 1 });
  await purgeJob.run(product.ctx(), {});
  const kept = (await counts(user.id)) as { sessions: number; tokens: number; resets: number };
  expect(kept).toMatchObject({ sessions: 1, resets: 1 });
  expect(kept.tokens).toBeLessThan(11);
  expect((await anonymous.post('/api/auth/token/refresh/', { refresh: body.refresh })).status).toBe(200);
  days(130);
  await purgeJob.run(product.ctx(), {});
  expect(await counts(user.id)).toEqual({ sessions: 0, tokens: 0, resets: 0 });
  const throttles = await db.one(sql`select count(*) as count from login_throttles`);
  expect(throttles).toEqual({ count: 0 });
});
