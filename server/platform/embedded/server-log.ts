// What the server wrote since a given moment: to its start log, then to the log file of the day.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Remembers where the logs end now; the returned function reads what was written since, newest 2,000 characters. */
export function followServerLog(clusterDir: string, startLog: string): () => string {
  const folder = join(clusterDir, 'log');
  const before = new Map(listLogs(folder).map((path) => [path, statSync(path).size]));
  return () => {
    const added = listLogs(folder).map((path) => readFrom(path, before.get(path) ?? 0));
    return [readFrom(startLog, 0), ...added].join('').trim().slice(-2_000);
  };
}

function listLogs(folder: string): string[] {
  try {
    return readdirSync(folder).map((name) => join(folder, name));
  } catch {
    return [];
  }
}

function readFrom(path: string, offset: number): string {
  try {
    const bytes = readFileSync(path);
    // Shorter than before: the file was overwritten, so all of it is new.
    return bytes.subarray(bytes.length < offset ? 0 : offset).toString('utf8');
  } catch {
    return '';
  }
}
