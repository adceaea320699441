/** The benchmark's processes, and their CPU time from /proc: a stack's cost of a request is steadier than its rate. */
import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const ticksPerSecond = 100;

type Stat = { pid: number; parent: number; seconds: number };

function stat(pid: string): Stat | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The command's name may hold spaces and brackets; fields start after the last one.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return {
      pid: Number(pid),
      parent: Number(fields[1]),
      seconds:
        (Number(fields[11]) + Number(fields[12]) + Number(fields[13]) + Number(fields[14])) / ticksPerSecond,
    };
  } catch {
    return null;
  }
}

/** CPU seconds of these processes and all their children, or null where /proc is not there. */
export function cpuSeconds(roots: number[]): number | null {
  let names: string[];
  try {
    names = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  } catch {
    return null;
  }
  const all = names.map(stat).filter((one) => one !== null);
  const wanted = new Set(roots);
  for (let grown = true; grown; ) {
    grown = false;
    for (const one of all) {
      if (!wanted.has(one.pid) && wanted.has(one.parent)) {
        wanted.add(one.pid);
        grown = true;
      }
    }
  }
  return all.filter((one) => wanted.has(one.pid)).reduce((sum, one) => sum + one.seconds, 0);
}

/**
 * Waits until these processes have nothing left to do, so that one stack's late work (facts, jobs, vacuum) is not done at the
 * other's expense. After a minute it says that they never were; without /proc it does not wait at all.
 */
export async function settle(roots: number[]): Promise<void> {
  const until = performance.now() + 60_000;
  let before = cpuSeconds(roots);
  while (before !== null && performance.now() < until) {
    await sleep(500);
    const after = cpuSeconds(roots);
    // A tenth of a core is what idle timers may cost.
    if (after === null || after - before < 0.05) return;
    before = after;
  }
  if (before !== null) process.stdout.write('  still busy after a minute: the next figure is not alone\n');
}

export function startProcess(
  command: string,
  args: string[],
  options: { env?: Record<string, string>; cwd?: string } = {},
): ChildProcess {
  return spawn(command, args, {
    stdio: ['ignore', 'ignore', 'inherit'],
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
  });
}

export const stopProcess = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
  });

export async function waitFor(url: string, token?: string): Promise<void> {
  const headers = new Headers(token ? { authorization: `Bearer ${token}` } : undefined);
  for (let tries = 0; tries < 200; tries++) {
    const answer = await fetch(url, { headers }).catch(() => null);
    await answer?.arrayBuffer();
    if (answer?.ok) return;
    await sleep(100);
  }
  throw new Error(`${url} did not answer in 20 s`);
}
