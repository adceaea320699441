// The data folder, and the place outside of it when the server's account cannot reach it.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { access, chmod, chown, constants, lstat, mkdir, readFile, realpath, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { EmbeddedPostgresError, systemCode } from './errors.ts';
import type { Runner } from './runner.ts';

export interface DataFolder {
  path: string;
  isNew: boolean;
  lock: string;
  credentials: string;
  /** What the server says before its own log begins; overwritten by each start. */
  startLog: string;
  /** Holds the path of the cluster when that lies outside; absent in the usual case. */
  location: string;
}

/**
 * Makes the folder (0700) when it is missing; made with sudo in a user's folder, it becomes that user's.
 *
 * @throws EmbeddedPostgresError `DATA_DIR_OWNER` when we may not write to it
 */
export async function openDataFolder(dataDir: string): Promise<DataFolder> {
  const wanted = resolve(dataDir);
  const first = await mkdir(wanted, { recursive: true, mode: 0o700 });
  if (first && process.getuid?.() === 0) await giveToParentsOwner(first, wanted);
  const path = await realpath(wanted);
  await access(path, constants.R_OK | constants.W_OK | constants.X_OK).catch((cause: unknown) => {
    const message = `The data folder ${path} may not be written by this user. Start Lyceum as its owner.`;
    throw new EmbeddedPostgresError('DATA_DIR_OWNER', message, { cause });
  });
  return {
    path,
    isNew: first !== undefined,
    lock: join(path, 'postgres.lock'),
    credentials: join(path, 'postgres-credentials.json'),
    startLog: join(path, 'postgres-start.log'),
    location: join(path, 'postgres-location'),
  };
}

async function giveToParentsOwner(first: string, last: string): Promise<void> {
  const parent = await stat(dirname(first));
  if (parent.uid === 0) return;
  for (let path = last; path.length >= first.length; path = dirname(path)) {
    await chown(path, parent.uid, parent.gid);
  }
}

/**
 * The folder that holds, or will hold, the cluster's files as far as is known before choosing an identity.
 *
 * @throws EmbeddedPostgresError `DATA_DIR_MISSING` when the cluster was placed outside and is no longer there
 */
export async function locateCluster(folder: DataFolder): Promise<string> {
  const inside = join(folder.path, 'postgres');
  if (!existsSync(folder.location)) return inside;
  const outside = (await readFile(folder.location, 'utf8')).trim();
  if (existsSync(outside)) return outside;
  throw new EmbeddedPostgresError(
    'DATA_DIR_MISSING',
    `The database of ${folder.path} was kept in ${outside}, which is gone. Bring that folder back, or, ` +
      `to begin with an empty database, delete ${folder.location}.`,
  );
}

/** May a process with this identity and no privilege walk down to `path` and enter it? Ignores ACLs. */
export async function canReach(runner: Runner, path: string): Promise<boolean> {
  if (runner.kind === 'plain') return true;
  for (let step = path; ; step = dirname(step)) {
    const found = await stat(step);
    const bit = found.uid === runner.uid ? 0o100 : found.gid === runner.gid ? 0o010 : 0o001;
    if ((found.mode & bit) === 0) return false;
    if (step === dirname(step)) return true;
  }
}

/**
 * A folder, root's own, that this identity can reach: for programs or a cluster that cannot stay where they are.
 *
 * A folder that others may write to is never used, for they could slip in programs or files of theirs.
 */
export async function openOutsideFolder(runner: Runner, wanted: string | undefined): Promise<string> {
  const candidates = wanted ? [wanted] : ['/var/lib/lyceum-postgres', join(tmpdir(), 'lyceum-postgres')];
  for (const candidate of candidates) {
    if (await isUsable(runner, candidate)) return await realpath(candidate);
  }
  throw new EmbeddedPostgresError(
    'START_FAILED',
    `PostgreSQL cannot run as root, and its account (uid ${runner.uid}) can reach none of the folders ` +
      `${candidates.join(', ')}. Start Lyceum as a normal user, or set DATABASE_URL to your own PostgreSQL.`,
  );
}

async function isUsable(runner: Runner, candidate: string): Promise<boolean> {
  try {
    await mkdir(candidate, { recursive: true, mode: 0o711 });
    const found = await lstat(candidate);
    if (!found.isDirectory() || found.uid !== process.getuid?.() || (found.mode & 0o022) !== 0) return false;
    await chmod(candidate, 0o711);
    await access(candidate, constants.W_OK);
    return await canReach(runner, candidate);
  } catch (error) {
    if (systemCode(error)) return false;
    throw error;
  }
}

/** The cluster's place below an outside folder: the same data folder always gets the same one. */
export async function openOutsidePlace(outside: string, dataDir: string): Promise<string> {
  const place = join(outside, createHash('sha256').update(dataDir).digest('hex').slice(0, 16));
  await mkdir(place, { recursive: true, mode: 0o711 });
  await chmod(place, 0o711);
  return place;
}
