/** Reads a whole backup and says everything that is wrong with it: changed, cut off, missing, or not its own. */
import { createReadStream } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import {
  type Manifest,
  manifestName,
  manifestSumName,
  pathOfFile,
  type Rows,
  readManifest,
  secretFile,
  sha256Of,
} from './manifest.ts';
import type { Progress } from './progress.ts';
import { measureBytes, measureFile } from './streams.ts';

export type Verified = { manifest: Manifest; problems: string[] };

/** @throws BackupError when the manifest itself is missing or changed */
export async function verifyBackup(folder: string, onProgress: Progress): Promise<Verified> {
  const manifest = await readManifest(folder);
  const rows = [...manifest.tables, manifest.jobs];
  onProgress({
    kind: 'total',
    bytes:
      rows.reduce((sum, one) => sum + one.stored_bytes, 0) +
      manifest.files.reduce((sum, one) => sum + one.bytes, 0),
  });
  const problems = await listForeign(folder, manifest);
  for (const entry of rows) {
    onProgress({ kind: 'step', name: entry.file });
    problems.push(...(await checkRows(folder, entry)));
    onProgress({ kind: 'advance', bytes: entry.stored_bytes });
  }
  onProgress({ kind: 'step', name: 'files' });
  for (const { sha256, bytes } of manifest.files) {
    const file = pathOfFile(sha256);
    const found = await measureBytes(createReadStream(path.join(folder, file))).catch(wrong);
    if (typeof found === 'string') problems.push(`${file}: ${found}`);
    else if (found.sha256 !== sha256) problems.push(`${file}: changed (${found.bytes} bytes)`);
    else if (found.bytes !== bytes) problems.push(`${file}: ${found.bytes} bytes instead of ${bytes}`);
    onProgress({ kind: 'advance', bytes });
  }
  if (manifest.secret.carried) {
    const secret = await readFile(path.join(folder, secretFile)).catch(wrong);
    if (typeof secret === 'string') problems.push(`${secretFile}: ${secret}`);
    else if (sha256Of(secret) !== manifest.secret.sha256) problems.push(`${secretFile}: changed`);
  }
  return { manifest, problems };
}

const wrong = (error: unknown): string =>
  (error as { code?: string }).code === 'ENOENT' ? 'missing' : `unreadable (${(error as Error).message})`;

async function checkRows(folder: string, entry: Rows): Promise<string[]> {
  const found = await measureFile(path.join(folder, entry.file)).catch(wrong);
  if (typeof found === 'string') return [`${entry.file}: ${found}`];
  if (found.stored_bytes !== entry.stored_bytes)
    return [`${entry.file}: ${found.stored_bytes} bytes instead of ${entry.stored_bytes}`];
  if (found.stored_sha256 !== entry.stored_sha256) return [`${entry.file}: changed`];
  if (found.rows !== entry.rows || found.sha256 !== entry.sha256)
    return [`${entry.file}: ${found.rows} rows instead of ${entry.rows}, or other ones`];
  return [];
}

async function listForeign(folder: string, manifest: Manifest): Promise<string[]> {
  const known = new Set([
    manifestName,
    manifestSumName,
    manifest.jobs.file,
    ...manifest.tables.map((one) => one.file),
    ...manifest.files.map((one) => pathOfFile(one.sha256)),
    ...(manifest.secret.carried ? [secretFile] : []),
  ]);
  const found = (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((one) => !one.isDirectory())
    .map((one) => path.relative(folder, path.join(one.parentPath, one.name)).split(path.sep).join('/'));
  return found.filter((file) => !known.has(file)).map((file) => `${file}: does not belong to this backup`);
}
