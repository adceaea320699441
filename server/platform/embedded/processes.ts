// What the operating system says about a process: is it alive, since when, what is it, where does it stand.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { systemCode } from './errors.ts';

export interface LiveProcess {
  /** Changes when the pid is recycled; empty when the system does not tell. */
  startedAt: string;
  /** Program name without path; empty when the system hides it. */
  command: string;
}

const hasProc = existsSync('/proc/self/stat');

/** A live process, or undefined when the pid is free or belongs to a zombie (which holds no file and no memory). */
export function findProcess(pid: number): LiveProcess | undefined {
  if (!Number.isSafeInteger(pid) || pid <= 0) return undefined;
  if (hasProc) return findInProc(pid);
  return process.platform === 'win32' ? findByTasklist(pid) : findByPs(pid);
}

function findInProc(pid: number): LiveProcess | undefined {
  const stat = readOrUndefined(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
  // A /proc mounted with hidepid hides other users' processes: unseen is then not the same as dead.
  if (stat === undefined) return isSignalRefused(pid) ? { startedAt: '', command: '' } : undefined;
  // The name stands in parentheses and may itself hold spaces and parentheses, so cut at the last one.
  const close = stat.lastIndexOf(')');
  const fields = stat.slice(close + 2).split(' ');
  if (fields[0] === 'Z' || fields[0] === 'X') return undefined;
  return { command: stat.slice(stat.indexOf('(') + 1, close), startedAt: fields[19] ?? '' };
}

function isSignalRefused(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return systemCode(error) === 'EPERM';
  }
}

function findByPs(pid: number): LiveProcess | undefined {
  const line = runOrEmpty('ps', ['-o', 'stat=,lstart=,comm=', '-p', String(pid)]).trim();
  const [state, ...rest] = line.split(/\s+/);
  if (!state || state.startsWith('Z')) return undefined;
  const command = rest.slice(5).join(' ').split('/').pop() ?? '';
  return { startedAt: rest.slice(0, 5).join(' '), command };
}

function findByTasklist(pid: number): LiveProcess | undefined {
  const line = runOrEmpty('tasklist', ['/FO', 'CSV', '/NH', '/FI', `PID eq ${pid}`]);
  const name = /^"([^"]+)","(\d+)"/m.exec(line);
  if (name?.[2] !== String(pid)) return undefined;
  return { startedAt: '', command: (name[1] ?? '').replace(/\.exe$/i, '') };
}

/**
 * Is this live process a PostgreSQL server or initdb at work in `folder`?
 *
 * A shell that merely stands in the folder is not one. Where neither working folder nor arguments can be read
 * (no /proc) the name alone decides.
 */
export function isServerOf(pid: number, folder: string): boolean {
  const found = findProcess(pid);
  if (!found || !/^(postgres|initdb)$/.test(found.command)) return false;
  if (!hasProc) return true;
  if (readOrUndefined(() => readlinkSync(`/proc/${pid}/cwd`)) === folder) return true;
  // In a container without CAP_SYS_PTRACE root cannot read the cwd of another account; arguments stay readable.
  const args = readOrUndefined(() => readFileSync(`/proc/${pid}/cmdline`, 'utf8')) ?? '';
  return args.split('\0').includes(folder);
}

/** The pids of every PostgreSQL process at work in `folder`; always empty where there is no /proc. */
export function listServersOf(folder: string): number[] {
  if (!hasProc) return [];
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.map(Number).filter((pid) => isServerOf(pid, folder));
}

/** Names the set of processes our pids are comparable with: one boot, one pid namespace (or one host). */
export function processScope(): string {
  const boot = readOrUndefined(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim());
  const namespace = readOrUndefined(() => readlinkSync('/proc/self/ns/pid'));
  return boot && namespace ? `${boot} ${namespace}` : hostname();
}

/** Waits until `isDone` holds or the time is up; returns whether it held. */
export async function waitUntil(isDone: () => boolean, limitMs: number): Promise<boolean> {
  const end = Date.now() + limitMs;
  while (!isDone()) {
    if (Date.now() > end) return false;
    await sleep(20);
  }
  return true;
}

function readOrUndefined<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

function runOrEmpty(command: string, args: string[]): string {
  return readOrUndefined(() => execFileSync(command, args, { encoding: 'utf8', stdio: 'pipe' })) ?? '';
}
