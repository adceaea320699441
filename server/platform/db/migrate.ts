/**
 * Applies `migrations/NNNN_*.sql` in order, each in its own transaction, under one advisory lock so that two instances
 * starting together apply each once. A changed file that was already applied is refused: migrations are forward only.
 *
 * A migration waits only briefly for a table that others use, gives up, and tries again: whoever queues behind a waiting
 * `alter table` waits with it, so a long wait would stop a running site. Killed in the middle, the next run goes on.
 */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';

const lockKey = 4_815_162_342;
const lockTimeoutMilliseconds = 800;
const lockTries = 60;

/** What stops a migration and is nobody's bug: said as one sentence. */
export class MigrationError extends Error {}

export type Migration = { name: string; text: string; checksum: string };
type Known = ReadonlyMap<string, string>;

/** All migrations of this version, in their order. */
export async function readMigrations(folder: string): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => /^\d{4}_[a-z0-9_]+\.sql$/.test(name)).sort();
  return Promise.all(
    names.map(async (name) => {
      const text = await readFile(path.join(folder, name), 'utf8');
      return { name, text, checksum: createHash('sha256').update(text).digest('hex') };
    }),
  );
}

export async function migrate(options: {
  connection_string: string;
  folder: string;
  on_progress?: (message: string) => void;
}): Promise<{ applied: string[] }> {
  const migrations = await readMigrations(options.folder);
  return withClient(options.connection_string, async (client) => {
    // Most starts have nothing to do, and need not wait for a backup or another migration to find that out.
    if (listPending(migrations, await findApplied(client)).length === 0) return { applied: [] };
    await takeMigrationLock(client, 'alone');
    await client.query(createTable);
    const pending = listPending(migrations, await findApplied(client));
    for (const one of pending) {
      options.on_progress?.(one.name);
      await applyOne(client, one, options.on_progress);
    }
    return { applied: pending.map((one) => one.name) };
  });
}

export const createTable = `create table if not exists schema_migrations (name text primary key, checksum text not null, applied_at timestamptz not null default now())`;

/** Held until the connection ends. Backups share it: a schema that changes under them would be none. */
export const takeMigrationLock = async (client: pg.Client, mode: 'alone' | 'shared'): Promise<void> => {
  await client.query(
    mode === 'alone' ? 'select pg_advisory_lock($1)' : 'select pg_advisory_lock_shared($1)',
    [lockKey],
  );
};

/** @throws MigrationError when the database is newer than this version, or a migration was changed after it had been applied */
export function listPending(migrations: readonly Migration[], known: Known): Migration[] {
  const names = new Set(migrations.map((one) => one.name));
  const unknown = [...known.keys()].filter((name) => !names.has(name));
  if (unknown.length > 0)
    throw new MigrationError(
      `The database was migrated by a newer version of Lyceum (${unknown.join(', ')}). Start that version, or restore a backup.`,
    );
  const changed = migrations.find(({ name, checksum }) => known.has(name) && known.get(name) !== checksum);
  if (changed)
    throw new MigrationError(
      `Migration ${changed.name} was changed after it had been applied. Write a following migration instead.`,
    );
  return migrations.filter((one) => !known.has(one.name));
}

/** Names and checksums of what was applied; empty for a database that never was a Lyceum. */
export async function findApplied(client: pg.Client): Promise<Known> {
  const { rows } = await client
    .query<{ name: string; checksum: string }>('select name, checksum from schema_migrations')
    .catch((error: Error & { code?: string }) => {
      if (error.code === '42P01') return { rows: [] };
      throw error;
    });
  return new Map(rows.map((row) => [row.name, row.checksum]));
}

/**
 * For processes that do not migrate (MIGRATE=0): waits until another has. A newer schema will do: by the rule that every migration
 * keeps (docs/operations/upgrading.md) the version before runs on it, which is what a rolling upgrade and the way back need.
 *
 * @throws MigrationError after `seconds`
 */
export async function waitUntilMigrated(options: {
  connection_string: string;
  folder: string;
  seconds: number;
  on_wait?: (pending: number) => void;
  on_newer?: (names: string[]) => void;
}): Promise<void> {
  const migrations = await readMigrations(options.folder);
  const names = new Set(migrations.map((one) => one.name));
  const end = Date.now() + options.seconds * 1000;
  await withClient(options.connection_string, async (client) => {
    for (let told = false; ; told = true) {
      const applied = [...(await findApplied(client))];
      const ours = new Map(applied.filter(([name]) => names.has(name)));
      const pending = listPending(migrations, ours).length;
      const { rows } = await client.query<{ there: boolean }>(
        `select to_regclass('graphile_worker.migrations') is not null as there`,
      );
      if (pending === 0 && rows[0]!.there) {
        if (applied.length > ours.size)
          options.on_newer?.(applied.map(([name]) => name).filter((name) => !names.has(name)));
        return;
      }
      if (Date.now() > end)
        throw new MigrationError(
          `The database still lacks ${pending} migrations after ${options.seconds} s and this process does not migrate (MIGRATE=0). Run: lyceum migrate`,
        );
      if (!told) options.on_wait?.(pending);
      await pause(500);
    }
  });
}

async function withClient<Result>(
  connectionString: string,
  work: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client({ connectionString, application_name: 'lyceum-migrate' });
  // Reported by the query under way; without a listener it would end the process.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function applyOne(
  client: pg.Client,
  migration: Migration,
  say: ((message: string) => void) | undefined,
): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return await attempt(client, migration);
    } catch (error) {
      const { code, message } = error as Error & { code?: string };
      const isBusy = code === '55P03' || code === '40P01';
      if (!isBusy || tries === lockTries)
        throw new MigrationError(
          isBusy
            ? `Migration ${migration.name} could not get its tables in ${tries} tries: something uses them without a pause. End long transactions (lyceum migrate --check names them) and run it again; nothing of it was kept.`
            : `Migration ${migration.name} failed: ${message}`,
          { cause: error },
        );
      if (tries % 10 === 1) say?.(`${migration.name}: its tables are in use, trying again`);
      await pause(200 + Math.random() * 800);
    }
  }
}

async function attempt(client: pg.Client, { name, text, checksum }: Migration): Promise<void> {
  await client.query('begin');
  try {
    await client.query(`set local lock_timeout = ${lockTimeoutMilliseconds}`);
    await client.query(text);
    await client.query('insert into schema_migrations (name, checksum) values ($1, $2)', [name, checksum]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
}
