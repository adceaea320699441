/**
 * Rows back into their tables, exactly as they were. Triggers are off meanwhile (history would be written a second time, append-only
 * tables would refuse), and foreign keys are taken away and made anew, which checks them all: that needs no superuser, unlike
 * `session_replication_role`, and no order among tables that refer to each other.
 */
import path from 'node:path';
import type pg from 'pg';
import { BackupError, type Manifest, type TableEntry } from './manifest.ts';
import type { Progress } from './progress.ts';
import { loadRows, measureRows } from './streams.ts';
import { addJobs, copyIn, copyJobsIn, copyOut, listTables, makeJobsTable } from './tables.ts';

type Source = { folder: string; manifest: Manifest };

export async function loadTables(
  client: pg.Client,
  { folder, manifest, onProgress }: Source & { onProgress: Progress },
): Promise<void> {
  const names = manifest.tables.map((one) => `"${one.name}"`);
  await refuseOtherTables(client, manifest);
  const keys = await dropForeignKeys(client);
  for (const name of names) await client.query(`alter table ${name} disable trigger user`);
  await client.query(`truncate ${names.join(', ')}`);
  for (const table of manifest.tables) await makePartitions(client, table);
  onProgress({ kind: 'total', bytes: manifest.tables.reduce((sum, one) => sum + one.stored_bytes, 0) });
  for (const table of manifest.tables) {
    onProgress({ kind: 'step', name: table.name });
    await loadRows(client, copyIn(table), path.join(folder, table.file));
    onProgress({ kind: 'advance', bytes: table.stored_bytes });
  }
  for (const { name, last_value, is_called } of manifest.sequences)
    await client.query('select setval($1::regclass, $2::bigint, $3)', [`"${name}"`, last_value, is_called]);
  for (const name of names) await client.query(`alter table ${name} enable trigger user`);
  await keys.restore();
  await client.query('set constraints all immediate');
}

/** The migrations of the level make these tables and no others; else something is wrong that no row may hide. */
async function refuseOtherTables(client: pg.Client, manifest: Manifest): Promise<void> {
  const made = (await listTables(client)).map((one) => one.name);
  const kept = manifest.tables.map((one) => one.name);
  const odd = [...made.filter((one) => !kept.includes(one)), ...kept.filter((one) => !made.includes(one))];
  if (odd.length > 0)
    throw new BackupError(`The backup’s tables are not those of its migrations: ${odd.join(', ')}`);
}

export type ForeignKey = { from: string; columns: string[]; to: string; targets: string[] };

/** @returns what they were, and what makes them again, which checks every row */
export async function dropForeignKeys(
  client: pg.Client,
): Promise<{ keys: ForeignKey[]; restore: () => Promise<void> }> {
  const { rows } = await client.query<ForeignKey & { of: string; name: string; definition: string }>(`
    select conrelid::regclass::text as of, quote_ident(conname) as name, pg_get_constraintdef(k.oid) as definition,
           f.relname::text as from, t.relname::text as to,
           (select array_agg(a.attname::text order by array_position(k.conkey, a.attnum)) from pg_attribute a where a.attrelid = k.conrelid and a.attnum = any (k.conkey)) as columns,
           (select array_agg(a.attname::text order by array_position(k.confkey, a.attnum)) from pg_attribute a where a.attrelid = k.confrelid and a.attnum = any (k.confkey)) as targets
      from pg_constraint k join pg_class f on f.oid = k.conrelid join pg_class t on t.oid = k.confrelid
     where contype = 'f' and conparentid = 0 and connamespace = 'public'::regnamespace order by conrelid, conname`);
  for (const key of rows) await client.query(`alter table ${key.of} drop constraint ${key.name}`);
  return {
    keys: rows,
    async restore() {
      for (const key of rows)
        await client.query(`alter table ${key.of} add constraint ${key.name} ${key.definition}`);
    },
  };
}

/** Partitions follow the calendar, so those of the backup may not be those that the migrations have just made. */
async function makePartitions(client: pg.Client, table: TableEntry): Promise<void> {
  for (const { name, bound } of table.partitions) {
    const { rows } = await client.query<{ there: boolean }>('select to_regclass($1) is not null as there', [
      `public."${name}"`,
    ]);
    if (!rows[0]!.there) await client.query(`create table "${name}" partition of "${table.name}" ${bound}`);
  }
}

export async function loadJobs(client: pg.Client, { folder, manifest }: Source): Promise<void> {
  await client.query(makeJobsTable);
  await loadRows(client, copyJobsIn, path.join(folder, manifest.jobs.file));
  await client.query(addJobs);
}

/** @throws BackupError when a table is not byte for byte what was kept */
export async function compareRows(
  client: pg.Client,
  manifest: Manifest,
  onProgress: Progress,
): Promise<void> {
  const shapes = new Map((await listTables(client)).map((one) => [one.name, one]));
  onProgress({ kind: 'total', bytes: manifest.tables.reduce((sum, one) => sum + one.stored_bytes, 0) });
  for (const kept of manifest.tables) {
    onProgress({ kind: 'step', name: `comparing ${kept.name}` });
    const { order } = shapes.get(kept.name)!;
    const found = await measureRows(client, copyOut({ ...kept, order }));
    if (found.rows !== kept.rows || found.sha256 !== kept.sha256)
      throw new BackupError(
        `Table ${kept.name} did not come back as it was (${found.rows} rows instead of ${kept.rows}); nothing was kept.`,
      );
    onProgress({ kind: 'advance', bytes: kept.stored_bytes });
  }
}
