/** References that lead nowhere, found before the database would refuse them, so that file and line can be named. */
import path from 'node:path';
import type pg from 'pg';
import type { ForeignKey } from '../backup/restore-tables.ts';
import { readLines } from './lines.ts';
import { dataFile } from './manifest.ts';
import { keyAsJson, type Shape } from './shapes.ts';

const mostPerKey = 3;

export async function listOrphans(
  client: pg.Client,
  folder: string,
  shapes: readonly Shape[],
  keys: readonly ForeignKey[],
): Promise<string[]> {
  const problems: string[] = [];
  for (const { from, columns, to, targets } of keys) {
    const shape = shapes.find((one) => one.noun === from);
    if (!shape) continue;
    const { rows } = await client.query<{ key: Record<string, unknown>; value: string }>(`
      select ${keyAsJson(shape)} as key, concat_ws(', ', ${columns.map((one) => `t."${one}"`).join(', ')}) as value from "${from}" t
       where ${columns.map((one) => `t."${one}" is not null`).join(' and ')}
         and not exists (select from "${to}" o where ${columns.map((one, at) => `o."${targets[at]}" = t."${one}"`).join(' and ')})
       limit ${mostPerKey}`);
    for (const { key, value } of rows) {
      const line = await findLine(path.join(folder, dataFile(from)), key);
      problems.push(
        `${dataFile(from)}, line ${line ?? '?'}: ${columns.join(', ')} ${value} is in no line of ${dataFile(to)}`,
      );
    }
  }
  return problems;
}

async function findLine(file: string, key: Record<string, unknown>): Promise<number | undefined> {
  for await (const { number, text } of readLines(file)) {
    const row = JSON.parse(text) as Record<string, unknown>;
    if (Object.entries(key).every(([name, value]) => String(row[name]) === String(value))) return number;
  }
  return undefined;
}
