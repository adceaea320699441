/**
 * Writes an export: everything that people made or earned, as of one instant, in formats that need no Lyceum to be read. By the wire
 * protocol and in one transaction, as a backup, so it may run beside a running Lyceum.
 *
 * Written under another name and renamed: whatever ends it in the middle leaves nothing that looks complete.
 */
import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type pg from 'pg';
import { withConnection } from '../backup/connection.ts';
import { storageKeyOf } from '../backup/files.ts';
import { manifestName, manifestSumName, pathOfFile, sha256Of, sumLine } from '../backup/manifest.ts';
import type { Progress } from '../backup/progress.ts';
import { syncFolder, writeBytes } from '../backup/streams.ts';
import { csvLine } from '../csv.ts';
import { takeMigrationLock } from '../db/migrate.ts';
import type { Storage } from '../storage/storage.ts';
import { version } from '../version.ts';
import { writeLines } from './lines.ts';
import { dataFile, ExportError, formatName, formatVersion, type Manifest } from './manifest.ts';
import { readerText } from './reader-text.ts';
import { jsonSchemaOf } from './schema.ts';
import { readShapes, rowsAsJson, type Shape } from './shapes.ts';
import type { Declared, Sheet } from './tables.ts';

export type ExportOptions = {
  connection_string: string;
  storage: Pick<Storage, 'read' | 'exists'>;
  declared: Declared;
  /** The folder to make. */
  to: string;
  onProgress: Progress;
};

/** @throws ExportError when it cannot be made; nothing is left then */
export async function makeExport(options: ExportOptions): Promise<Manifest> {
  if ((await readdir(options.to).catch(() => [])).length > 0)
    throw new ExportError(`${options.to} is not empty. Name a folder that is not there yet.`);
  const parent = path.dirname(options.to);
  await mkdir(parent, { recursive: true });
  const draft = path.join(parent, `.unfinished-${randomBytes(6).toString('hex')}`);
  await mkdir(draft, { mode: 0o700 });
  try {
    const manifest = await withConnection(
      { connection_string: options.connection_string, application_name: 'lyceum-export' },
      (client) => fill(client, draft, options),
    );
    const text = Buffer.from(`${JSON.stringify(manifest, null, 1)}\n`);
    await writeFile(path.join(draft, manifestName), text, { mode: 0o600, flush: true });
    await writeFile(path.join(draft, manifestSumName), sumLine(text), { mode: 0o600, flush: true });
    await syncFolder(draft);
    // An empty folder of that name gives way.
    await rm(options.to, { recursive: true, force: true });
    await rename(draft, options.to);
    await syncFolder(parent);
    return manifest;
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    throw error;
  }
}

async function fill(client: pg.Client, draft: string, options: ExportOptions): Promise<Manifest> {
  const { declared, onProgress } = options;
  await takeMigrationLock(client, 'shared');
  await client.query('begin isolation level repeatable read, read only');
  const { rows } = await client.query<{ taken_at: string; migrated: boolean }>(
    `select to_char(now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as taken_at,
            to_regclass('public.schema_migrations') is not null as migrated`,
  );
  if (!rows[0]!.migrated) throw new ExportError('This database holds no Lyceum. Look at DATABASE_URL.');
  const shapes = await readShapes(client, declared);
  const stored = await client.query<{ sha256: string; bytes: string }>(
    'select sha256, max(byte_size) as bytes from files where stored_at is not null group by sha256 order by sha256',
  );
  onProgress({
    kind: 'total',
    bytes:
      shapes.reduce((sum, one) => sum + one.bytes, 0) +
      stored.rows.reduce((sum, one) => sum + Number(one.bytes), 0),
  });
  const nouns = await writeNouns(client, draft, shapes, onProgress);
  const companions = [
    ...(await writeSchemas(draft, shapes)),
    ...(await writeSheets(client, draft, declared.sheets)),
    await writeText(draft, 'README.txt', readerText(declared)),
  ];
  const counters: Manifest['counters'] = {};
  for (const name of declared.counters.toSorted()) counters[name] = await lastNumber(client, name);
  const waiting = await client.query<{ waiting: number }>(
    'select count(*)::int as waiting from facts where delivered_at is null',
  );
  await client.query('commit');
  const { files, missing_files } = await copyFiles(draft, stored.rows, options);
  return {
    format: formatName,
    format_version: formatVersion,
    lyceum: version,
    taken_at: rows[0]!.taken_at,
    nouns,
    companions,
    files,
    missing_files,
    counters,
    left_out: { nouns: declared.left_out, fields: leftOutFields(declared) },
    waiting_facts: waiting.rows[0]!.waiting,
  };
}

async function writeNouns(client: pg.Client, draft: string, shapes: Shape[], onProgress: Progress) {
  await mkdir(path.join(draft, 'data'), { mode: 0o700 });
  const nouns: Manifest['nouns'] = [];
  for (const shape of shapes) {
    onProgress({ kind: 'step', name: shape.noun });
    let seen = 0;
    const written = await writeLines(client, rowsAsJson(shape), path.join(draft, dataFile(shape.noun)), {
      onBytes(bytes) {
        const counted = Math.min(bytes, shape.bytes - seen);
        seen += counted;
        onProgress({ kind: 'advance', bytes: counted });
      },
    });
    onProgress({ kind: 'advance', bytes: shape.bytes - seen });
    nouns.push({ noun: shape.noun, ...written, fields: shape.fields.map((one) => one.name) });
  }
  return nouns;
}

async function writeSchemas(draft: string, shapes: Shape[]): Promise<Manifest['companions']> {
  await mkdir(path.join(draft, 'schemas'), { mode: 0o700 });
  const written: Manifest['companions'] = [];
  for (const shape of shapes)
    written.push(await writeText(draft, `schemas/${shape.noun}.schema.json`, jsonSchemaOf(shape)));
  return written;
}

/** Tables for spreadsheets, guarded as all our CSV: no cell is taken for a formula. */
async function writeSheets(client: pg.Client, draft: string, sheets: Sheet[]) {
  await mkdir(path.join(draft, 'csv'), { mode: 0o700 });
  const written: Manifest['companions'] = [];
  for (const { name, query } of sheets.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const { fields } = await client.query(`select * from (${query}) s limit 0`);
    const head = fields.map((one) => one.name);
    const file = `csv/${name}.csv`;
    const { bytes, sha256 } = await writeLines(
      client,
      `select row_to_json(s)::text from (${query}) s`,
      path.join(draft, file),
      { head: `\uFEFF${csvLine(head)}`, change: (line) => csvLine(cellsOf(line, head)) },
    );
    written.push({ file, bytes, sha256 });
  }
  return written;
}

function cellsOf(line: string, head: readonly string[]): (string | number | null)[] {
  const row = JSON.parse(line) as Record<string, unknown>;
  return head.map((name) => {
    const cell = row[name] ?? null;
    return cell === null || typeof cell === 'string' || typeof cell === 'number' ? cell : String(cell);
  });
}

async function writeText(draft: string, file: string, text: string) {
  await writeFile(path.join(draft, file), text, { mode: 0o600, flush: true });
  return { file, bytes: Buffer.byteLength(text), sha256: sha256Of(text) };
}

/** Numbers drawn since the snapshot are skipped after an import; the other way round they would be given twice. */
async function lastNumber(client: pg.Client, name: string): Promise<string | null> {
  const { rows } = await client.query<{ last: string | null }>(
    `select case when is_called then last_value::text end as last from "${name}"`,
  );
  return rows[0]!.last;
}

async function copyFiles(
  draft: string,
  wanted: { sha256: string; bytes: string }[],
  { storage, onProgress }: ExportOptions,
): Promise<Pick<Manifest, 'files' | 'missing_files'>> {
  const files: Manifest['files'] = [];
  const missing: string[] = [];
  onProgress({ kind: 'step', name: 'files' });
  for (const { sha256, bytes } of wanted) {
    const key = storageKeyOf(sha256);
    if (await storage.exists(key)) {
      const file = path.join(draft, pathOfFile(sha256));
      await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
      const copied = await writeBytes(await storage.read(key), file);
      if (copied.sha256 !== sha256)
        throw new ExportError(
          `The stored file ${sha256} was damaged where it is kept. Bring it back from a backup, or delete it in Lyceum.`,
        );
      files.push({ sha256, bytes: copied.bytes });
    } else missing.push(sha256);
    onProgress({ kind: 'advance', bytes: Number(bytes) });
  }
  return { files, missing_files: missing };
}

const leftOutFields = ({ tables }: Declared): Record<string, string> =>
  Object.fromEntries(
    Object.entries(tables).flatMap(([noun, { left_out = {} }]) =>
      Object.entries(left_out).map(([field, reason]) => [`${noun}.${field}`, reason]),
    ),
  );
