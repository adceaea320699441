/**
 * What a backup says of itself: `manifest.json`, and its own checksum beside it in the form that `sha256sum -c` reads. A folder
 * without a sound manifest is no backup.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';

export const manifestName = 'manifest.json';
export const manifestSumName = 'manifest.sha256';

/** One sentence for the operator: what is wrong and what to do. */
export class BackupError extends Error {}

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.number().int().min(0);
// Names and bounds become SQL when tables are restored, so nothing but what our own tables are called gets in.
const name = z.string().regex(/^[a-z_][a-z0-9_]*$/);
const bound = z.string().regex(/^(DEFAULT|FOR VALUES FROM \('[0-9: +.-]+'\) TO \('[0-9: +.-]+'\))$/);

/** A file of the backup: compressed rows, with the checksum of what is stored and of what was said. */
const Rows = z.object({
  file: z.string().regex(/^(tables|jobs)\/[a-z0-9_]+\.copy\.gz$/),
  stored_bytes: count,
  stored_sha256: hash,
  rows: count,
  /** Of the uncompressed rows in the order of the key: equal after a restore when the tables are equal. */
  sha256: hash,
});
export type Rows = z.infer<typeof Rows>;

const Table = Rows.extend({
  name,
  columns: z.array(name).min(1),
  partitions: z.array(z.object({ name, bound })),
});
export type TableEntry = z.infer<typeof Table>;

const Manifest = z.object({
  format: z.literal(1),
  lyceum: z.string(),
  postgres: z.string(),
  /** The instant of the snapshot: everything committed before is in, nothing after. */
  taken_at: z.string(),
  /** In their order; the last one is the level of the schema. */
  migrations: z.array(z.object({ name: z.string(), checksum: hash })).min(1),
  tables: z.array(Table).min(1),
  sequences: z.array(z.object({ name, last_value: z.string().regex(/^-?\d+$/), is_called: z.boolean() })),
  jobs: Rows,
  /** Stored files by their SHA-256, which is also where they lie: `files/ab/ab…`. */
  files: z.array(z.object({ sha256: hash, bytes: count })),
  /** Files that the database names and the storage did not have. */
  missing_files: z.array(hash),
  /** Which SESSION_SECRET badge keys are sealed under; `carried` when the secret itself is in the backup. */
  secret: z.object({ mark: z.string(), carried: z.boolean(), sha256: hash.nullable() }),
});
export type Manifest = z.infer<typeof Manifest>;

export const pathOfFile = (sha256: string): string => `files/${sha256.slice(0, 2)}/${sha256}`;
export const secretFile = 'secrets/session-secret';

export const sha256Of = (text: string | Buffer): string => createHash('sha256').update(text).digest('hex');

/** @throws BackupError when there is none, or it was changed after it had been written */
export async function readManifest(folder: string): Promise<Manifest> {
  const text = await readFile(path.join(folder, manifestName)).catch(() => undefined);
  const sum = await readFile(path.join(folder, manifestSumName), 'utf8').catch(() => undefined);
  if (!text || !sum) throw new BackupError(`${folder} holds no complete backup: its manifest is missing.`);
  if (sum !== sumLine(text))
    throw new BackupError(`The manifest of ${folder} was changed or damaged; use another backup.`);
  const parsed = Manifest.safeParse(JSON.parse(text.toString()));
  if (!parsed.success)
    throw new BackupError(
      `The manifest of ${folder} is not one that this version reads (${z.prettifyError(parsed.error).split('\n')[0]}). Restore with the version that made it, or a newer one.`,
    );
  return parsed.data;
}

export const sumLine = (manifest: Buffer): string => `${sha256Of(manifest)}  ${manifestName}\n`;
