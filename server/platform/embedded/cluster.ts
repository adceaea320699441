// The cluster folder: initialised aside and moved into place whole, never wiped once it has been completed.
import { existsSync } from 'node:fs';
import { chown, mkdtemp, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { programPath } from './binaries.ts';
import { type Credentials, findCredentials, keepCredentials, makeCredentials } from './credentials.ts';
import { EmbeddedPostgresError, systemCode, USE_OWN_DATABASE } from './errors.ts';
import type { DataFolder } from './folders.ts';
import { killServersOf } from './leftovers.ts';
import { runToEnd } from './runner.ts';
import type { ServerChoice } from './server-choice.ts';

const MARKER = 'initdb.complete';
const STAGING = 'postgres.new-';
const FROM_INITDB = /^(pg_\w+|PG_VERSION|base|global|postgresql\.(auto\.)?conf|initdb\.\w+|log)$/;

/**
 * Sees to a complete cluster of our major version and to its passwords.
 *
 * A first start cut off at any moment leaves only a staging folder, which is removed here. A folder without the
 * marker that has once served is completed, not wiped; one with files that initdb does not make is moved aside.
 *
 * @throws EmbeddedPostgresError `DATA_DIR_VERSION` for another major version, `INITDB_FAILED`
 */
export async function ensureCluster(
  choice: ServerChoice,
  folder: DataFolder,
  options: { isDurable: boolean; onProgress: (message: string) => void },
): Promise<Credentials> {
  const { clusterDir } = choice;
  await removeStaging(dirname(clusterDir));
  await refuseOtherMajor(choice);
  const isComplete = await settleUnmarked(clusterDir, options.onProgress);
  const kept = await findCredentials(folder.credentials);
  const credentials = kept ?? makeCredentials();
  if (!isComplete) {
    await keepCredentials(folder.credentials, credentials);
    options.onProgress(`Creating the database in ${clusterDir} (first start only).`);
    await initialise(choice, credentials, options.isDurable);
  } else if (!kept) {
    options.onProgress(`${folder.credentials} is missing: setting new database passwords.`);
    await setAdminPassword(choice, credentials.admin);
    // Kept only now: a crash before this line leads here again.
    await keepCredentials(folder.credentials, credentials);
  }
  // On every start, for the first one may have been killed just before this line.
  if (dirname(clusterDir) !== folder.path)
    await writeFile(folder.location, `${clusterDir}\n`, { flush: true });
  return credentials;
}

async function removeStaging(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    if (!name.startsWith(STAGING)) continue;
    const path = join(parent, name);
    // An initdb whose starter was killed goes on writing.
    await killServersOf(path);
    await rm(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
  }
}

async function refuseOtherMajor({ clusterDir, version }: ServerChoice): Promise<void> {
  const found = await readFile(join(clusterDir, 'PG_VERSION'), 'utf8').catch((error: unknown) => {
    if (systemCode(error) === 'ENOENT') return '';
    throw error;
  });
  const theirs = found.trim();
  const ours = version.split('.')[0];
  if (theirs === '' || theirs === ours) return;
  throw new EmbeddedPostgresError(
    'DATA_DIR_VERSION',
    `The database in ${clusterDir} was made by PostgreSQL ${theirs}; this copy of Lyceum brings PostgreSQL ` +
      `${ours}, which cannot read it. Export it with the Lyceum version that made it and restore it into an ` +
      `empty data folder. ${USE_OWN_DATABASE}`,
  );
}

/** Decides about a folder by its marker; afterwards it is either complete (true) or absent (false). */
async function settleUnmarked(clusterDir: string, onProgress: (message: string) => void): Promise<boolean> {
  if (!existsSync(clusterDir)) return false;
  const names = await readdir(clusterDir);
  if (names.includes(MARKER)) return true;
  // Only a server that has really run writes this file, and it runs only after initdb has succeeded.
  if (names.includes('postmaster.opts') && existsSync(join(clusterDir, 'global', 'pg_control'))) {
    onProgress(`The database in ${clusterDir} has been in use before: its missing marker file is put back.`);
    await writeFile(join(clusterDir, MARKER), '');
    return true;
  }
  await killServersOf(clusterDir);
  if (names.every((name) => FROM_INITDB.test(name))) {
    onProgress(`Removing the half-finished database in ${clusterDir}.`);
    await rm(clusterDir, { recursive: true, maxRetries: 5, retryDelay: 50 });
  } else {
    const aside = `${clusterDir}.unfinished-${Date.now()}`;
    onProgress(`${clusterDir} is no finished database and holds other files: moved to ${aside}.`);
    await rename(clusterDir, aside);
  }
  return false;
}

async function initialise(choice: ServerChoice, credentials: Credentials, isDurable: boolean): Promise<void> {
  const { clusterDir, binaries } = choice;
  const parent = dirname(clusterDir);
  const staging = await mkdtemp(join(parent, STAGING));
  const passwordFile = `${staging}.password`;
  await writeFile(passwordFile, credentials.admin, { mode: 0o600, flag: 'wx' });
  await giveToServer(choice, staging, passwordFile);
  const args = ['-D', staging, '-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${passwordFile}`];
  args.push('--encoding=UTF8', '--data-checksums', '--no-instructions', ...localeArguments(choice.version));
  if (!isDurable) args.push('--no-sync');
  const made = await runToEnd(choice.runner, programPath(binaries, 'initdb'), args, { cwd: staging });
  await rm(passwordFile, { force: true });
  if (!made.isOk) {
    await rm(staging, { recursive: true, force: true });
    throw new EmbeddedPostgresError(
      'INITDB_FAILED',
      `The database in ${clusterDir} could not be created: ${made.output.slice(-2_000)}`,
    );
  }
  await writeFile(join(staging, MARKER), '', { flush: true });
  await giveToServer(choice, join(staging, MARKER));
  await rename(staging, clusterDir);
  if (isDurable) await syncFolder(parent);
}

/** The same sorting on every machine, whatever locales it has installed. */
function localeArguments(version: string): string[] {
  if (Number.parseInt(version, 10) < 17) return ['--locale=C.UTF-8'];
  return ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
}

async function giveToServer({ runner }: ServerChoice, ...paths: string[]): Promise<void> {
  const { uid = 0, gid = 0 } = runner;
  if (process.getuid?.() !== 0 || uid === 0) return;
  await Promise.all(paths.map((path) => chown(path, uid, gid)));
}

/** Without this a power cut after the rename could bring the empty parent back. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(path, 'r');
  await handle.sync().finally(() => handle.close());
}

/** Needs no password itself: the program works on the files, and only while no server does. */
async function setAdminPassword(choice: ServerChoice, password: string): Promise<void> {
  const { clusterDir, binaries, runner } = choice;
  const args = ['--single', '-D', clusterDir, 'postgres'];
  const set = await runToEnd(runner, programPath(binaries, 'postgres'), args, {
    cwd: clusterDir,
    input: `ALTER ROLE postgres PASSWORD '${password}';\n`,
  });
  if (set.isOk && !/\b(ERROR|FATAL):/.test(set.output)) return;
  throw new EmbeddedPostgresError(
    'START_FAILED',
    `No new password could be set: ${set.output.slice(-2_000)}`,
  );
}
