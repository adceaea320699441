// What a killed Lyceum leaves behind: an orphaned server, its children, and a postmaster.pid that may lie.
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { EmbeddedPostgresError, systemCode } from './errors.ts';
import { findProcess, isServerOf, listServersOf, waitUntil } from './processes.ts';

/** A signal and how long to wait for the process to end before the next, harder one. */
type Step = [signal: NodeJS.Signals, waitMs: number];

/** PostgreSQL's words for these: fast, immediate (recovers at the next start), and no words at all. */
export const SHUTDOWN_STEPS: Step[] = [
  ['SIGINT', 10_000],
  ['SIGQUIT', 5_000],
  ['SIGKILL', 5_000],
];
/** For a server whose Lyceum is dead: nobody waits for its answers, the operator waits for the start. */
const ORPHAN_STEPS: Step[] = [
  ['SIGINT', 6_000],
  ['SIGQUIT', 2_000],
  ['SIGKILL', 5_000],
];
const CHILD_STEPS: Step[] = [
  ['SIGQUIT', 2_000],
  ['SIGKILL', 5_000],
];

export type SendSignal = (pid: number, signal: NodeJS.Signals) => void | Promise<void>;

/** Sends ever harder signals until the process is gone; a pid that was recycled meanwhile counts as gone. */
export async function endProcess(
  pid: number,
  steps: Step[],
  send: SendSignal = sendSignal,
): Promise<boolean> {
  const first = findProcess(pid);
  const isGone = () => {
    const now = findProcess(pid);
    return !first || !now || now.startedAt !== first.startedAt;
  };
  for (const [signal, waitMs] of steps) {
    if (isGone()) return true;
    await send(pid, signal);
    if (await waitUntil(isGone, waitMs)) return true;
  }
  return isGone();
}

/** Sends one signal; a process that has just ended is no error. */
export function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (systemCode(error) !== 'ESRCH') throw error;
  }
}

/**
 * Leaves the cluster with no server at work in it and no postmaster.pid, so that a fresh server can start.
 *
 * Call it only while holding the data folder's lock: a server found here is then an orphan, never a colleague's.
 * PostgreSQL itself would refuse to start when the pid in a stale postmaster.pid is a zombie's or was recycled.
 *
 * @throws EmbeddedPostgresError `ORPHAN_STUCK` when an old server cannot be ended
 */
export async function clearLeftovers(
  clusterDir: string,
  onProgress: (message: string) => void,
  send: SendSignal = sendSignal,
): Promise<void> {
  const pidFile = join(clusterDir, 'postmaster.pid');
  const pid = await readPid(pidFile);
  if (pid !== undefined && pid !== process.pid && isServerOf(pid, clusterDir)) {
    onProgress(`A server left over from an earlier run (process ${pid}) is being stopped.`);
    if (!(await endProcess(pid, ORPHAN_STEPS, send))) throw stuck(clusterDir, pid);
  }
  await killServersOf(clusterDir);
  await rm(pidFile, { force: true });
}

async function readPid(pidFile: string): Promise<number | undefined> {
  try {
    const pid = Number.parseInt(await readFile(pidFile, 'utf8'), 10);
    // A standalone backend writes its pid as a negative number.
    return Number.isNaN(pid) ? undefined : Math.abs(pid);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Ends what works in a folder without a postmaster: its orphaned children, or an initdb without its starter. */
export async function killServersOf(folder: string): Promise<void> {
  const pids = listServersOf(folder);
  const ended = await Promise.all(pids.map((pid) => endProcess(pid, CHILD_STEPS)));
  const survivor = pids.find((_, index) => !ended[index]);
  if (survivor !== undefined) throw stuck(folder, survivor);
}

function stuck(folder: string, pid: number): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    'ORPHAN_STUCK',
    `A PostgreSQL server from an earlier run (process ${pid}) still works in ${folder} and cannot be ended. ` +
      'End it by hand, then start again.',
  );
}
