/** Migrations on databases with something in them: carried over, cut off, raced, waited for. Row R20 in its short form. */
import { spawn } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { newId } from '#server/platform/ids.ts';
import { migrateJobs } from '#server/platform/jobs/jobs.ts';
import { withAdmin } from '#server/testing/database.ts';
import { migrate, waitUntilMigrated } from './migrate.ts';
import { checkMigration } from './preflight.ts';

const current = path.resolve('migrations');
let scratch: string;
const databases: string[] = [];
beforeAll(async () => {
  scratch = await mkdtemp(path.join(os.tmpdir(), 'lyceum-migrate-'));
});
afterAll(async () => {
  for (const name of databases)
    await withAdmin(inject('admin_url'), (admin) =>
      admin.query(`drop database if exists ${name} with (force)`),
    );
  await rm(scratch, { recursive: true, force: true });
});

async function anEmptyDatabase(): Promise<string> {
  const name = `lyceum_migrate_${newId().replaceAll('-', '').slice(0, 24)}`;
  databases.push(name);
  await withAdmin(inject('admin_url'), (admin) => admin.query(`create database ${name} template template0`));
  const url = new URL(inject('admin_url'));
  url.pathname = `/${name}`;
  return url.toString();
}

/** A folder with the migrations up to a number, and more of one's own. */
async function migrationsUpTo(number: string, more: Record<string, string> = {}): Promise<string> {
  const folder = await mkdtemp(path.join(scratch, 'set-'));
  const names = (await readdir(current)).filter(
    (name) => name.endsWith('.sql') && name.slice(0, 4) <= number,
  );
  for (const name of names) await cp(path.join(current, name), path.join(folder, name));
  for (const [name, text] of Object.entries(more)) await writeFile(path.join(folder, name), text);
  return folder;
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

type Columns = Record<string, string[]>;

async function columnsOf(url: string): Promise<Columns> {
  const rows = await ask<{ name: string; columns: string[] }>(
    url,
    `select c.relname::text as name, array_agg(a.attname::text order by a.attnum) as columns
       from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition and c.relname <> 'schema_migrations'
      group by c.relname`,
  );
  return Object.fromEntries(rows.map((row) => [row.name, row.columns]));
}

async function contentOf(url: string, columns: Columns): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const [name, ones] of Object.entries(columns)) {
    const row = `row(${ones.map((one) => `t."${one}"`).join(', ')})::text`;
    const [sum] = await ask<{ sum: string }>(
      url,
      `select count(*) || ' ' || md5(coalesce(string_agg(${row}, E'\\n' order by ${row} collate "C"), '')) as sum from "${name}" t`,
    );
    found[name] = sum!.sum;
  }
  return found;
}

/** Everything that defines the schema, as text; partitions apart, for those follow the calendar. */
const schemaOf = async (url: string): Promise<string[]> =>
  (
    await ask<{ line: string }>(
      url,
      `select 'column ' || c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || ' ' || a.attnotnull || ' ' || coalesce(pg_get_expr(d.adbin, d.adrelid), '') as line
         from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
         left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
        where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v') and not c.relispartition
       union all select 'constraint ' || conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) from pg_constraint
        where connamespace = 'public'::regnamespace and conparentid = 0 and conrelid not in (select inhrelid from pg_inherits)
       union all select 'index ' || pg_get_indexdef(i.indexrelid) from pg_index i join pg_class c on c.oid = i.indrelid
        where c.relnamespace = 'public'::regnamespace and not c.relispartition
       union all select 'view ' || viewname || ' ' || definition from pg_views where schemaname = 'public'
       union all select 'trigger ' || pg_get_triggerdef(oid) from pg_trigger where not tgisinternal
       union all select 'function ' || pg_get_functiondef(p.oid) from pg_proc p
        where p.pronamespace = 'public'::regnamespace and p.prokind = 'f' and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
       union all select 'storage ' || relname || ' ' || coalesce(reloptions::text, '') from pg_class
        where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition
       order by 1`,
    )
  ).map((row) => row.line);

describe('an organization of an earlier version', () => {
  test('is carried over unchanged, and ends with the schema of a fresh one', async () => {
    const old = await anEmptyDatabase();
    await migrate({ connection_string: old, folder: await migrationsUpTo('0021') });
    await withClient(old, async (client) =>
      client.query(await readFile('server/testing/state-0021.sql', 'utf8')),
    );
    const columns = await columnsOf(old);
    const before = await contentOf(old, columns);
    expect(before['lesson_progress']).toMatch(/^420 /);

    const { applied } = await migrate({ connection_string: old, folder: current });
    expect(applied[0]).toBe('0022_calendar_create_sessions.sql');
    expect(await contentOf(old, columns)).toEqual(before);

    const fresh = await anEmptyDatabase();
    await migrate({ connection_string: fresh, folder: current });
    expect(await schemaOf(old)).toEqual(await schemaOf(fresh));
  }, 120_000);
});

describe('migrating', () => {
  test('goes on where it was killed, five times', async () => {
    const url = await anEmptyDatabase();
    for (const lines of [1, 3, 2, 4, 1]) await killAfter(url, lines);
    const left = await ask<{ count: number }>(url, 'select count(*)::int as count from schema_migrations');
    expect(left[0]!.count).toBeGreaterThan(4);
    const { applied } = await migrate({ connection_string: url, folder: current });
    expect(applied.length).toBeGreaterThan(0);
    const fresh = await anEmptyDatabase();
    await migrate({ connection_string: fresh, folder: current });
    expect(await schemaOf(url)).toEqual(await schemaOf(fresh));
  }, 180_000);

  test('by several at once applies each once', async () => {
    const url = await anEmptyDatabase();
    const results = await Promise.all(
      Array.from({ length: 4 }, () => migrate({ connection_string: url, folder: current })),
    );
    const applied = results.flatMap((one) => one.applied);
    expect(applied.toSorted()).toEqual(
      (await readdir(current)).filter((one) => one.endsWith('.sql')).toSorted(),
    );
    await Promise.all(Array.from({ length: 4 }, () => migrateJobs(url)));
  }, 120_000);

  test('waits for a table in use without keeping others from it', async () => {
    const url = await anEmptyDatabase();
    await migrate({ connection_string: url, folder: await migrationsUpTo('0001') });
    const folder = await migrationsUpTo('0001', {
      '9001_test_change_settings.sql': 'alter table settings add column tried integer;',
    });
    const said: string[] = [];
    let slowest = 0;
    await withClient(url, async (holder) => {
      await holder.query(`begin; insert into settings (key, value) values ('held', '1')`);
      const migrating = migrate({ connection_string: url, folder, on_progress: (line) => said.push(line) });
      const until = Date.now() + 3000;
      await withClient(url, async (reader) => {
        while (Date.now() < until) {
          const startedAt = performance.now();
          await reader.query('select count(*) from settings');
          slowest = Math.max(slowest, performance.now() - startedAt);
          await pause(20);
        }
      });
      await holder.query('commit');
      expect((await migrating).applied).toEqual(['9001_test_change_settings.sql']);
    });
    expect(said.some((line) => line.includes('in use'))).toBe(true);
    // The migration gives up after 0.8 s; the rest is this machine being busy.
    expect(slowest).toBeLessThan(1800);
  }, 60_000);

  test('is refused on a database of a newer version, and after a migration was changed', async () => {
    const url = await anEmptyDatabase();
    const more = { '9001_test_make.sql': 'create table made_later (id integer primary key);' };
    await migrate({ connection_string: url, folder: await migrationsUpTo('0001', more) });
    await expect(migrate({ connection_string: url, folder: await migrationsUpTo('0001') })).rejects.toThrow(
      'newer version of Lyceum (9001_test_make.sql)',
    );
    const changed = { '9001_test_make.sql': 'create table made_otherwise (id integer primary key);' };
    await expect(
      migrate({ connection_string: url, folder: await migrationsUpTo('0001', changed) }),
    ).rejects.toThrow('was changed after it had been applied');
  });

  test('that fails leaves nothing of itself', async () => {
    const url = await anEmptyDatabase();
    const folder = await migrationsUpTo('0001', {
      '9001_test_fail.sql': 'create table half (id integer primary key); select 1 / 0;',
    });
    await expect(migrate({ connection_string: url, folder })).rejects.toThrow('division by zero');
    expect(await ask(url, `select to_regclass('half') as half`)).toEqual([{ half: null }]);
  });
});

/** Runs the real command and ends it as a power cut would, in the middle of the migration after the given number of lines. */
async function killAfter(url: string, lines: number): Promise<void> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'server/main/lyceum.ts', 'migrate'], {
    env: { ...process.env, DATABASE_URL: url },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let seen = 0;
  child.stdout.on('data', (chunk: Buffer) => {
    seen += chunk.toString().split('\n').length - 1;
    if (seen >= lines) child.kill('SIGKILL');
  });
  const [, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve) =>
    child.on('close', (code, how) => resolve([code, how])),
  );
  expect(signal).toBe('SIGKILL');
}

describe('a process that does not migrate', () => {
  test('waits until another has, and gives up in a sentence', async () => {
    const url = await anEmptyDatabase();
    await expect(waitUntilMigrated({ connection_string: url, folder: current, seconds: 1 })).rejects.toThrow(
      'lyceum migrate',
    );
    let waited = 0;
    const waiting = waitUntilMigrated({
      connection_string: url,
      folder: current,
      seconds: 60,
      on_wait: (pending) => {
        waited = pending;
      },
    });
    await migrate({ connection_string: url, folder: current });
    await migrateJobs(url);
    await waiting;
    expect(waited).toBeGreaterThan(0);
    // The version before, restarted in the middle of a rolling upgrade.
    const newer: string[] = [];
    await waitUntilMigrated({
      connection_string: url,
      folder: await migrationsUpTo('0022'),
      seconds: 1,
      on_newer: (names) => newer.push(...names),
    });
    expect(newer[0]).toBe('0023_activity_write_less.sql');
  }, 90_000);
});

describe('the pre-flight check', () => {
  const check = (connection_string: string, folder = current) =>
    checkMigration({ connection_string, folder, data_dir: scratch });
  const stateOf = (found: Awaited<ReturnType<typeof check>>, name: string) =>
    found.findings.find((one) => one.name === name);

  test('names what is to come and changes nothing', async () => {
    const url = await anEmptyDatabase();
    const found = await check(url);
    expect(found.pending.length).toBe((await readdir(current)).filter((one) => one.endsWith('.sql')).length);
    expect(found.findings.map((one) => [one.name, one.state])).toEqual([
      ['database', 'ok'],
      ['extensions', 'ok'],
      ['rights', 'ok'],
      ['migrations', 'ok'],
      ['transactions', 'ok'],
      ['disk', 'ok'],
    ]);
    expect(await ask(url, `select to_regclass('schema_migrations') as made`)).toEqual([{ made: null }]);
  });

  test('says that the server is not there, without the password', async () => {
    const found = await check('postgres://lyceum:canary-password@127.0.0.1:1/lyceum');
    expect(stateOf(found, 'database')).toMatchObject({
      state: 'fail',
      cure: expect.stringContaining('DATABASE_URL'),
    });
    expect(JSON.stringify(found)).not.toContain('canary');
  });

  test('says that the database is newer than this version, and who may not make tables', async () => {
    const url = await anEmptyDatabase();
    const more = { '9001_test_make.sql': 'create table made_later (id integer primary key);' };
    await migrate({ connection_string: url, folder: await migrationsUpTo('0001', more) });
    expect(stateOf(await check(url, await migrationsUpTo('0001')), 'migrations')).toMatchObject({
      state: 'fail',
      detail: expect.stringContaining('newer version'),
    });
    await ask(
      url,
      `do $$ begin create role lyceum_guest login password 'guest'; exception when duplicate_object or unique_violation then null; end $$; grant select on schema_migrations to lyceum_guest`,
    );
    const guest = new URL(url);
    guest.username = 'lyceum_guest';
    guest.password = 'guest';
    expect(stateOf(await check(guest.toString(), await migrationsUpTo('0001', more)), 'rights')?.state).toBe(
      'fail',
    );
  });
});
