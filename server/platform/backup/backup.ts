/**
 * Makes a backup: every table as of one instant, the jobs that still have to run, every stored file, the generated secret. By the
 * wire protocol, so it needs no PostgreSQL programs, works in both database modes and beside a running Lyceum.
 *
 * Written under another name, brought to the disk, renamed: whatever ends it in the middle leaves nothing that looks complete.
 */
import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type pg from 'pg';
import { takeMigrationLock } from '../db/migrate.ts';
import type { Storage } from '../storage/storage.ts';
import { version } from '../version.ts';
import { withConnection } from './connection.ts';
import { keepFiles } from './files.ts';
import {
  BackupError,
  type Manifest,
  manifestName,
  manifestSumName,
  type Rows,
  secretFile,
  sha256Of,
  sumLine,
  type TableEntry,
} from './manifest.ts';
import type { Progress } from './progress.ts';
import { markOfSecret } from './secret.ts';
import { syncFolder, writeRows } from './streams.ts';
import { copyJobsOut, copyOut, listSequences, listTables, type TableShape } from './tables.ts';

export type BackupOptions = {
  connection_string: string;
  storage: Pick<Storage, 'read' | 'exists'>;
  /** Where backups are kept; the new one becomes a folder in it. */
  to: string;
  session_secret: string | undefined;
  /** Where the secret lies when Lyceum made it itself: it is then carried, for nobody else keeps it. */
  generated_secret_file: string | undefined;
  onProgress: Progress;
};

export type BackupResult = { folder: string; manifest: Manifest; bytes: number };

const unfinished = /^\.unfinished-/;
const dayMilliseconds = 86_400_000;

/** @throws BackupError when it cannot be made; nothing is left then */
export async function makeBackup(options: BackupOptions): Promise<BackupResult> {
  await mkdir(options.to, { recursive: true, mode: 0o700 });
  await removeUnfinished(options.to);
  const draft = path.join(options.to, `.unfinished-${randomBytes(6).toString('hex')}`);
  await mkdir(path.join(draft, 'tables'), { recursive: true, mode: 0o700 });
  try {
    const manifest = await withConnection(
      { connection_string: options.connection_string, application_name: 'lyceum-backup' },
      (client) => fill(client, draft, options),
    );
    return await finish(draft, manifest, options.to);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    throw error;
  }
}

/** What a killed backup left; one that is still being written is younger than a day. */
async function removeUnfinished(folder: string): Promise<void> {
  for (const name of (await readdir(folder)).filter((one) => unfinished.test(one))) {
    const left = path.join(folder, name);
    const { mtimeMs } = await stat(left);
    if (mtimeMs < Date.now() - dayMilliseconds) await rm(left, { recursive: true, force: true });
  }
}

async function fill(client: pg.Client, draft: string, options: BackupOptions): Promise<Manifest> {
  // A migration waits until we are through, as we wait for one under way: the schema is the same from first to last table.
  await takeMigrationLock(client, 'shared');
  await client.query('begin isolation level repeatable read, read only');
  const { rows } = await client.query<{ taken_at: string; postgres: string; migrated: boolean }>(
    `select to_char(now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as taken_at,
            current_setting('server_version') as postgres, to_regclass('public.schema_migrations') is not null as migrated`,
  );
  const { taken_at, postgres, migrated } = rows[0]!;
  if (!migrated)
    throw new BackupError(
      'This database holds no Lyceum: there is nothing to back up. Look at DATABASE_URL.',
    );
  const shapes = await listTables(client);
  const stored = await client.query<{ sha256: string; bytes: string }>(
    'select sha256, max(byte_size) as bytes from files where stored_at is not null group by sha256 order by sha256',
  );
  options.onProgress({
    kind: 'total',
    bytes:
      shapes.reduce((sum, { bytes }) => sum + bytes, 0) +
      stored.rows.reduce((sum, { bytes }) => sum + Number(bytes), 0),
  });
  const tables: TableEntry[] = [];
  for (const shape of shapes) tables.push(await writeTable(client, draft, shape, options.onProgress));
  const jobs = await writeJobs(client, draft);
  // Numbers drawn since the snapshot are skipped after a restore; the other way round they would be given twice.
  const sequences = await listSequences(client);
  const migrations = await client.query<{ name: string; checksum: string }>(
    'select name, checksum from schema_migrations order by name',
  );
  await client.query('commit');
  const { files, missing } = await keepFiles(stored.rows, draft, options);
  return {
    format: 1,
    lyceum: version,
    postgres,
    taken_at,
    migrations: migrations.rows,
    tables,
    sequences,
    jobs,
    files,
    missing_files: missing,
    secret: await keepSecret(draft, options),
  };
}

async function writeTable(
  client: pg.Client,
  draft: string,
  shape: TableShape,
  onProgress: Progress,
): Promise<TableEntry> {
  const file = `tables/${shape.name}.copy.gz`;
  onProgress({ kind: 'step', name: shape.name });
  let seen = 0;
  const written = await writeRows(client, copyOut(shape), path.join(draft, file), (bytes) => {
    const counted = Math.min(bytes, shape.bytes - seen);
    seen += counted;
    onProgress({ kind: 'advance', bytes: counted });
  });
  onProgress({ kind: 'advance', bytes: shape.bytes - seen });
  return { name: shape.name, columns: shape.columns, partitions: shape.partitions, file, ...written };
}

async function writeJobs(client: pg.Client, draft: string): Promise<Rows> {
  const file = 'jobs/waiting.copy.gz';
  await mkdir(path.join(draft, 'jobs'), { mode: 0o700 });
  return { file, ...(await writeRows(client, copyJobsOut, path.join(draft, file))) };
}

async function keepSecret(draft: string, options: BackupOptions): Promise<Manifest['secret']> {
  const { session_secret, generated_secret_file } = options;
  const mark = session_secret ? markOfSecret(session_secret) : '';
  if (!generated_secret_file || !session_secret) return { mark, carried: false, sha256: null };
  const bytes = await readFile(generated_secret_file);
  await mkdir(path.join(draft, 'secrets'), { mode: 0o700 });
  await writeFile(path.join(draft, secretFile), bytes, { mode: 0o600, flush: true });
  return { mark, carried: true, sha256: sha256Of(bytes) };
}

async function finish(draft: string, manifest: Manifest, to: string): Promise<BackupResult> {
  const text = Buffer.from(`${JSON.stringify(manifest, null, 1)}\n`);
  await writeFile(path.join(draft, manifestName), text, { mode: 0o600, flush: true });
  await writeFile(path.join(draft, manifestSumName), sumLine(text), { mode: 0o600, flush: true });
  const folders = (await readdir(draft, { recursive: true, withFileTypes: true })).filter((one) =>
    one.isDirectory(),
  );
  for (const one of folders) await syncFolder(path.join(one.parentPath, one.name));
  await syncFolder(draft);
  await chmod(draft, 0o700);
  const folder = path.join(to, nameOf(manifest.taken_at));
  await rename(draft, folder);
  await syncFolder(to);
  const bytes =
    [...manifest.tables, manifest.jobs].reduce((sum, one) => sum + one.stored_bytes, 0) +
    manifest.files.reduce((sum, one) => sum + one.bytes, 0);
  return { folder, manifest, bytes };
}

/** `lyceum-20261129T023000123Z`: sorts by time, and two of one millisecond cannot be. */
const nameOf = (takenAt: string): string => `lyceum-${takenAt.replaceAll(/[-:.]/g, '')}`;
