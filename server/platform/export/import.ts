/**
 * Brings an export into an empty site: all or nothing, in one transaction, checked before and compared after. The schema is made by the
 * migrations of this version, so an older export needs no steps of its own: what it does not have takes its default.
 */
import path from 'node:path';
import type pg from 'pg';
import { withConnection } from '../backup/connection.ts';
import { bringFile, storageKeyOf } from '../backup/files.ts';
import { pathOfFile } from '../backup/manifest.ts';
import type { Progress } from '../backup/progress.ts';
import { createTable, findApplied, listPending, readMigrations, takeMigrationLock } from '../db/migrate.ts';
import type { Storage } from '../storage/storage.ts';
import { loadLines } from './load.ts';
import { ExportError, type Manifest, readExportManifest } from './manifest.ts';
import { readShapes } from './shapes.ts';
import type { Declared } from './tables.ts';
import { checkLines, checkNouns, checkSums, refuseProblems } from './verify.ts';

export type ImportOptions = {
  folder: string;
  connection_string: string;
  storage: Storage;
  declared: Declared;
  migrations_folder: string;
  /** Read everything, try everything, keep nothing. */
  check: boolean;
  onProgress: Progress;
};

export type ImportResult = {
  manifest: Manifest;
  /** Records per noun, counted in the database; empty when only lines could be checked. */
  counts: { noun: string; records: number }[];
  /** Texts of lessons that held what lessons may not hold. */
  cleaned: number;
  /** `lines`: a check on a site with people, where nothing can be tried. */
  reach: 'whole' | 'lines';
};

/** @throws ExportError when the export is not sound or the site not empty; nothing was kept then */
export async function importExport(options: ImportOptions): Promise<ImportResult> {
  const manifest = await readExportManifest(options.folder);
  refuseProblems(await checkSums(options.folder, manifest, options.onProgress));
  return withConnection(
    { connection_string: options.connection_string, application_name: 'lyceum-import' },
    async (client) => {
      await takeMigrationLock(client, 'alone');
      await client.query('begin');
      const isFree = await isEmptySite(client, options.check);
      await bringSchema(client, options.migrations_folder);
      const result = await fill(client, manifest, options, isFree);
      if (options.check) await client.query('rollback');
      else {
        await keepFiles(client, manifest, options);
        // Without figures about the new rows PostgreSQL would plan its first statements badly.
        await client.query('analyze');
      }
      return result;
    },
  );
}

async function fill(
  client: pg.Client,
  manifest: Manifest,
  { folder, declared, onProgress }: ImportOptions,
  isFree: boolean,
): Promise<ImportResult> {
  const shapes = await readShapes(client, declared);
  refuseProblems(checkNouns(manifest, shapes));
  const { problems, spans } = await checkLines(folder, manifest, shapes, onProgress);
  refuseProblems(problems);
  if (!isFree) return { manifest, counts: [], cleaned: 0, reach: 'lines' };
  const cleaned = await loadLines(client, { folder, manifest, shapes, spans, declared, onProgress });
  refuseProblems(await checkFiles(client, manifest));
  return { manifest, counts: await compareCounts(client, manifest), cleaned, reach: 'whole' };
}

/**
 * Empty is a database without tables, one that was only migrated, and one where nobody is but the first administrator, whom the
 * variables ADMIN_EMAIL and ADMIN_PASSWORD make at the first start: nothing is lost with them.
 *
 * @throws ExportError when it is not, unless only a check is wanted
 */
async function isEmptySite(client: pg.Client, isCheck: boolean): Promise<boolean> {
  const { rows } = await client.query<{ tables: number; ours: boolean; busy: number }>(`
    select (select count(*)::int from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')) as tables,
           to_regclass('public.schema_migrations') is not null as ours,
           (select count(*)::int from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
               and application_name like 'lyceum%') as busy`);
  const { tables, ours, busy } = rows[0]!;
  if (tables > 0 && !ours)
    throw new ExportError(
      'This database holds tables that are not Lyceum’s. Import into a database of its own.',
    );
  const isEmpty = tables === 0 || (await holdsNothing(client));
  if (isCheck) return isEmpty && busy === 0;
  if (!isEmpty)
    throw new ExportError(
      'This site is not empty. An export is imported into an empty one: set DATA_DIR to a new folder, or DATABASE_URL to an empty database. (--check reads it without writing.)',
    );
  if (busy > 0)
    throw new ExportError('Lyceum is running on this database. Stop all its processes, then import.');
  return true;
}

async function holdsNothing(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ nothing: boolean }>(`
    select (select count(*) <= 1 and coalesce(bool_and(role = 'admin'), true) from users)
       and not exists (select from courses) and not exists (select from files) and not exists (select from skills) as nothing`);
  return rows[0]!.nothing;
}

/** In the same transaction as everything else: a failed import leaves an empty database empty. */
async function bringSchema(client: pg.Client, folder: string): Promise<void> {
  const migrations = await readMigrations(folder);
  const { rows } = await client.query<{ there: boolean }>(
    `select to_regclass('public.schema_migrations') is not null as there`,
  );
  if (rows[0]!.there) {
    if (listPending(migrations, await findApplied(client)).length > 0)
      throw new ExportError('The database is behind this version. Run “lyceum migrate” first.');
    return;
  }
  await client.query(createTable);
  for (const { name, text, checksum } of migrations) {
    await client.query(text);
    await client.query('insert into schema_migrations (name, checksum) values ($1, $2)', [name, checksum]);
    // What a commit between two migrations would do: a table with deferred checks outstanding cannot be altered.
    await client.query('set constraints all immediate; set constraints all deferred');
  }
}

/** Every file that the data names is there, with the size that the data says, or known to be missing. */
async function checkFiles(client: pg.Client, manifest: Manifest): Promise<string[]> {
  const brought = new Map(manifest.files.map((one) => [one.sha256, one.bytes]));
  const missing = new Set(manifest.missing_files);
  const { rows } = await client.query<{ id: string; sha256: string; byte_size: string }>(
    'select id, sha256, byte_size from files order by id',
  );
  return rows
    .filter((one) => !missing.has(one.sha256) && brought.get(one.sha256) !== Number(one.byte_size))
    .map((one) => `data/files.jsonl: file ${one.id} is not in files/ with its ${one.byte_size} bytes`);
}

async function compareCounts(client: pg.Client, manifest: Manifest): Promise<ImportResult['counts']> {
  const counts: ImportResult['counts'] = [];
  for (const { noun, records } of manifest.nouns) {
    const { rows } = await client.query<{ records: number }>(
      `select count(*)::int as records from "${noun}"`,
    );
    if (rows[0]!.records !== records)
      throw new ExportError(`${noun}: ${rows[0]!.records} records instead of ${records}; nothing was kept.`);
    counts.push({ noun, records });
  }
  return counts;
}

/** Files come last before the commit; when that fails they go again. */
async function keepFiles(
  client: pg.Client,
  manifest: Manifest,
  { folder, storage, onProgress }: ImportOptions,
): Promise<void> {
  const brought: string[] = [];
  onProgress({ kind: 'total', bytes: manifest.files.reduce((sum, one) => sum + one.bytes, 0) });
  onProgress({ kind: 'step', name: 'files' });
  try {
    for (const { sha256, bytes } of manifest.files) {
      if (await bringFile(storage, path.join(folder, pathOfFile(sha256)), sha256)) brought.push(sha256);
      onProgress({ kind: 'advance', bytes });
    }
    await client.query('commit');
  } catch (error) {
    for (const sha256 of brought) await storage.remove(storageKeyOf(sha256));
    throw error;
  }
}
