/** Exports of a real product with a whole organization in it: read without Lyceum, imported, exported again, damaged, forged. */
import { createHash } from 'node:crypto';
import { cp, mkdtemp, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { createDemo } from '#server/demo/index.ts';
import { setPassword } from '#server/features/identity/index.ts';
import { importSite } from '#server/main/commands/export.ts';
import { importFile } from '#server/main/commands/import.ts';
import { declaredExports } from '#server/main/exports.ts';
import { features } from '#server/main/features.ts';
import { sql } from '#server/platform/db/sql.ts';
import { newId } from '#server/platform/ids.ts';
import { services } from '#server/platform/services.ts';
import { createStorage } from '#server/platform/storage/storage.ts';
import { cloneDatabase, withAdmin } from '#server/testing/database.ts';
import { startProduct } from '#server/testing/product.ts';
import { readCsv } from '../csv.ts';
import { makeExport } from './export.ts';
import { importExport } from './import.ts';
import { mostLineBytes } from './lines.ts';
import { type Manifest, readExportManifest } from './manifest.ts';
import { findUndeclared } from './shapes.ts';

const product = await startProduct({ WORKER: '0' });
const declared = declaredExports();
const silent = () => undefined;
const awkward = '=SUM(A1) \\ "quoted"\n\ttab \u2028 end\\';
let folder: string;
let made: string;
let manifest: Manifest;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'lyceum-export-'));
  const reactions = features.flatMap((feature) => feature.reactions);
  await createDemo(product.ctx(), { reactions, say: silent });
  const admin = await product.signIn('admin', { email: 'keeper@example.test', display_name: awkward });
  await setPassword(product.ctx(), 'keeper@example.test', 'a password nobody may read');
  const { db } = product.runtime;
  await db.run(sql`update user_profiles set bio = ${awkward} where user_id = ${admin.user_id}`);
  await db.run(
    sql`update attempt_answers set answer = 'null' where (attempt_id, question_id) = (select attempt_id, question_id from attempt_answers order by 1, 2 limit 1)`,
  );
  await db.run(
    sql`update lesson_progress set watched_ranges = '{[0,5),[7,9)}' where (enrollment_id, lesson_id) = (select enrollment_id, lesson_id from lesson_progress order by 1, 2 limit 1)`,
  );
  await db.run(sql`
    insert into certificate_keys (id, public_jwk, sealed_private) values (${newId()}, '{"kty": "RSA", "n": "public half", "e": "AQAB"}', 'sealed-canary')`);
  await db.run(sql`
    update session_days set check_in_secret = 'check-in-canary', check_in_opened_at = now() where id = (select id from session_days order by id limit 1)`);
  made = path.join(folder, 'made');
  manifest = await exportOf(product.connection_string, services().storage, made);
}, 300_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

const exportOf = (url: string, storage: Awaited<ReturnType<typeof createStorage>>, to: string) =>
  makeExport({ connection_string: url, storage, declared, to, onProgress: silent });

const databases: string[] = [];
afterAll(async () => {
  for (const name of databases)
    await withAdmin(inject('admin_url'), (client) =>
      client.query(`drop database if exists ${name} with (force)`),
    );
});

/** A database of a role that is no superuser and owns nothing else. */
async function anEmptyDatabase(): Promise<string> {
  const name = `lyceum_import_${newId().replaceAll('-', '').slice(0, 24)}`;
  databases.push(name);
  await withAdmin(inject('admin_url'), async (client) => {
    await client.query(
      `do $$ begin create role lyceum_importer login password 'importer'; exception when duplicate_object or unique_violation then null; end $$`,
    );
    await client.query(`create database ${name} owner lyceum_importer template template0`);
  });
  const url = new URL(inject('admin_url'));
  url.pathname = `/${name}`;
  url.username = 'lyceum_importer';
  url.password = 'importer';
  return url.toString();
}

async function importInto(url: string, from = made, check = false) {
  const storage = await createStorage({ ...services().config, DATA_DIR: path.join(folder, newId()) });
  const result = await importExport({
    folder: from,
    connection_string: url,
    storage,
    declared,
    migrations_folder: path.resolve('migrations'),
    check,
    onProgress: silent,
  });
  return { storage, result };
}

async function ask<Row>(url: string, text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows as Row[];
  } finally {
    await client.end();
  }
}
const tablesOf = (url: string) =>
  ask(url, `select from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v')`);

const linesOf = async (noun: string, from = made): Promise<string[]> =>
  (await readFile(path.join(from, 'data', `${noun}.jsonl`), 'utf8')).split('\n').slice(0, -1);

describe('the declaration', () => {
  test('says of every table and every column what becomes of it', async () => {
    const copy = await cloneDatabase(inject('admin_url'));
    const client = new pg.Client({ connectionString: copy.connection_string });
    await client.connect();
    try {
      expect(await findUndeclared(client, declared)).toEqual([]);
      await client.query('create table forgotten (id uuid primary key)');
      await client.query('alter table users add column nickname text');
      expect(await findUndeclared(client, declared)).toEqual([
        'table forgotten is neither exported nor left out with a reason',
        'users.nickname is neither exported nor left out with a reason',
      ]);
    } finally {
      await client.end();
      await copy.drop();
    }
  });

  test('gives a reason for whatever is left out', () => {
    for (const [what, reason] of Object.entries({ ...manifest.left_out.nouns, ...manifest.left_out.fields }))
      expect(reason, what).toMatch(/\w{5}/);
    expect(Object.keys(manifest.left_out.nouns)).toContain('credentials');
    expect(Object.keys(manifest.left_out.fields)).toContain('certificate_keys.sealed_private');
  });
});

describe('an export', () => {
  test('has every record as one line that its schema takes', async () => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    for (const { noun, records, fields } of manifest.nouns) {
      const schema = JSON.parse(await readFile(path.join(made, 'schemas', `${noun}.schema.json`), 'utf8'));
      const fits = ajv.compile(schema);
      const lines = (await linesOf(noun)).map((line) => JSON.parse(line) as Record<string, unknown>);
      expect(lines, noun).toHaveLength(records);
      for (const line of lines) {
        expect(fits(line), `${noun}: ${JSON.stringify(fits.errors)}`).toBe(true);
        expect(Object.keys(line)).toEqual(fields);
      }
      const [{ count }] = (await ask<{ count: number }>(
        product.connection_string,
        `select count(*)::int as count from "${noun}"`,
      )) as [{ count: number }];
      expect(count, noun).toBe(records);
    }
    const filled = manifest.nouns.filter((one) => one.records > 0).map((one) => one.noun);
    expect(filled).toEqual(
      expect.arrayContaining([
        'users',
        'courses',
        'attempts',
        'attempt_answers',
        'certificates',
        'bookings',
        'attendances',
      ]),
    );
  }, 120_000);

  test('writes texts as they are, moments in UTC, ranges as pairs', async () => {
    const profiles = (await linesOf('user_profiles')).map((line) => JSON.parse(line));
    expect(profiles.find((one) => one.bio !== '' && one.display_name === awkward)?.bio).toBe(awkward);
    const [session] = (await linesOf('training_sessions')).map((line) => JSON.parse(line));
    expect(session.starts_at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    const [progress] = (await linesOf('lesson_progress')).map((line) => JSON.parse(line));
    expect(progress.watched_ranges).toEqual([
      [0, 5],
      [7, 9],
    ]);
  });

  test('has twins for spreadsheets in which no cell is a formula', async () => {
    const people = readCsv(await readFile(path.join(made, 'csv', 'people.csv'), 'utf8'));
    if ('fault' in people) throw new Error(people.fault);
    expect(people.rows).toHaveLength(manifest.nouns.find((one) => one.noun === 'users')!.records);
    expect(people.rows.find((one) => one.values['email'] === 'keeper@example.test')?.values).toMatchObject({
      display_name: awkward,
      roles: 'admin',
    });
    const names = (await readdir(path.join(made, 'csv'))).toSorted();
    expect(names).toEqual(
      [
        'attempts',
        'attendance',
        'certificates',
        'completions',
        'courses',
        'enrollments',
        'people',
        'skills',
      ].map((one) => `${one}.csv`),
    );
    for (const name of names) {
      const text = await readFile(path.join(made, 'csv', name), 'utf8');
      expect(text.split('\r\n').length, name).toBeGreaterThan(2);
      expect(text, name).not.toMatch(/(^|,|\r\n)"?[=+@]/);
    }
  });

  test('holds no password, no token and no secret', async () => {
    const texts = await Promise.all(
      (await readdir(made, { recursive: true, withFileTypes: true }))
        .filter((one) => one.isFile() && !one.parentPath.includes(`${path.sep}files`))
        .map((one) => readFile(path.join(one.parentPath, one.name), 'utf8')),
    );
    const all = texts.join('\n');
    const hex = (text: string) => Buffer.from(text).toString('hex');
    for (const canary of [
      '$argon2',
      'a password nobody may read',
      'sealed-canary',
      hex('sealed-canary'),
      'check-in-canary',
      hex('check-in-canary'),
    ])
      expect(all.includes(canary), canary).toBe(false);
    expect(all).toContain('public half');
  });
});

describe('an import', () => {
  test('brings everything back: exported again it is the same, byte for byte', async () => {
    const target = await anEmptyDatabase();
    const { storage, result } = await importInto(target);
    expect(result.reach).toBe('whole');
    expect(result.cleaned).toBe(0);
    expect(result.counts).toEqual(manifest.nouns.map(({ noun, records }) => ({ noun, records })));
    const again = await exportOf(target, storage, path.join(folder, 'again'));
    for (const { noun } of manifest.nouns)
      expect(await linesOf(noun, path.join(folder, 'again')), noun).toEqual(await linesOf(noun));
    expect(again.nouns).toEqual(manifest.nouns);
    expect(again.files).toEqual(manifest.files);
    expect(again.counters).toEqual(manifest.counters);
    expect(manifest.files.length).toBeGreaterThan(10);
  }, 240_000);

  test('guards what was guarded, makes derived rows anew and lets nobody in by itself', async () => {
    const target = await anEmptyDatabase();
    await importInto(target);
    const guards = `
      select conrelid::regclass::text || ' ' || conname || ' ' || pg_get_constraintdef(oid) as one from pg_constraint where connamespace = 'public'::regnamespace and conrelid::regclass::text !~ '^activity_\\d'
      union all select tgrelid::regclass::text || ' ' || tgname || ' ' || tgenabled::text from pg_trigger where not tgisinternal and tgrelid::regclass::text !~ '^activity_\\d' order by 1`;
    expect(await ask(target, guards)).toEqual(await ask(product.connection_string, guards));
    const occupied = 'select * from session_occupancy order by day_id, resource_id';
    expect(await ask(target, occupied)).toEqual(await ask(product.connection_string, occupied));
    expect(await ask(target, 'select from credentials')).toEqual([]);
    await expect(ask(target, 'delete from completions')).rejects.toThrow('append-only');
  }, 240_000);

  test('takes only an empty site, in which the first administrator gives way', async () => {
    const migrated = await cloneDatabase(inject('admin_url'));
    const admin = newId();
    await ask(
      migrated.connection_string,
      `insert into users (id, email, username, role) values ('${admin}', 'first@example.test', 'first', 'admin')`,
    );
    await ask(
      migrated.connection_string,
      `insert into credentials (user_id, password_hash) values ('${admin}', 'none')`,
    );
    await importInto(migrated.connection_string);
    expect(await ask(migrated.connection_string, `select from users where id = '${admin}'`)).toEqual([]);
    await expect(importInto(migrated.connection_string)).rejects.toThrow('not empty');
    await migrated.drop();
  }, 240_000);

  test('only looks when it is asked to check: on an empty site at everything, on a full one at lines', async () => {
    const target = await anEmptyDatabase();
    expect((await importInto(target, made, true)).result.reach).toBe('whole');
    expect(await tablesOf(target)).toEqual([]);
    expect((await importInto(product.connection_string, made, true)).result.reach).toBe('lines');
  }, 240_000);

  test('gives what an older export did not have its default', async () => {
    const older = await forged('older', async (copy, signed) => {
      const users = signed.nouns.find((one) => one.noun === 'users')!;
      users.fields = users.fields.filter((one) => one !== 'record_version');
      const lines = (await linesOf('users')).map((line) => {
        const { record_version: _gone, ...rest } = JSON.parse(line);
        return JSON.stringify(rest);
      });
      await writeFile(path.join(copy, 'data', 'users.jsonl'), `${lines.join('\n')}\n`);
      signed.nouns = signed.nouns.filter((one) => one.noun !== 'calendar_events');
    });
    const target = await anEmptyDatabase();
    await importInto(target, older);
    expect(await ask(target, 'select distinct record_version from users')).toEqual([{ record_version: 1 }]);
    expect(await ask(target, 'select from calendar_events')).toEqual([]);
  }, 240_000);
});

const sha256 = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest('hex');

/** A copy that was changed by somebody who can calculate checksums. */
async function forged(
  name: string,
  change: (copy: string, signed: Manifest) => Promise<void>,
): Promise<string> {
  const copy = path.join(folder, name);
  await cp(made, copy, { recursive: true });
  const signed = structuredClone(manifest);
  await change(copy, signed);
  for (const noun of signed.nouns) {
    const bytes = await readFile(path.join(copy, 'data', `${noun.noun}.jsonl`)).catch(() => Buffer.alloc(0));
    Object.assign(noun, {
      sha256: sha256(bytes),
      bytes: bytes.length,
      records: bytes.filter((byte) => byte === 10).length,
    });
  }
  const text = `${JSON.stringify(signed)}\n`;
  await writeFile(path.join(copy, 'manifest.json'), text);
  await writeFile(path.join(copy, 'manifest.sha256'), `${sha256(text)}  manifest.json\n`);
  return copy;
}

const changeLine =
  (noun: string, at: number, change: (row: Record<string, unknown>) => unknown) => async (copy: string) => {
    const lines = await linesOf(noun);
    lines[at - 1] = JSON.stringify(change(JSON.parse(lines[at - 1]!)));
    await writeFile(path.join(copy, 'data', `${noun}.jsonl`), `${lines.join('\n')}\n`);
  };

const nobody = '00000000-0000-4000-8000-000000000000';

describe('a damaged or forged export', () => {
  test('is found whichever of its files has one flipped byte, and when one is missing', async () => {
    const copy = path.join(folder, 'damaged');
    await cp(made, copy, { recursive: true });
    const target = await anEmptyDatabase();
    const files = (await readdir(copy, { recursive: true, withFileTypes: true }))
      .filter((one) => one.isFile())
      .map((one) => path.relative(copy, path.join(one.parentPath, one.name)));
    expect(files.length).toBeGreaterThan(130);
    for (const file of files) {
      const full = path.join(copy, file);
      const bytes = await readFile(full);
      if (bytes.length === 0) continue;
      const flipped = Buffer.from(bytes);
      flipped[Math.floor(bytes.length / 2)]! ^= 1;
      await writeFile(full, flipped);
      const expected = file.startsWith('manifest') ? 'manifest' : file.split(path.sep).join('/');
      await expect(importInto(target, copy, true), file).rejects.toThrow(expected);
      await writeFile(full, bytes);
    }
    await rename(path.join(copy, 'data', 'users.jsonl'), path.join(copy, 'elsewhere'));
    await expect(importInto(target, copy)).rejects.toThrow('data/users.jsonl: missing');
    await symlink(path.join(copy, 'elsewhere'), path.join(copy, 'data', 'users.jsonl'));
    await expect(importInto(target, copy)).rejects.toThrow('data/users.jsonl: not a plain file');
    expect(await tablesOf(target)).toEqual([]);
  }, 300_000);

  const tries: [name: string, change: Parameters<typeof forged>[1], message: RegExp | string][] = [
    [
      'a file name with a path',
      changeLine('files', 2, (row) => ({ ...row, name: '../../etc/cron.d/x' })),
      /data\/files\.jsonl, line 2: name/,
    ],
    [
      'a reference that leads nowhere',
      changeLine('enrollments', 3, (row) => ({ ...row, student_id: nobody })),
      `data/enrollments.jsonl, line 3: student_id ${nobody} is in no line of data/users.jsonl`,
    ],
    [
      'an id that is there twice',
      async (copy) => changeLine('users', 2, () => JSON.parse(first)).call(undefined, copy),
      /data\/users\.jsonl, line 2: duplicate key/,
    ],
    [
      'a word that is none of the list',
      changeLine('users', 4, (row) => ({ ...row, role: 'emperor' })),
      /data\/users\.jsonl, line 4: role/,
    ],
    [
      'a moment that never was',
      changeLine('users', 4, (row) => ({ ...row, created_at: '2026-02-31T00:00:00.000Z' })),
      /data\/users\.jsonl, line 4: .*out of range/,
    ],
    [
      'a field nobody knows',
      changeLine('users', 1, (row) => ({ ...row, password_hash: 'x' })),
      /data\/users\.jsonl, line 1: .*password_hash/,
    ],
    [
      'a field that is missing',
      changeLine('user_profiles', 1, ({ bio: _bio, ...row }) => row),
      /data\/user_profiles\.jsonl, line 1: /,
    ],
    [
      'a sign no database holds',
      changeLine('user_profiles', 2, (row) => ({ ...row, bio: 'a\u0000b' })),
      /data\/user_profiles\.jsonl, line 2: /,
    ],
    [
      'a rule of the database that is broken',
      changeLine('enrollments', 1, (row) => ({ ...row, percent: 500 })),
      /data\/enrollments\.jsonl, line 1: .*percent/,
    ],
    [
      'a line that is no JSON',
      async (copy) => writeFile(path.join(copy, 'data', 'skills.jsonl'), '{"id":\n'),
      /data\/skills\.jsonl, line 1: /,
    ],
    [
      'a line that never ends',
      async (copy) =>
        writeFile(path.join(copy, 'data', 'skills.jsonl'), Buffer.alloc(mostLineBytes + 2, 'x')),
      /data\/skills\.jsonl, line 1 is longer/,
    ],
    [
      'bytes that are no UTF-8',
      async (copy) => writeFile(path.join(copy, 'data', 'skills.jsonl'), Buffer.from([0x22, 0xff, 0x22, 10])),
      /data\/skills\.jsonl, line 1 is not UTF-8/,
    ],
    [
      'a noun that is a path',
      async (_copy, signed) => void signed.nouns.push({ ...signed.nouns[0]!, noun: '../../etc/passwd' }),
      /manifest\.json: .*noun/s,
    ],
    [
      'a table that is nobody’s to write',
      async (copy, signed) => {
        await writeFile(path.join(copy, 'data', 'credentials.jsonl'), '');
        signed.nouns.push({ ...signed.nouns[0]!, noun: 'credentials', fields: ['user_id'] });
      },
      'knows no credentials',
    ],
    [
      'a column that is left out',
      async (_copy, signed) =>
        void signed.nouns.find((one) => one.noun === 'certificate_keys')!.fields.push('sealed_private'),
      'knows no field sealed_private',
    ],
    [
      'a file beside the folder',
      async (_copy, signed) =>
        void signed.companions.push({ file: '../outside', bytes: 1, sha256: 'a'.repeat(64) }),
      /manifest\.json: /,
    ],
    [
      'a file that the data does not have',
      changeLine('files', 1, (row) => ({ ...row, byte_size: Number(row['byte_size']) + 1 })),
      /is not in files\/ with its/,
    ],
    [
      'a format of the future',
      async (_copy, signed) => void Object.assign(signed, { format_version: 2 }),
      'Import it with a newer one',
    ],
  ];
  let first = '';

  test('is refused with file and line, and nothing is written', async () => {
    [first = ''] = await linesOf('users');
    const target = await anEmptyDatabase();
    for (const [index, [name, change, message]] of tries.entries()) {
      const copy = await forged(`forged-${index}`, change);
      await expect(importInto(target, copy), name).rejects.toThrow(message);
      await rm(copy, { recursive: true, force: true });
    }
    expect(await tablesOf(target)).toEqual([]);
  }, 400_000);

  test('brings no script into a lesson', async () => {
    const hostile = '<p>Read</p><script>steal()</script><img src="x" onerror="steal()">';
    const copy = await forged(
      'script',
      changeLine('lessons', 1, (row) => ({ ...row, content: hostile })),
    );
    const target = await anEmptyDatabase();
    expect((await importInto(target, copy)).result.cleaned).toBe(1);
    const [lesson] = await ask<{ content: string }>(
      target,
      `select content from lessons where content like '<p>Read%'`,
    );
    expect(lesson?.content).not.toMatch(/script|onerror/);
  }, 120_000);
});

describe('the command', () => {
  const call = (values: Record<string, string>, switches: string[] = []) => ({
    args: [],
    value: (name: string) => values[name],
    has: (name: string) => switches.includes(name),
  });

  test('does not mix up a whole export with files of courses and questions', async () => {
    await expect(importSite(call({ from: made, kind: 'olx' }))).rejects.toThrow('--kind belongs to');
    await expect(importSite(call({ from: made }, ['preview']))).rejects.toThrow('--preview belongs to');
    expect(() => importFile(call({}))).toThrow('--from DIR for an export of Lyceum');
    expect(() => importFile(call({ kind: 'gift' }, ['check']))).toThrow('--check goes with --from');
  });

  test('does not take a backup or any folder for an export', async () => {
    await expect(readExportManifest(folder)).rejects.toThrow('manifest is missing');
    await expect(exportOf(product.connection_string, services().storage, made)).rejects.toThrow('not empty');
  });
});
