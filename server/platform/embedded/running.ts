// The server of a data folder that somebody else is running: for commands that work beside a running Lyceum.
import { existsSync } from 'node:fs';
import { readFile, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { findCredentials } from './credentials.ts';
import { connectionStrings } from './database.ts';
import { isServerOf } from './processes.ts';

/**
 * The connection string of the server that is at work in this data folder, or undefined when none is.
 *
 * Nothing is started, locked or written. What postmaster.pid says is believed only when that process is this cluster's
 * server and lets us in with the kept password.
 */
export async function findRunningPostgres(dataDir: string): Promise<string | undefined> {
  const folder = await realpath(dataDir).catch(() => undefined);
  if (!folder) return undefined;
  const clusterDir = await placeOf(folder);
  const credentials = await findCredentials(join(folder, 'postgres-credentials.json'));
  const lines = await readFile(join(clusterDir, 'postmaster.pid'), 'utf8').catch(() => '');
  const [pid, , , port] = lines.split('\n');
  if (!credentials || !pid || !port || !isServerOf(Number(pid), clusterDir)) return undefined;
  const { connectionString } = connectionStrings(Number(port), credentials);
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 3000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return connectionString;
  } catch {
    return undefined;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function placeOf(folder: string): Promise<string> {
  const location = join(folder, 'postgres-location');
  return existsSync(location) ? (await readFile(location, 'utf8')).trim() : join(folder, 'postgres');
}
