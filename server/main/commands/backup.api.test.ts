/** `lyceum backup` as a CronJob runs it, and what those who watch the site hear of it: in its place, of its day, or not at all. */
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { listBackups } from '#server/platform/backup/list.ts';
import { sql } from '#server/platform/db/sql.ts';
import { connectionsOf } from '#server/platform/doctor.ts';
import { startProduct } from '#server/testing/product.ts';
import { readLine } from '../cli/line.ts';
import { commands } from './list.ts';

/** What reading a backup back is to find, instead of what is there. */
const reading = vi.hoisted(() => ({ problems: null as string[] | null }));
vi.mock('#server/platform/backup/verify.ts', async (original) => {
  const real = await original<typeof import('#server/platform/backup/verify.ts')>();
  const verifyBackup: typeof real.verifyBackup = async (...call) => {
    const found = await real.verifyBackup(...call);
    return { ...found, problems: reading.problems ?? found.problems };
  };
  return { ...real, verifyBackup };
});

const folder = await mkdtemp(path.join(os.tmpdir(), 'lyceum-backup-command-'));
const place = path.join(folder, 'backups');
const environment = { BACKUP_DIR: place, BACKUP_AT: 'elsewhere', BACKUP_KEEP_DAYS: '3', WORKER: '1' };
const product = await startProduct(environment);
beforeAll(() => {
  for (const [name, value] of Object.entries({
    ...environment,
    DATABASE_URL: product.connection_string,
    SESSION_SECRET: 'a secret for tests that is long enough',
    DATA_DIR: path.join(folder, 'data'),
  }))
    vi.stubEnv(name, value);
});
afterEach(() => product.runtime.db.run(sql`delete from backup_runs`));
afterAll(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

async function lyceum(...words: string[]): Promise<void> {
  const line = readLine(commands, words);
  if (line.kind !== 'run') throw new Error('Not a command');
  await line.command.run(line.call);
}

const hour = 3600;
const age = async (): Promise<number> => {
  const { body } = await product.anonymous.get('/metrics');
  return Number(/^lyceum_backup_age_seconds (\S+)$/m.exec(Buffer.from(body as ArrayBuffer).toString())?.[1]);
};
const ageBecomes = (check: (seconds: number) => boolean) =>
  expect.poll(async () => check(await age()), { timeout: 10_000 }).toBe(true);
const runs = () =>
  product.runtime.db.rows<{ state: string; problem: string }>(sql`select state, problem from backup_runs`);
const health = async () => {
  const { body } = await (await product.signIn('admin')).get('/api/admin/health/');
  return body.checks.find((one: { name: string }) => one.name === 'backup');
};
/** A backup as it looks to whoever deletes old ones. */
async function putOld(name: string): Promise<void> {
  await mkdir(path.join(place, name), { recursive: true });
  await writeFile(path.join(place, name, 'manifest.sha256'), '');
}
const old = ['lyceum-20260101T023000000Z', 'lyceum-20260102T023000000Z'];
const kept = async () => (await readdir(place)).filter((name) => name.startsWith('lyceum-')).toSorted();

describe('where another process makes the backups', () => {
  test('one that was never made grows old with the site, and is told', async () => {
    await product.runtime.db.run(sql`update schema_migrations set applied_at = now() - interval '30 hours'`);
    await ageBecomes((seconds) => seconds > 29 * hour && seconds < 31 * hour);
    expect(await health()).toMatchObject({ state: 'warn', detail: expect.stringContaining('None yet') });
  });

  test('it counts as the backup of its day', async () => {
    await lyceum('backup', '--quiet');
    expect(await runs()).toEqual([{ state: 'done', problem: '' }]);
    await ageBecomes((seconds) => seconds < hour);
    expect(await health()).toMatchObject({ state: 'ok', detail: expect.stringMatching(/rows/) });
    // As in a cluster, where no process that is watched sees the folder.
    await rm(place, { recursive: true });
    await ageBecomes((seconds) => seconds < hour);
  });

  test('what was carried to another place does not', async () => {
    await lyceum('backup', '--quiet', '--to', path.join(folder, 'carried'));
    expect(await runs()).toEqual([]);
  });

  test('one that failed is written down, and does not undo the one before', async () => {
    await writeFile(place, 'a file where the folder should be');
    await expect(lyceum('backup', '--quiet')).rejects.toThrow();
    expect(await runs()).toEqual([{ state: 'failed', problem: expect.stringMatching(/EEXIST|ENOTDIR/) }]);
    expect(await health()).toMatchObject({ state: 'warn', cure: expect.stringContaining('BACKUP_DIR') });
    await rm(place);
    await lyceum('backup', '--quiet');
    await rm(place, { recursive: true });
    await writeFile(place, '');
    await expect(lyceum('backup', '--quiet')).rejects.toThrow();
    expect(await runs()).toEqual([{ state: 'done', problem: '' }]);
    await rm(place);
  });
});

describe('--prune', () => {
  test('deletes what is older than its days once the new one was read back; without it nothing goes', async () => {
    for (const name of old) await putOld(name);
    await putOld('of-somebody-else');
    await lyceum('backup', '--quiet');
    expect(await kept()).toEqual(expect.arrayContaining(old));
    await lyceum('backup', '--quiet', '--prune');
    expect(await kept()).toHaveLength(2);
    expect(await kept()).not.toEqual(expect.arrayContaining([old[0]]));
    expect(await readdir(place)).toContain('of-somebody-else');
  });

  test('deletes nothing when what was written cannot be read back, and nobody takes that for a backup', async () => {
    await rm(place, { recursive: true });
    for (const name of old) await putOld(name);
    reading.problems = ['tables/users.gz is not what was written'];
    await expect(lyceum('backup', '--quiet', '--prune')).rejects.toThrow(
      /damaged: nothing older was deleted/,
    );
    reading.problems = null;
    expect((await listBackups(place)).map((one) => path.basename(one.folder))).toEqual(old);
    expect(await runs()).toEqual([{ state: 'failed', problem: expect.stringContaining('tables/users.gz') }]);
  });

  test('deletes nothing when stored files are missing: an older one may have them', async () => {
    await rm(place, { recursive: true });
    for (const name of old) await putOld(name);
    await product.runtime.db.run(
      sql`insert into files (id, name, media_type, byte_size, sha256, purpose, stored_at) values (gen_random_uuid(), 'lost.pdf', 'application/pdf', 4, ${'ab'.repeat(32)}, 'lesson', now())`,
    );
    await expect(lyceum('backup', '--quiet', '--prune')).rejects.toThrow(/No older one was deleted/);
    expect(await kept()).toEqual(expect.arrayContaining(old));
    expect(await runs()).toEqual([{ state: 'done', problem: '' }]);
  });
});

test('a process takes the connections that doctor counts, and no kind more', async () => {
  const taken = await product.runtime.db.rows<{ name: string; count: number }>(
    sql`select application_name as name, count(*)::int as count from pg_stat_activity where datname = current_database() group by 1`,
  );
  const count = (name: string) => taken.find((one) => one.name === name)?.count ?? 0;
  expect(
    taken.map((one) => one.name).filter((name) => !/^lyceum(-bus|-watch|-worker|-jobs)?$/.test(name)),
  ).toEqual([]);
  expect([count('lyceum-bus'), count('lyceum-watch')]).toEqual([1, 1]);
  const { config } = product.runtime.services;
  // One for messages, one to see whether the server answers, one for the lease, and the queue's.
  expect(connectionsOf(config) - config.DATABASE_POOL).toBe(2 + 1 + 8);
  expect(connectionsOf({ ...config, WORKER: false })).toBe(config.DATABASE_POOL + 2);
  const all = taken.reduce((sum, one) => sum + one.count, 0);
  expect(all).toBeLessThanOrEqual(connectionsOf(config));
});
