/**
 * Brings a backup back: the migrations up to its level, its rows, its jobs, checked against the manifest, all in one transaction.
 * Cut off in the middle, the database is what it was before. Files and secret come first, for they do no harm alone.
 */
import path from 'node:path';
import type pg from 'pg';
import { createTable, type Migration, migrate, readMigrations, takeMigrationLock } from '../db/migrate.ts';
import { migrateJobs } from '../jobs/jobs.ts';
import type { Storage } from '../storage/storage.ts';
import { withConnection } from './connection.ts';
import { bringFile } from './files.ts';
import { BackupError, type Manifest, pathOfFile } from './manifest.ts';
import type { Progress } from './progress.ts';
import { compareRows, loadJobs, loadTables } from './restore-tables.ts';
import { verifyBackup } from './verify.ts';

export type RestoreOptions = {
  folder: string;
  connection_string: string;
  storage: Storage;
  migrations_folder: string;
  /** Do away with what the database holds. Only when the restore has succeeded is it gone. */
  replace: boolean;
  /** Called when everything has been checked and just before the database is committed. */
  beforeCommit: (manifest: Manifest) => Promise<void>;
  /** What was restored stays from here on, whatever fails. */
  onCommitted?: () => void;
  onProgress: Progress;
};

export type RestoreResult = { manifest: Manifest; rows: number; applied: string[] };

/** @throws BackupError when the backup is not sound, the target is not empty or in use, or what came back is not what was kept */
export async function restoreBackup(options: RestoreOptions): Promise<RestoreResult> {
  const { manifest, problems } = await verifyBackup(options.folder, options.onProgress);
  if (problems.length > 0)
    throw new BackupError(
      `The backup is damaged and was not restored:\n${problems
        .slice(0, 20)
        .map((one) => `  ${one}`)
        .join('\n')}`,
    );
  const level = pickMigrations(await readMigrations(options.migrations_folder), manifest);
  await withConnection(
    { connection_string: options.connection_string, application_name: 'lyceum-restore' },
    async (client) => {
      await refuseUnlessFree(client, options.replace);
      await restoreFiles(options, manifest);
      await migrateJobs(options.connection_string);
      await takeMigrationLock(client, 'alone');
      await client.query('begin');
      // Somebody may have begun to use it while files were copied.
      await refuseUnlessFree(client, options.replace);
      await fill(client, level, manifest, options);
      await options.beforeCommit(manifest);
      await client.query('commit');
      options.onCommitted?.();
      // Without figures about the new rows PostgreSQL would plan its first statements badly.
      await client.query('analyze');
    },
  );
  const { applied } = await migrate({
    connection_string: options.connection_string,
    folder: options.migrations_folder,
  });
  const rows = manifest.tables.reduce((sum, one) => sum + one.rows, 0);
  return { manifest, rows, applied };
}

/** The migrations that made the backup's schema. @throws BackupError when this version does not have them all as they were */
function pickMigrations(ours: Migration[], manifest: Manifest): Migration[] {
  return manifest.migrations.map(({ name, checksum }) => {
    const found = ours.find((one) => one.name === name);
    if (!found)
      throw new BackupError(
        `This backup was made by a newer Lyceum (${manifest.lyceum}, ${name}). Restore it with that version or a later one.`,
      );
    if (found.checksum !== checksum)
      throw new BackupError(`Migration ${name} is not the one that this backup was made with.`);
    return found;
  });
}

async function refuseUnlessFree(client: pg.Client, replace: boolean): Promise<void> {
  const { rows } = await client.query<{ tables: number; ours: boolean; users: boolean; busy: number }>(`
    select (select count(*)::int from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')) as tables,
           to_regclass('public.schema_migrations') is not null as ours, to_regclass('public.users') is not null as users,
           (select count(*)::int from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
               and application_name like 'lyceum%') as busy`);
  const { tables, ours, users, busy } = rows[0]!;
  if (busy > 0)
    throw new BackupError('Lyceum is running on this database. Stop all its processes, then restore.');
  if (tables === 0) return;
  if (!ours)
    throw new BackupError(
      'This database holds tables that are not Lyceum’s. Restore into a database of its own.',
    );
  const people = users ? await client.query('select from users limit 1') : { rowCount: 0 };
  if (people.rowCount !== 0 && !replace)
    throw new BackupError(
      'This database is not empty. Restore into an empty one, or add --replace to give up what it holds.',
    );
}

async function restoreFiles({ folder, storage, onProgress }: RestoreOptions, manifest: Manifest) {
  onProgress({ kind: 'total', bytes: manifest.files.reduce((sum, one) => sum + one.bytes, 0) });
  onProgress({ kind: 'step', name: 'files' });
  for (const { sha256, bytes } of manifest.files) {
    await bringFile(storage, path.join(folder, pathOfFile(sha256)), sha256);
    onProgress({ kind: 'advance', bytes });
  }
}

async function fill(
  client: pg.Client,
  level: Migration[],
  manifest: Manifest,
  { folder, onProgress }: RestoreOptions,
): Promise<void> {
  await client.query(dropOurs);
  await client.query(createTable);
  for (const { text } of level) {
    await client.query(text);
    // What a commit between two migrations would do: a table with deferred checks outstanding cannot be altered.
    await client.query('set constraints all immediate; set constraints all deferred');
  }
  await loadTables(client, { folder, manifest, onProgress });
  await loadJobs(client, { folder, manifest });
  await compareRows(client, manifest, onProgress);
}

/**
 * Everything of ours and nothing of an extension, which may belong to somebody else. Sorted, so that all names are read before the
 * first thing is dropped, for a name cannot be looked up afterwards.
 */
const dropOurs = `do $$
declare one record;
begin
  for one in select c.oid::regclass::text as name, case c.relkind when 'v' then 'view' when 'm' then 'materialized view' when 'S' then 'sequence' else 'table' end as kind
    from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'S') and not c.relispartition
     and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and (d.deptype = 'e' or c.relkind = 'S' and d.deptype in ('a', 'i'))) order by 1
  loop
    execute format('drop %s if exists %s cascade', one.kind, one.name);
  end loop;
  for one in select p.oid::regprocedure::text as name from pg_proc p where p.pronamespace = 'public'::regnamespace
     and not exists (select from pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e') order by 1
  loop
    execute format('drop routine if exists %s cascade', one.name);
  end loop;
  for one in select t.oid::regtype::text as name from pg_type t where t.typnamespace = 'public'::regnamespace and t.typtype in ('e', 'd')
     and not exists (select from pg_depend d where d.classid = 'pg_type'::regclass and d.objid = t.oid and d.deptype = 'e') order by 1
  loop
    execute format('drop type if exists %s cascade', one.name);
  end loop;
  if to_regclass('graphile_worker._private_jobs') is not null then delete from graphile_worker._private_jobs; end if;
end $$`;
