// The supervisor against real servers: what an operator meets after starts, kills and accidents.
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { type EmbeddedPostgres, type EmbeddedPostgresOptions, startEmbeddedPostgres } from './index.ts';
import { findProcess, listServersOf, waitUntil } from './processes.ts';

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

const FACE = new URL('./index.ts', import.meta.url).href;
const running: EmbeddedPostgres[] = [];
const children: ChildProcess[] = [];
let root: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'lyceum-embedded-'));
});

afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await Promise.all(running.map((server) => server.stop()));
  await rm(root, { recursive: true, force: true });
});

async function start(
  dataDir: string,
  more: Partial<EmbeddedPostgresOptions> = {},
): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataDir, ...more });
  running.push(server);
  return server;
}

async function query(
  server: EmbeddedPostgres,
  sql: string,
  as: 'owner' | 'admin' = 'owner',
): Promise<unknown[]> {
  const client = new pg.Client({
    connectionString: as === 'owner' ? server.connectionString : server.adminConnectionString,
  });
  await client.connect();
  const { rows } = await client.query(sql).finally(() => client.end());
  return rows.map((row: Record<string, unknown>) => Object.values(row)[0]);
}

/** Starts another Lyceum: a Node process that owns the server and prints its progress and then the pid. */
function startOwner(dataDir: string): { child: ChildProcess; said: (words: string) => Promise<boolean> } {
  const script = `
    import pg from ${JSON.stringify(import.meta.resolve('pg'))};
    import { startEmbeddedPostgres } from ${JSON.stringify(FACE)};
    const onProgress = (message) => process.stdout.write(message + '\\n');
    const server = await startEmbeddedPostgres({ dataDir: ${JSON.stringify(dataDir)}, onProgress });
    const client = new pg.Client({ connectionString: server.connectionString });
    await client.connect();
    await client.query("create table if not exists notes (text text)");
    await client.query("insert into notes values ('from the other one')");
    process.stdout.write('running ' + server.pid + '\\n');
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  return { child, said: async (words) => await waitUntil(() => output.includes(words), 15_000) };
}

async function killAndWait(child: ChildProcess): Promise<void> {
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
}

describe.sequential('an operator with one data folder', () => {
  // A failed test must not take the following ones with it.
  afterEach(async () => {
    await Promise.all(running.splice(0).map((server) => server.stop()));
  });

  const main = () => join(root, 'main');

  test('starts for the first time and gets a database with fixed sorting, roles and safe defaults', async () => {
    const server = await start(main());
    expect(server.version).toMatch(/^\d+\.\d+$/);
    expect(findProcess(server.pid)?.command).toBe('postgres');
    await query(server, 'create table notes (text text)');
    await query(server, "insert into notes values ('kept')");
    const names = ['fsync', 'full_page_writes', 'synchronous_commit', 'data_checksums'];
    for (const name of names) expect(await query(server, `show ${name}`)).toEqual(['on']);
    expect(await query(server, 'show listen_addresses', 'admin')).toEqual(['127.0.0.1']);
    expect(await query(server, 'show timezone')).toEqual(['UTC']);
    expect(await query(server, 'show server_encoding')).toEqual(['UTF8']);
    const locale = 'select datlocprovider::text || coalesce(datlocale, datcollate) from pg_database';
    expect(await query(server, `${locale} where datname = 'lyceum'`)).toEqual(['bC.UTF-8']);
    expect(await query(server, 'select rolsuper from pg_roles where rolname = current_user')).toEqual([
      false,
    ]);
    await server.stop();
    await server.stop();
    expect(findProcess(server.pid)).toBeUndefined();
    expect(existsSync(join(main(), 'postgres.lock'))).toBe(false);
  });

  test('keeps the passwords where nobody else can read them', async () => {
    const found = await stat(join(main(), 'postgres-credentials.json'));
    expect(found.mode & 0o777).toBe(0o600);
    expect((await stat(join(main(), 'postgres'))).mode & 0o077).toBe(0);
  });

  test('finds the same rows at the second start, within three seconds', async () => {
    const before = performance.now();
    const server = await start(main(), { durable: false });
    expect(performance.now() - before).toBeLessThan(3_000);
    expect(await query(server, 'select text from notes')).toEqual(['kept']);
    expect(await query(server, 'show fsync')).toEqual(['off']);
    const wrong = server.connectionString.replace(/:[^:@]+@/, ':wrong@');
    await expect(query({ ...server, connectionString: wrong }, 'select 1')).rejects.toThrow(/password/);
    await server.stop();
  });

  test('may create the extensions the platform uses without being superuser', async () => {
    const server = await start(main());
    for (const name of ['citext', 'pg_trgm', 'unaccent', 'btree_gist', 'btree_gin', 'pgcrypto']) {
      await query(server, `create extension ${name}`);
    }
    expect(await query(server, "select similarity('cours', 'course') > 0.5")).toEqual([true]);
    expect(await query(server, "select unaccent('Élève')")).toEqual(['Eleve']);
    await server.stop();
  });

  test('is told when the server is killed, and the next start recovers the rows', async () => {
    const exits: string[] = [];
    const server = await start(main(), { onExit: ({ signal }) => exits.push(String(signal)) });
    await query(server, "insert into notes values ('before kill')");
    process.kill(server.pid, 'SIGKILL');
    expect(await waitUntil(() => exits.length > 0, 5_000)).toBe(true);
    expect(exits).toEqual(['SIGKILL']);
    await server.stop();
    const again = await start(main());
    expect(await query(again, 'select text from notes')).toEqual(['kept', 'before kill']);
    await again.stop();
  });

  test('starts again after the whole Lyceum was killed and left its server behind', async () => {
    const { child, said } = startOwner(main());
    expect(await said('running')).toBe(true);
    const orphan = await postmasterPid(main());
    await expect(start(main())).rejects.toMatchObject({
      code: 'DATA_DIR_IN_USE',
      message: expect.stringMatching(new RegExp(`${main()}.*process ${child.pid}\\)`)),
    });
    await killAndWait(child);
    expect(findProcess(orphan)?.command).toBe('postgres');
    const server = await start(main());
    expect(findProcess(orphan)).toBeUndefined();
    expect(await query(server, 'select count(*)::int from notes')).toEqual([3]);
    await server.stop();
  });

  test('cannot start a second copy, and of several at once exactly one starts', async () => {
    // A lock left by a process that is no more, so that all of them race to take it over.
    const ghost = { pid: process.pid, started_at: '1', nonce: 'ghost' };
    await writeFile(join(main(), 'postgres.lock'), JSON.stringify(ghost));
    const results = await Promise.allSettled(Array.from({ length: 5 }, () => start(main())));
    const winners = results.filter((result) => result.status === 'fulfilled');
    expect(winners).toHaveLength(1);
    for (const result of results) {
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'DATA_DIR_IN_USE' });
    }
    await winners[0]?.value.stop();
    expect(await readdir(main())).not.toContain('postgres.lock.takeover');
  });

  test('is not held up by a stale postmaster.pid, be its pid recycled by us or by a stranger', async () => {
    const stranger = spawn('sleep', ['60']);
    children.push(stranger);
    for (const pid of [stranger.pid, process.ppid, 4_000_000]) {
      await writeFile(join(main(), 'postgres', 'postmaster.pid'), `${pid}\n${main()}/postgres\n1\n1\n\n\n\n`);
      const server = await start(main());
      await server.stop();
    }
    expect(findProcess(stranger.pid ?? 0)).toBeDefined();
  });

  test('gets new passwords when the password file was lost, and keeps the rows', async () => {
    await rm(join(main(), 'postgres-credentials.json'));
    const server = await start(main());
    expect(await query(server, 'select count(*)::int from notes')).toEqual([3]);
    await server.stop();
  });

  test('is refused a folder of another major version, which stays as it is', async () => {
    const file = join(main(), 'postgres', 'PG_VERSION');
    const own = await readFile(file, 'utf8');
    await writeFile(file, '13\n');
    const words = new RegExp(`PostgreSQL 13; .*PostgreSQL ${own.trim()}`);
    await expect(start(main())).rejects.toMatchObject({
      code: 'DATA_DIR_VERSION',
      message: expect.stringMatching(words),
    });
    await writeFile(file, own);
    expect(existsSync(join(main(), 'postgres.lock'))).toBe(false);
  });

  test('reads in the error why the server ended while starting', async () => {
    const file = join(main(), 'postgres', 'postgresql.auto.conf');
    const sound = await readFile(file, 'utf8');
    await writeFile(file, 'no_such_setting = 1\n');
    await expect(start(main())).rejects.toMatchObject({
      code: 'START_FAILED',
      message: expect.stringContaining('no_such_setting'),
    });
    await writeFile(file, sound);
  });
});

describe.concurrent('an operator whose first start was cut off', () => {
  test('starts anew when everything was killed while the database was being created', async () => {
    const dataDir = join(root, 'cut-off');
    const { child, said } = startOwner(dataDir);
    expect(await said('Creating the database')).toBe(true);
    let staging: string | undefined;
    const isAtWork = () => {
      staging = findStaging(dataDir);
      return staging !== undefined;
    };
    expect(await waitUntil(isAtWork, 5_000)).toBe(true);
    await killAndWait(child);
    const server = await start(dataDir);
    expect(await query(server, 'select 1')).toEqual([1]);
    expect(listServersOf(staging ?? 'none')).toEqual([]);
    expect((await readdir(dataDir)).filter((name) => name.startsWith('postgres.new'))).toEqual([]);
    await server.stop();
  });

  test('starts anew from a half-finished folder, but strange files in it are moved aside', async () => {
    const dataDir = join(root, 'half');
    await mkdir(join(dataDir, 'postgres', 'base'), { recursive: true });
    await writeFile(join(dataDir, 'postgres', 'PG_VERSION'), '18\n');
    await writeFile(join(dataDir, 'postgres', 'thesis.txt'), 'years of work');
    const server = await start(dataDir);
    expect(await query(server, 'select 1')).toEqual([1]);
    const aside = (await readdir(dataDir)).find((name) => name.startsWith('postgres.unfinished-')) ?? '';
    expect(await readFile(join(dataDir, aside, 'thesis.txt'), 'utf8')).toBe('years of work');
    await server.stop();
  });

  test.runIf(process.getuid?.() === 0)(
    'gets a server under another account where root may not use namespaces',
    async () => {
      const outsideDir = join(root, 'outside');
      await chmod(root, 0o711);
      const dataDir = join(root, 'private', 'site');
      await mkdir(dataDir, { recursive: true, mode: 0o700 });
      const messages: string[] = [];
      const options = {
        isolation: 'account',
        outsideDir,
        onProgress: (words: string) => messages.push(words),
      };
      const first = await start(dataDir, options as Partial<EmbeddedPostgresOptions>);
      await query(first, 'create table notes as select 1 as n');
      expect(messages.join('\n')).toContain(`the database is kept in ${outsideDir}`);
      await first.stop();
      const second = await start(dataDir, { outsideDir });
      expect(await query(second, 'select n from notes')).toEqual([1]);
      await second.stop();
    },
  );
});

async function postmasterPid(dataDir: string): Promise<number> {
  return Number.parseInt(await readFile(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8'), 10);
}

/** The folder an initdb is at work in right now. */
function findStaging(dataDir: string): string | undefined {
  const folders = readdirSync(dataDir).filter((name) => /^postgres\.new-\w+$/.test(name));
  return folders.map((name) => join(dataDir, name)).find((path) => listServersOf(path).length > 0);
}
