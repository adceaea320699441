/** Backups of a real product with a whole organization in it: made, damaged, restored, compared. Row R21 in its short form. */
import { createHash, randomInt } from 'node:crypto';
import { appendFile, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { createDemo } from '#server/demo/index.ts';
import { features } from '#server/main/features.ts';
import { sql } from '#server/platform/db/sql.ts';
import { newId } from '#server/platform/ids.ts';
import { migrateJobs } from '#server/platform/jobs/jobs.ts';
import { services } from '#server/platform/services.ts';
import { createStorage } from '#server/platform/storage/storage.ts';
import { withAdmin } from '#server/testing/database.ts';
import { startProduct } from '#server/testing/product.ts';
import { type BackupResult, makeBackup } from './backup.ts';
import { readManifest } from './manifest.ts';
import { restoreBackup } from './restore.ts';
import { verifyBackup } from './verify.ts';

const product = await startProduct({ WORKER: '0' });
const silent = () => undefined;
let folder: string;
let made: BackupResult;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'lyceum-backup-'));
  const reactions = features.flatMap((feature) => feature.reactions);
  await createDemo(product.ctx(), { reactions, say: silent });
  await product.runtime.db.run(
    sql`select graphile_worker.add_job('nobody:runs:this', '{"line": "one\\ntwo"}'::json, job_key => 'kept')`,
  );
  made = await backup();
}, 240_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

const backup = (to = path.join(folder, 'backups')): Promise<BackupResult> =>
  makeBackup({
    connection_string: product.connection_string,
    storage: services().storage,
    to,
    session_secret: services().config.session_secret,
    generated_secret_file: undefined,
    onProgress: silent,
  });

const emptied: string[] = [];
afterAll(async () => {
  for (const name of emptied)
    await withAdmin(inject('admin_url'), (client) =>
      client.query(`drop database if exists ${name} with (force)`),
    );
});

/** A database of a role that is no superuser and owns nothing else: what a host gives its customers. */
async function anEmptyDatabase(): Promise<string> {
  const name = `lyceum_restore_${newId().replaceAll('-', '').slice(0, 24)}`;
  emptied.push(name);
  await withAdmin(inject('admin_url'), async (client) => {
    await client.query(
      `do $$ begin create role lyceum_restorer login password 'restorer'; exception when duplicate_object or unique_violation then null; end $$`,
    );
    await client.query(`create database ${name} owner lyceum_restorer template template0`);
  });
  const url = new URL(inject('admin_url'));
  url.pathname = `/${name}`;
  url.username = 'lyceum_restorer';
  url.password = 'restorer';
  return url.toString();
}

async function restore(
  from: string,
  to: string,
  more: { replace?: boolean; failing?: boolean; onCommitted?: () => void } = {},
) {
  const storage = await createStorage({ ...services().config, DATA_DIR: path.join(folder, newId()) });
  await restoreBackup({
    folder: from,
    connection_string: to,
    storage,
    migrations_folder: path.resolve('migrations'),
    replace: more.replace ?? false,
    beforeCommit: async () => {
      if (more.failing) throw new Error('cut off at the last moment');
    },
    onCommitted: more.onCommitted ?? silent,
    onProgress: silent,
  });
  return storage;
}

async function withClient<Result>(
  url: string,
  work: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
const ask = <Row>(url: string, text: string): Promise<Row[]> =>
  withClient(url, async (client) => (await client.query(text)).rows as Row[]);

/** Count and md5 of every table, told by PostgreSQL itself rather than by the code under test. */
const contentOf = (url: string): Promise<Record<string, string>> =>
  withClient(url, async (client) => {
    const tables = await client.query<{ name: string }>(
      `select relname::text as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') order by 1`,
    );
    const found: Record<string, string> = {};
    for (const { name } of tables.rows) {
      const { rows } = await client.query<{ sum: string }>(
        `select count(*) || ' ' || coalesce(md5(string_agg(t::text, E'\\n' order by t::text collate "C")), '') as sum from "${name}" t`,
      );
      found[name] = rows[0]!.sum;
    }
    return found;
  });

describe('a restored database', () => {
  test('has every table as it was, its numbers, its jobs and its files, without a superuser', async () => {
    const target = await anEmptyDatabase();
    const storage = await restore(made.folder, target);
    const before = await contentOf(product.connection_string);
    expect(Object.keys(before).length).toBeGreaterThan(80);
    expect(await contentOf(target)).toEqual(before);

    const sequences = `select schemaname, sequencename, last_value from pg_sequences where schemaname = 'public' order by 2`;
    expect(await ask(target, sequences)).toEqual(await ask(product.connection_string, sequences));
    const jobs = `select t.identifier, j.payload, j.key, j.max_attempts from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id order by j.id`;
    expect(await ask(target, jobs)).toEqual(await ask(product.connection_string, jobs));

    for (const { sha256 } of made.manifest.files) {
      const hash = createHash('sha256');
      for await (const chunk of await storage.read(`${sha256.slice(0, 2)}/${sha256}`))
        hash.update(chunk as Buffer);
      expect(hash.digest('hex')).toBe(sha256);
    }
    expect(made.manifest.files.length).toBeGreaterThan(10);
    expect(made.manifest.missing_files).toEqual([]);
  }, 120_000);

  test('guards what it guarded: keys, triggers and append-only tables', async () => {
    const target = await anEmptyDatabase();
    await restore(made.folder, target);
    const guards = `
      select conrelid::regclass::text || ' ' || conname || ' ' || pg_get_constraintdef(oid) as one from pg_constraint where connamespace = 'public'::regnamespace
      union all select tgrelid::regclass::text || ' ' || tgname || ' ' || tgenabled::text from pg_trigger where not tgisinternal order by 1`;
    expect(await ask(target, guards)).toEqual(await ask(product.connection_string, guards));
    await expect(ask(target, 'delete from completions')).rejects.toThrow('append-only');
    await expect(ask(target, 'delete from users')).rejects.toThrow(/foreign key|violates/);
  }, 120_000);

  test('is refused when the target holds people, and replaces them only when told', async () => {
    const target = await anEmptyDatabase();
    await restore(made.folder, target);
    await ask(target, `update courses set title = 'Written after the backup'`);
    const changed = await contentOf(target);
    await expect(restore(made.folder, target)).rejects.toThrow('not empty');
    // All or nothing: what cannot be finished leaves everything as it was.
    const onCommitted = vi.fn();
    await expect(restore(made.folder, target, { replace: true, failing: true, onCommitted })).rejects.toThrow(
      'last moment',
    );
    expect(onCommitted).not.toHaveBeenCalled();
    expect(await contentOf(target)).toEqual(changed);
    await restore(made.folder, target, { replace: true, onCommitted });
    expect(onCommitted).toHaveBeenCalledOnce();
    expect(await contentOf(target)).toEqual(await contentOf(product.connection_string));
  }, 180_000);

  test('is refused where other tables live, and while Lyceum runs on the target', async () => {
    const target = await anEmptyDatabase();
    await ask(target, 'create table somebody_elses (id integer primary key)');
    await expect(restore(made.folder, target, { replace: true })).rejects.toThrow('not Lyceum');
    await migrateJobs(product.connection_string);
    await expect(restore(made.folder, product.connection_string, { replace: true })).rejects.toThrow(
      'running',
    );
  });
});

describe('a backup under load', () => {
  test('is of one instant: what was acknowledged before is in it, and pairs are never torn', async () => {
    let writing = true;
    let written = 0;
    const writer = async () => {
      while (writing) {
        const id = newId();
        await product.runtime.db.transaction(async (db) => {
          await db.run(sql`insert into settings (key, value) values (${`pair:${id}`}, '1')`);
          await db.run(
            sql`insert into facts (id, name, payload, delivered_at) values (${id}, 'course.changed', '{}', now())`,
          );
        });
        written += 1;
      }
    };
    const writers = Array.from({ length: 6 }, writer);
    while (written < 50) await new Promise((done) => setTimeout(done, 10));
    const [acknowledged] = await ask<{ count: number }>(
      product.connection_string,
      `select count(*)::int as count from settings where key like 'pair:%'`,
    );
    const during = await backup(path.join(folder, 'loaded'));
    writing = false;
    await Promise.all(writers);
    const target = await anEmptyDatabase();
    await restore(during.folder, target);
    const [found] = await ask<{ pairs: number; torn: number }>(
      target,
      `select count(*)::int as pairs, count(*) filter (where f.id is null)::int as torn
         from settings s left join facts f on 'pair:' || f.id = s.key where s.key like 'pair:%'`,
    );
    expect(found!.torn).toBe(0);
    expect(found!.pairs).toBeGreaterThanOrEqual(acknowledged!.count);
    expect(written).toBeGreaterThan(found!.pairs);
  }, 180_000);
});

describe('a damaged backup', () => {
  let copy: string;
  beforeAll(async () => {
    copy = (await backup(path.join(folder, 'to-damage'))).folder;
  }, 120_000);
  const problemsOf = async () => (await verifyBackup(copy, silent)).problems;
  const filesOf = async () =>
    (await readdir(copy, { recursive: true, withFileTypes: true }))
      .filter((one) => one.isFile())
      .map((one) => path.join(one.parentPath, one.name));

  test('is found whichever bit was flipped, in each of its files', async () => {
    expect(await problemsOf()).toEqual([]);
    const files = (await filesOf()).toSorted();
    expect(files.length).toBeGreaterThan(90);
    const isManifest = (file: string) => path.basename(file).startsWith('manifest.');
    for (const file of files.filter(isManifest)) {
      const bytes = await flipOneBit(file);
      await expect(problemsOf()).rejects.toThrow('manifest');
      await writeFile(file, bytes);
    }
    const others = files.filter((file) => !isManifest(file));
    for (let round = 0; round < 3; round++) {
      const sound = new Map<string, Buffer>();
      for (const file of others) sound.set(file, await flipOneBit(file));
      const found = (await problemsOf()).map((one) => path.join(copy, one.split(':')[0]!));
      expect(found.toSorted()).toEqual(others);
      for (const [file, bytes] of sound) await writeFile(file, bytes);
    }
  }, 120_000);

  /** @returns what was there */
  const flipOneBit = async (file: string): Promise<Buffer> => {
    const bytes = await readFile(file);
    const damaged = Buffer.from(bytes);
    damaged[randomInt(damaged.length)]! ^= 1 << randomInt(8);
    await writeFile(file, damaged);
    return bytes;
  };

  test('is found when a file is missing, cut off, longer, or not its own', async () => {
    const [table] = (await filesOf()).filter((one) => one.endsWith('users.copy.gz'));
    const bytes = await readFile(table!);
    await rm(table!);
    expect(await problemsOf()).toEqual([expect.stringMatching(/users.*missing/)]);
    await writeFile(table!, bytes);
    await truncate(table!, (await stat(table!)).size - 3);
    expect(await problemsOf()).toEqual([expect.stringContaining('users')]);
    await writeFile(table!, bytes);
    await appendFile(table!, 'x');
    expect(await problemsOf()).toEqual([expect.stringContaining('users')]);
    await writeFile(table!, bytes);
    const stranger = path.join(copy, 'tables', 'stranger.copy.gz');
    await writeFile(stranger, '');
    expect(await problemsOf()).toEqual([expect.stringContaining('does not belong')]);
    await rm(stranger);
    expect(await problemsOf()).toEqual([]);
  });

  test('is never restored', async () => {
    const [table] = (await filesOf()).filter((one) => one.endsWith('courses.copy.gz'));
    const bytes = await readFile(table!);
    await writeFile(table!, bytes.subarray(0, -4));
    const target = await anEmptyDatabase();
    await expect(restore(copy, target)).rejects.toThrow('damaged');
    expect(await contentOf(target)).toEqual({});
    await writeFile(table!, bytes);
  });
});

describe('a second backup', () => {
  test('shares files with the first instead of copying them, and notices one that has gone bad', async () => {
    const to = path.join(folder, 'shared');
    const [first, second] = [await backup(to), await backup(to)];
    const { sha256 } = first.manifest.files[0]!;
    const inFolder = (one: string) => path.join(one, 'files', sha256.slice(0, 2), sha256);
    expect((await stat(inFolder(first.folder))).ino).toBe((await stat(inFolder(second.folder))).ino);
    await writeFile(inFolder(second.folder), 'gone bad');
    const third = await backup(to);
    expect((await verifyBackup(third.folder, silent)).problems).toEqual([]);
    expect((await readManifest(third.folder)).files).toEqual(first.manifest.files);
  }, 120_000);
});
