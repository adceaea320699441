/** The scheduled backup: once a day whoever runs it, kept as long as said, and visible to administrators. */
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { deleteOld, listBackups } from '#server/platform/backup/list.ts';
import { dueDay } from '#server/platform/backup/schedule.ts';
import { sql } from '#server/platform/db/sql.ts';
import { startProduct } from '#server/testing/product.ts';
import { makeScheduledBackup } from './admin.jobs.ts';

const folder = await mkdtemp(path.join(os.tmpdir(), 'lyceum-scheduled-'));
const product = await startProduct({
  WORKER: '0',
  BACKUP_AT: '00:00',
  BACKUP_DIR: folder,
  BACKUP_KEEP_DAYS: '3',
});
const day = 86_400_000;
// Tomorrow at noon: no test crosses midnight, whenever it runs.
product.travel(Math.ceil(Date.now() / day) * day + day / 2 - Date.now());
afterAll(() => rm(folder, { recursive: true, force: true }));

const tick = () => makeScheduledBackup.run(product.ctx(), {});
const runs = () =>
  product.runtime.db.rows<{ state: string; attempts: number }>(
    sql`select state, attempts from backup_runs order by day`,
  );
const health = async () => {
  const { body } = await (await product.signIn('admin')).get('/api/admin/health/');
  return body.checks.find((one: { name: string }) => one.name === 'backup');
};

describe('the scheduled backup', () => {
  test('is not owed by a site that was made after its time', async () => {
    const now = product.ctx().now;
    await product.runtime.db.run(sql`update schema_migrations set applied_at = ${now}`);
    await tick();
    expect(await runs()).toEqual([]);
    expect(await health()).toMatchObject({ state: 'ok', detail: expect.stringContaining('None yet') });
  });

  test('is made once however many workers look for it', async () => {
    await product.runtime.db.run(
      sql`update schema_migrations set applied_at = applied_at - interval '10 days'`,
    );
    await Promise.all([tick(), tick(), tick()]);
    await tick();
    expect(await runs()).toEqual([{ state: 'done', attempts: 1 }]);
    expect(await listBackups(folder)).toHaveLength(1);
    expect(await health()).toMatchObject({ state: 'ok', detail: expect.stringMatching(/rows/) });
  });

  test('that was cut off is made again by the next who looks', async () => {
    await product.runtime.db.run(sql`update backup_runs set state = 'running'`);
    await tick();
    expect(await runs()).toEqual([{ state: 'done', attempts: 2 }]);
  });

  test('that failed is told with the cure, and tried again after an hour', async () => {
    product.travel(day);
    // A file where the folder should be: nothing can be written there.
    await rm(folder, { recursive: true });
    await writeFile(folder, '');
    await tick();
    await tick();
    expect((await runs()).at(-1)).toEqual({ state: 'failed', attempts: 1 });
    expect(await health()).toMatchObject({ state: 'warn', cure: expect.stringContaining('BACKUP_DIR') });
    await rm(folder);
    await product.runtime.db.run(sql`update backup_runs set finished_at = finished_at - interval '2 hours'`);
    await tick();
    expect((await runs()).at(-1)).toEqual({ state: 'done', attempts: 2 });
  });

  test('needs somebody when there was none for two days', async () => {
    product.travel(3 * day);
    expect(await health()).toMatchObject({ state: 'fail', cure: expect.stringContaining('worker') });
  });
});

describe('old backups', () => {
  test('go after their days, but never the newest good one', async () => {
    const place = path.join(folder, 'old');
    for (const name of [
      'lyceum-20260101T023000000Z',
      'lyceum-20260102T023000000Z',
      'lyceum-20260103T023000000Z',
    ]) {
      await mkdir(path.join(place, name), { recursive: true });
      await writeFile(path.join(place, name, 'manifest.sha256'), '');
    }
    await mkdir(path.join(place, 'of-somebody-else'));
    const newestGood = path.join(place, 'lyceum-20260102T023000000Z');
    await deleteOld(place, { keepDays: 3, now: new Date('2026-11-29T12:00:00Z'), newestGood });
    expect((await readdir(place)).toSorted()).toEqual(['lyceum-20260102T023000000Z', 'of-somebody-else']);
  });

  test('are owed for yesterday until today’s time has come', () => {
    expect(dueDay(new Date('2026-11-29T02:29:59Z'), '02:30')).toBe('2026-11-28');
    expect(dueDay(new Date('2026-11-29T02:30:00Z'), '02:30')).toBe('2026-11-29');
  });
});
