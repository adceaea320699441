/** Secrets of an installation with the embedded database: made once, kept beside it, readable by its owner only. */
import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { secretFileName } from '../platform/backup/secret.ts';

export async function generatedSecret(dataDir: string): Promise<string> {
  const file = path.join(dataDir, secretFileName);
  try {
    // `wx` fails when the file is there, so a second start can never replace it.
    await writeFile(file, randomBytes(48).toString('base64url'), { mode: 0o600, flag: 'wx', flush: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const secret = (await readFile(file, 'utf8')).trim();
  if (secret.length >= 32) return secret;
  // A kill in the middle of the very first write leaves a short file; nobody can have been signed in with it.
  await writeFile(file, randomBytes(48).toString('base64url'), { mode: 0o600, flush: true });
  return (await readFile(file, 'utf8')).trim();
}
