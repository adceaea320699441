/** S14: what people type as secrets is nowhere afterwards: in no row of any table, no job, no metric, no error, no line of the log. */
import { describe, expect, it } from 'vitest';
import { aPerson, somePassword } from '#server/features/identity/identity.builders.ts';
import { sql } from '#server/platform/db/sql.ts';
import { createLogger } from '#server/platform/telemetry/log.ts';
import { registry } from '#server/platform/telemetry/metrics.ts';
import { startProduct } from '#server/testing/product.ts';

const canary = {
  wrong: 'canary-wrong-4711',
  chosen: 'canary-chosen-4711',
  token: 'canary-token-4711'.padEnd(43, 'x'),
  key: 'canary-key-4711',
};
const product = await startProduct();

/** Tables, of every schema of ours and of the job queue, in whose rows the text stands. */
async function tablesWith(text: string): Promise<string[]> {
  const tables = await product.runtime.db.rows<{ name: string }>(sql`
    select quote_ident(table_schema) || '.' || quote_ident(table_name) as name from information_schema.tables
     where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`);
  const found: string[] = [];
  for (const { name } of tables) {
    const { rows } = await product.runtime.db.pool.query(
      `select 1 from ${name} t where t::text like $1 limit 1`,
      [`%${text}%`],
    );
    if (rows.length > 0) found.push(name);
  }
  return found;
}

describe('a secret', () => {
  it('that was typed is in no row, job, metric or answer', async () => {
    const { email } = await aPerson(product);
    const answers: unknown[] = [];
    const post = async (url: string, body: object, headers: Record<string, string> = {}) => {
      const answer = await product.anonymous.post(url, body, headers);
      answers.push([...answer.headers], answer.status < 300 ? null : answer.body);
      return answer;
    };
    await post('/api/auth/token/', { email, password: canary.wrong });
    await post('/api/auth/login/', { email, password: canary.wrong, note: canary.wrong });
    await post('/api/auth/token/refresh/', { refresh: canary.token });
    await post('/api/auth/password/reset/confirm/', { token: canary.token, password: canary.chosen });
    await post('/api/auth/register/', {
      email: 'canary@example.test',
      password: canary.chosen,
      display_name: 'Someone',
    });
    const { body } = await post(
      '/api/auth/token/',
      { email, password: somePassword },
      { cookie: `other=${canary.key}`, 'idempotency-key': canary.key },
    );
    const signedIn = { authorization: `Bearer ${body.access}` };
    await post(
      '/api/auth/password/change/',
      { current_password: canary.wrong, new_password: canary.chosen },
      signedIn,
    );
    await post(
      '/api/auth/password/change/',
      { current_password: somePassword, new_password: canary.chosen },
      signedIn,
    );
    await product.anonymous.get('/api/users/me/', { authorization: `Bearer ${canary.token}` });
    await product.settle();
    for (const secret of [canary.wrong, canary.chosen, canary.token, body.access, body.refresh])
      expect(await tablesWith(secret), secret).toEqual([]);
    const elsewhere = JSON.stringify(answers) + (await registry.metrics());
    for (const secret of Object.values(canary)) expect(elsewhere).not.toContain(secret);
    // The search does find what is there.
    expect(await tablesWith('canary@example.test')).not.toEqual([]);
  });

  it('cannot be hidden in a line of the log, nor a line made up by whoever is logged', () => {
    const lines: string[] = [];
    const log = createLogger('debug', { write: (line: string) => void lines.push(line) });
    const evil = 'x\r\n{"level":30,"msg":"signed in"}\u001b[2J\u001b]0;title\u0007\u0000\u2028';
    log.warn(
      { ip: evil, user_agent: evil, password: canary.wrong, nested: { authorization: canary.token } },
      evil,
    );
    expect(lines).toHaveLength(1);
    expect(lines[0]!.trimEnd()).not.toMatch(/[\p{Cc}]/u);
    expect(() => JSON.parse(lines[0]!)).not.toThrow();
    for (const secret of [canary.wrong, canary.token]) expect(lines[0]).not.toContain(secret);
  });
});
