/** Reporting lines as a list and as a file. */
import { beforeAll, describe, expect, it } from 'vitest';
import { sql } from '#server/platform/db/sql.ts';
import { type Client, startProduct } from '#server/testing/product.ts';
import { leads } from './reporting.builders.ts';

const product = await startProduct();
const { db } = product.runtime;
let admin: Client;
let boss: Client;
let worker: Client;
let free: Client;

beforeAll(async () => {
  admin = await product.signIn('admin', { email: 'admin@example.test', display_name: 'Zoe Admin' });
  boss = await product.signIn('learner', { email: 'boss@example.test', display_name: 'Åsa Boss' });
  worker = await product.signIn('learner', { email: 'worker@example.test', display_name: 'Will Worker' });
  free = await product.signIn('learner', { email: 'free@example.test', display_name: 'Fred Free' });
  await leads(admin, boss, worker);
});

const importing = (csv: string, dry_run = false) =>
  admin.post('/api/reporting-lines/import/', { csv, dry_run });
const exported = async () => Buffer.from((await admin.get('/api/reporting-lines/export/')).body).toString();
const lineCount = async () =>
  (await db.one<{ count: number }>(sql`select count(*)::int as count from reporting_lines`)).count;

describe('GET /api/reporting-lines/', () => {
  it('lists people with manager and direct reports; search, manager and without_manager narrow it', async () => {
    const names = async (query: string) => {
      const { body } = await admin.get(`/api/reporting-lines/?${query}`);
      return body.results.map((row: { person: { display_name: string } }) => row.person.display_name);
    };
    const { body } = await admin.get('/api/reporting-lines/?search=will');
    expect(body).toMatchObject({
      count: 1,
      results: [
        {
          person: { id: worker.user_id },
          manager: { display_name: 'Åsa Boss' },
          direct_reports: 0,
          acting: [],
        },
      ],
    });
    expect(await names('search=asa')).toEqual(['Will Worker', 'Åsa Boss']);
    expect(await names(`manager=${boss.user_id}`)).toEqual(['Will Worker']);
    expect(await names('without_manager=true')).toEqual(['Fred Free', 'Zoe Admin', 'Åsa Boss']);
    expect(await names('ordering=-direct_reports&page_size=1')).toEqual(['Åsa Boss']);
    const paged: string[] = [];
    for (let url: string | null = '/api/reporting-lines/?cursor=&page_size=3&ordering=manager'; url; ) {
      const answer: Awaited<ReturnType<Client['get']>> = await admin.get(url);
      paged.push(...answer.body.results.map((row: { email: string }) => row.email));
      url = answer.body.next;
    }
    expect(paged).toHaveLength(4);
    expect(paged.at(-1)).toBe('worker@example.test');
  });

  it('is for administrators', async () => {
    expect((await boss.get('/api/reporting-lines/')).status).toBe(403);
    expect((await boss.get('/api/reporting-lines/export/')).status).toBe(403);
    expect((await boss.post('/api/reporting-lines/import/', { csv: '' })).status).toBe(403);
  });
});

describe('reporting lines as a file', () => {
  it('comes back unchanged: what was exported imports as nothing new, stand-ins included', async () => {
    const now = product.ctx().now.getTime();
    const made = await admin.post('/api/acting-managers/', {
      manager_id: boss.user_id,
      acting_id: free.user_id,
      valid_from: new Date(now).toISOString(),
      valid_until: new Date(now + 86_400_000).toISOString(),
    });
    expect(made.status).toBe(201);
    const before = await lineCount();
    const { body } = await importing(await exported());
    expect(body).toMatchObject({
      applied: true,
      created_count: 0,
      changed_count: 0,
      refused_count: 0,
      unchanged_count: 4,
    });
    expect(await lineCount()).toBe(before);
  });

  it('shows in a preview what would happen, writes nothing, and then writes the same', async () => {
    const csv =
      'email;manager_email\r\nfree@example.test;boss@example.test\r\nworker@example.test;free@example.test\r\n';
    const preview = await importing(csv, true);
    expect(preview.body).toMatchObject({ applied: false, created_count: 1, changed_count: 1 });
    expect(preview.body.rows[1]).toMatchObject({
      row: 3,
      outcome: 'changed',
      previous_manager_email: 'boss@example.test',
    });
    expect((await free.get(`/api/users/${free.user_id}/manager/`)).body.manager).toBeNull();
    const done = await importing(csv);
    expect(done.body).toMatchObject({ applied: true, created_count: 1, changed_count: 1 });
    expect((await free.get(`/api/users/${free.user_id}/manager/`)).body.manager.id).toBe(boss.user_id);
    const facts = await db.one<{ count: number }>(
      sql`select count(*)::int as count from facts where name = 'manager.changed' and payload->>'user_id' = ${free.user_id}`,
    );
    expect(facts.count).toBe(1);
  });

  it('writes nothing at all when one row is refused, and says which and why', async () => {
    const before = await lineCount();
    const { body } = await importing(
      'email,manager_email\nadmin@example.test,boss@example.test\nboss@example.test,worker@example.test\nnobody@example.test,\n',
    );
    expect(body).toMatchObject({ applied: false, refused_count: 2 });
    const problems = body.rows.map((row: { row: number; problems: { code: string }[] }) => [
      row.row,
      ...row.problems.map((one) => one.code),
    ]);
    expect(problems).toEqual([[2], [3, 'line.ring'], [4, 'person.unknown']]);
    expect(await lineCount()).toBe(before);
  });

  it('refuses a file that is not one', async () => {
    for (const [csv, code] of [
      ['', 'file.empty'],
      ['email,manager_email\n', 'file.empty'],
      ['email,manager_email\n"a', 'file.quote-open'],
      ['person,manager_email\na,b', 'column.missing'],
    ] as const) {
      const { status, body } = await importing(csv);
      expect([status, body.applied, body.rows[0].problems[0].code]).toEqual([200, false, code]);
    }
  });
});
