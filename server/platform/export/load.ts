/**
 * Lines into their tables, ids kept. Triggers are off meanwhile (history would be written a second time, append-only tables would refuse)
 * and foreign keys are away, as in a restore: lines may come in any order, and keys are asked for when all are there.
 */
import path from 'node:path';
import type pg from 'pg';
import type { Progress } from '../backup/progress.ts';
import { dropForeignKeys } from '../backup/restore-tables.ts';
import { listTables } from '../backup/tables.ts';
import { cleanLessonHtml } from '../html/clean.ts';
import { readLines } from './lines.ts';
import { dataFile, ExportError, type Manifest, type Noun } from './manifest.ts';
import { listOrphans } from './orphans.ts';
import { insertFromJson, type Shape } from './shapes.ts';
import type { Declared } from './tables.ts';
import { refuseProblems, type Span } from './verify.ts';

export type Loading = {
  folder: string;
  manifest: Manifest;
  shapes: readonly Shape[];
  spans: ReadonlyMap<string, Span>;
  declared: Declared;
  onProgress: Progress;
};

/** @returns how many texts had to be cleaned. @throws ExportError that names file and line */
export async function loadLines(client: pg.Client, loading: Loading): Promise<number> {
  const { manifest, shapes, declared, onProgress } = loading;
  const names = (await listTables(client)).map((one) => one.name);
  const keys = await dropForeignKeys(client);
  for (const name of names) await client.query(`alter table "${name}" disable trigger user`);
  await client.query(`truncate ${emptied(names, loading).join(', ')}`);
  await client.query('set constraints all immediate');
  onProgress({ kind: 'total', bytes: manifest.nouns.reduce((sum, one) => sum + one.bytes, 0) });
  let cleaned = 0;
  for (const noun of manifest.nouns) {
    onProgress({ kind: 'step', name: noun.noun });
    const shape = shapes.find((one) => one.noun === noun.noun)!;
    await makeParts(client, shape, loading);
    cleaned += await loadNoun(client, loading.folder, noun, shape);
    onProgress({ kind: 'advance', bytes: noun.bytes });
  }
  refuseProblems(await listOrphans(client, loading.folder, shapes, keys.keys));
  for (const statement of declared.rebuild) await rebuilt(client, statement);
  for (const name of names) await client.query(`alter table "${name}" enable trigger user`);
  await keys.restore();
  await setCounters(client, manifest, declared);
  return cleaned;
}

/** Everything, but for what an older export does not know: of that the site keeps what its migrations made. */
function emptied(names: readonly string[], { manifest, declared }: Loading): string[] {
  const brought = new Set(manifest.nouns.map((one) => one.noun));
  return names
    .filter((name) => name !== 'schema_migrations' && (brought.has(name) || !(name in declared.tables)))
    .map((name) => `"${name}"`);
}

/** Parts of a table by time. What lies beyond ten years back goes where such rows go: a wrong date must not make thousands of parts. */
async function makeParts(client: pg.Client, { noun, declared }: Shape, { spans }: Loading): Promise<void> {
  const span = spans.get(noun);
  if (declared.parted && span)
    await client.query(
      `select ${declared.parted.ensure}(greatest($1::timestamptz, now() - interval '10 years')::date, least($2::timestamptz, now() + interval '1 month')::date)`,
      [span.from, span.until],
    );
}

const mostBatchBytes = 1024 * 1024;
const mostBatchLines = 500;

type Batch = { first: number; lines: string[]; bytes: number };

async function loadNoun(client: pg.Client, folder: string, noun: Noun, shape: Shape): Promise<number> {
  const file = dataFile(noun.noun);
  const insert = insertFromJson(shape, new Set(noun.fields));
  let cleaned = 0;
  let sha256 = '';
  let batch: Batch = { first: 1, lines: [], bytes: 0 };
  const flush = async (next: number) => {
    if (batch.lines.length > 0) await insertBatch(client, insert, file, batch);
    batch = { first: next, lines: [], bytes: 0 };
  };
  for await (const { number, text } of readLines(path.join(folder, file), (found) => {
    sha256 = found.sha256;
  })) {
    const line = cleanLine(text, shape.declared.html ?? []);
    if (line !== text) cleaned += 1;
    batch.lines.push(line);
    batch.bytes += line.length;
    if (batch.bytes >= mostBatchBytes || batch.lines.length >= mostBatchLines) await flush(number + 1);
  }
  await flush(0);
  if (sha256 !== noun.sha256)
    throw new ExportError(`${file} was changed while it was read; nothing was kept.`);
  return cleaned;
}

function cleanLine(text: string, html: readonly string[]): string {
  if (html.length === 0) return text;
  const row = JSON.parse(text) as Record<string, unknown>;
  let isChanged = false;
  for (const field of html) {
    const value = row[field];
    if (typeof value !== 'string') continue;
    row[field] = cleanLessonHtml(value);
    isChanged ||= row[field] !== value;
  }
  return isChanged ? JSON.stringify(row) : text;
}

async function insertBatch(client: pg.Client, insert: string, file: string, batch: Batch): Promise<void> {
  await client.query('savepoint batch');
  try {
    await client.query(insert, [`[${batch.lines.join(',')}]`]);
  } catch (error) {
    await client.query('rollback to savepoint batch');
    throw await named(client, insert, file, batch, error as Error);
  }
  await client.query('release savepoint batch');
}

/** Which line it was that the database did not take: one by one until it is met. */
async function named(client: pg.Client, insert: string, file: string, batch: Batch, cause: Error) {
  for (const [index, line] of batch.lines.entries()) {
    try {
      await client.query(insert, [`[${line}]`]);
    } catch (error) {
      const { message, detail } = error as Error & { detail?: string };
      return new ExportError(
        `${file}, line ${batch.first + index}: ${message}${detail ? ` (${detail.slice(0, 300)})` : ''}; nothing was kept.`,
      );
    }
  }
  return cause;
}

async function rebuilt(client: pg.Client, statement: string): Promise<void> {
  try {
    await client.query(statement);
  } catch (error) {
    throw new ExportError(`The data contradicts itself: ${(error as Error).message}; nothing was kept.`);
  }
}

async function setCounters(client: pg.Client, manifest: Manifest, declared: Declared): Promise<void> {
  for (const name of declared.counters) {
    const last = manifest.counters[name];
    if (last) await client.query('select setval($1::regclass, $2::bigint, true)', [`"${name}"`, last]);
  }
}
