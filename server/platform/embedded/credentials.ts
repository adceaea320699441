// The two random passwords of the embedded server, kept in a file only the owner may read.
import { randomBytes } from 'node:crypto';
import { chown, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { systemCode } from './errors.ts';

export interface Credentials {
  /** Password of the superuser `postgres`. */
  admin: string;
  /** Password of the application's role `lyceum`. */
  application: string;
}

/** Passwords of 192 random bits, safe inside a URL and inside an SQL literal. */
export function makeCredentials(): Credentials {
  const secret = () => randomBytes(24).toString('base64url');
  return { admin: secret(), application: secret() };
}

/** The kept passwords; undefined when the file is absent or damaged, so that the caller sets new ones. */
export async function findCredentials(file: string): Promise<Credentials | undefined> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw error;
  }
  try {
    const { admin, application } = JSON.parse(text) as Partial<Credentials>;
    const isSound = [admin, application].every((secret) => /^[\w-]{16,}$/.test(secret ?? ''));
    return isSound && admin && application ? { admin, application } : undefined;
  } catch {
    return undefined;
  }
}

/** Writes the file whole or not at all, mode 0600, owned by whoever owns the data folder. */
export async function keepCredentials(file: string, credentials: Credentials): Promise<void> {
  const draft = `${file}.new`;
  await writeFile(draft, `${JSON.stringify(credentials, null, 2)}\n`, { mode: 0o600, flush: true });
  const folder = await stat(dirname(file));
  if (process.getuid?.() === 0) await chown(draft, folder.uid, folder.gid);
  await rename(draft, file);
}
