// One owner per data folder: a lock file that names its owner well enough to tell a live one from a ghost.
import { randomUUID } from 'node:crypto';
import { link, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { EmbeddedPostgresError, systemCode } from './errors.ts';
import { findProcess, processScope } from './processes.ts';

interface Owner {
  pid: number;
  started_at: string;
  /** See `processScope`: pids of another scope (a second container on the same volume) cannot be looked up here. */
  scope: string;
  nonce: string;
}

export interface Lock {
  /** Gives the folder back; harmless when called twice or when the file is gone. */
  release(): Promise<void>;
}

const HEARTBEAT_MS = 1_500;
const WATCH_MS = 4 * HEARTBEAT_MS;
const MAX_NESTING = 3;

/**
 * Takes the lock or refuses; never both for two callers, however they race, also within one process.
 *
 * A lock whose owner is dead, a zombie, or whose pid was recycled is taken over at once. One written in another
 * container or before a reboot is watched for six seconds first: a live owner touches its file all the time.
 *
 * @throws EmbeddedPostgresError `DATA_DIR_IN_USE` naming the folder and the owner's pid
 */
export async function acquireLock(file: string): Promise<Lock> {
  const owner = await take(file, 0);
  const heartbeat = setInterval(() => {
    const now = new Date();
    utimes(file, now, now).catch(() => undefined);
  }, HEARTBEAT_MS);
  heartbeat.unref();
  return {
    release: async () => {
      clearInterval(heartbeat);
      await giveBack(file, owner);
    },
  };
}

async function take(file: string, nesting: number): Promise<Owner> {
  const owner = describeSelf();
  for (;;) {
    if (await create(file, owner)) return owner;
    const other = await read(file);
    if (other === 'gone') continue;
    if (await isAlive(file, other)) throw inUse(file, other);
    await removeGhost(file, other, nesting);
  }
}

/**
 * Removes a dead owner's lock under a second lock. Without that one, a slow contender could delete the lock
 * which a faster contender has just made. The second lock may be left by a crash too, hence the recursion.
 */
async function removeGhost(file: string, ghost: Owner | 'unreadable', nesting: number): Promise<void> {
  if (nesting >= MAX_NESTING) throw inUse(file, ghost);
  const guard = `${file}.takeover`;
  let guardOwner: Owner;
  try {
    guardOwner = await take(guard, nesting + 1);
  } catch (error) {
    if (!(error instanceof EmbeddedPostgresError) || nesting + 1 >= MAX_NESTING) throw error;
    await sleep(20);
    return;
  }
  const again = await read(file);
  if (again !== 'gone' && nonceOf(again) === nonceOf(ghost)) await rm(file, { force: true });
  await giveBack(guard, guardOwner);
}

async function giveBack(file: string, owner: Owner): Promise<void> {
  const current = await read(file);
  if (current !== 'gone' && nonceOf(current) === owner.nonce) await rm(file, { force: true });
}

/** Creates the file with its content in one step; false when it exists. */
async function create(file: string, owner: Owner): Promise<boolean> {
  const draft = `${file}.${owner.nonce}`;
  const text = `${JSON.stringify(owner)}\n`;
  await writeFile(draft, text, { flag: 'wx', mode: 0o644 });
  try {
    await link(draft, file);
    return true;
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false;
    return await createWithoutLink(file, text);
  } finally {
    await rm(draft, { force: true });
  }
}

/** For file systems that know no hard links; a reader may see the file empty for an instant. */
async function createWithoutLink(file: string, text: string): Promise<boolean> {
  try {
    await writeFile(file, text, { flag: 'wx', mode: 0o644 });
    return true;
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false;
    throw error;
  }
}

async function read(file: string): Promise<Owner | 'unreadable' | 'gone'> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return 'gone';
    throw error;
  }
  try {
    const owner = JSON.parse(text) as Partial<Owner> | null;
    if (!owner?.pid) return 'unreadable';
    return { started_at: '', scope: processScope(), nonce: '', ...owner, pid: owner.pid };
  } catch {
    return 'unreadable';
  }
}

async function isAlive(file: string, owner: Owner | 'unreadable'): Promise<boolean> {
  if (owner !== 'unreadable' && owner.scope === processScope()) {
    const found = findProcess(owner.pid);
    if (!found) return false;
    return !found.startedAt || !owner.started_at || found.startedAt === owner.started_at;
  }
  const before = await touchedAt(file);
  await sleep(WATCH_MS);
  const after = await touchedAt(file);
  return after !== undefined && after !== before;
}

async function touchedAt(file: string): Promise<number | undefined> {
  return await stat(file).then(
    (found) => found.mtimeMs,
    () => undefined,
  );
}

function describeSelf(): Owner {
  const started_at = findProcess(process.pid)?.startedAt ?? '';
  return { pid: process.pid, started_at, scope: processScope(), nonce: randomUUID() };
}

function nonceOf(owner: Owner | 'unreadable'): string {
  return owner === 'unreadable' ? owner : owner.nonce;
}

function inUse(file: string, owner: Owner | 'unreadable'): EmbeddedPostgresError {
  const who = owner === 'unreadable' ? 'another process' : `process ${owner.pid}`;
  return new EmbeddedPostgresError(
    'DATA_DIR_IN_USE',
    `The data folder ${dirname(file)} is in use by another copy of Lyceum (${who}). ` +
      'Stop that copy first, or give this one a folder of its own.',
  );
}
