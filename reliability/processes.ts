/** Processes of a check: started in the open, known by their pid, killed by it and by nothing else. */
import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { ask } from './http.ts';

export type Started = {
  child: ChildProcess;
  pid: number;
  /** The end of what it printed. */
  output: () => string;
};
/** A process of the product. */
export type StartedProduct = Started & {
  /** Its first lines of level error, at most fifty, whatever it printed since. */
  errors: () => readonly string[];
};

export function startProcess(
  command: string,
  args: readonly string[],
  environment: Record<string, string>,
): StartedProduct {
  const child = spawn(command, args, {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  const errors: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (part: Buffer) => {
      printed = (printed + part.toString()).slice(-20_000);
    });
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (errors.length < 50 && line.includes('"log.level":"error"')) errors.push(line);
  });
  child.on('error', (error) => {
    printed += error.message;
  });
  return { child, pid: child.pid ?? -1, output: () => printed, errors: () => errors };
}

export const hasEnded = ({ child }: Started): boolean => child.exitCode !== null || child.signalCode !== null;

export const ended = (one: Started): Promise<void> =>
  new Promise((resolve) => {
    if (hasEnded(one)) resolve();
    else one.child.once('exit', () => resolve());
  });

/** Sends a signal; a process that is gone already is fine. */
export function signal(pid: number, name: NodeJS.Signals): void {
  if (pid <= 1) throw new Error(`Not a process of a check: ${pid}`);
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Politely first; by force after ten seconds. */
export async function stop(one: Started): Promise<void> {
  if (hasEnded(one)) return;
  signal(one.pid, 'SIGCONT');
  signal(one.pid, 'SIGTERM');
  await Promise.race([ended(one), sleep(20_000, undefined, { ref: false })]);
  if (!hasEnded(one)) signal(one.pid, 'SIGKILL');
  await ended(one);
}

/** A process and all that came from it, itself first. Empty where there is no /proc. */
export function treeOf(root: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc').filter((one) => /^\d+$/.test(one))) {
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]));
    } catch {
      // Gone between the two looks.
    }
  }
  const found = [root];
  for (const pid of found) for (const [child, parent] of parents) if (parent === pid) found.push(child);
  return found;
}

/** Which of these processes holds the connection with this local port: the other end of one that a server of ours sees. */
export function ownerOfPort(port: number, pids: readonly number[]): number | undefined {
  const local = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const inodes = ['tcp', 'tcp6'].flatMap((table) =>
    readFileSync(`/proc/net/${table}`, 'utf8')
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      .filter((words) => words[1]?.endsWith(local))
      .map((words) => `socket:[${words[9]}]`),
  );
  return pids.find((pid) => {
    try {
      return readdirSync(`/proc/${pid}/fd`).some((fd) =>
        inodes.includes(readlinkSync(`/proc/${pid}/fd/${fd}`)),
      );
    } catch {
      // Gone, or a file was closed between the two looks.
      return false;
    }
  });
}

export const signalAll = (pids: readonly number[], name: NodeJS.Signals): void => {
  for (const pid of pids) signal(pid, name);
};

/** @returns milliseconds until `isTrue` said yes; throws when it never did */
export async function waitUntil(
  isTrue: () => Promise<boolean> | boolean,
  milliseconds: number,
  what: string,
  every = 50,
): Promise<number> {
  const startedAt = performance.now();
  for (;;) {
    if (await isTrue()) return performance.now() - startedAt;
    if (performance.now() - startedAt > milliseconds)
      throw new Error(`${what}: not in ${milliseconds / 1000} s`);
    await sleep(every);
  }
}

export const answersReady = (base: string): Promise<boolean> =>
  ask(`${base}/api/health/ready/`, { timeout_milliseconds: 1000 }).then(
    ({ status }) => status === 200,
    () => false,
  );
