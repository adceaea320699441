/** The secret beside the data: which one a backup belongs to, without telling it, and where the generated one lies. */
import { createHmac } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Config } from '../config.ts';

export const secretFileName = 'session-secret';

export const markOfSecret = (secret: string): string =>
  createHmac('sha256', secret).update('lyceum backup').digest('hex').slice(0, 16);

/** The file of the secret that Lyceum made itself; undefined when the site runs with one that was given. */
export async function findGeneratedSecret(
  config: Pick<Config, 'DATA_DIR' | 'embedded' | 'session_secret'>,
): Promise<string | undefined> {
  const file = path.resolve(config.DATA_DIR, secretFileName);
  const text = config.embedded ? await readFile(file, 'utf8').catch(() => '') : '';
  return text.trim() === config.session_secret ? file : undefined;
}
