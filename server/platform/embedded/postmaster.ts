// The running server process: started, watched until it accepts connections, stopped.
import type { ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { programPath } from './binaries.ts';
import { EmbeddedPostgresError } from './errors.ts';
import { clearLeftovers, endProcess, type SendSignal, SHUTDOWN_STEPS, sendSignal } from './leftovers.ts';
import { runToEnd } from './runner.ts';
import type { ServerChoice } from './server-choice.ts';
import { followServerLog } from './server-log.ts';
import { listSettings } from './settings.ts';

export interface PostmasterExit {
  code: number | null;
  signal: NodeJS.Signals | null;
  /** The end of the server's log, for the operator. */
  log: string;
}

export interface PostmasterOptions {
  isDurable: boolean;
  maxConnections: number;
  startLog: string;
  onProgress: (message: string) => void;
  onExit: (exit: PostmasterExit) => void;
}

export interface Postmaster {
  pid: number;
  port: number;
  stop(): Promise<void>;
}

const MAX_PORT_ATTEMPTS = 5;
const MAX_MEMORY_ATTEMPTS = 20;
const REPORT_EVERY_MS = 10_000;

/**
 * Starts the server on a free port of 127.0.0.1 and returns once it accepts connections.
 *
 * Waits as long as the server itself is alive: replaying its log after a crash may take a while and must not be
 * cut off. Tries again when the port was taken in between, or while children of a killed server still end.
 *
 * @throws EmbeddedPostgresError `START_FAILED` with the end of the server's log
 */
export async function startPostmaster(choice: ServerChoice, options: PostmasterOptions): Promise<Postmaster> {
  for (let attempt = 1; ; attempt += 1) {
    await clearLeftovers(choice.clusterDir, options.onProgress, signalSender(choice));
    const started = await tryStart(choice, options, await findFreePort());
    if ('stop' in started) return started;
    if (/Address already in use|could not bind/.test(started.log) && attempt < MAX_PORT_ATTEMPTS) continue;
    if (/pre-existing shared memory block/.test(started.log) && attempt < MAX_MEMORY_ATTEMPTS) {
      await sleep(500);
      continue;
    }
    throw new EmbeddedPostgresError(
      'START_FAILED',
      `PostgreSQL ended while starting in ${choice.clusterDir} ` +
        `(${started.signal ?? `exit code ${started.code}`}):\n${started.log}`,
    );
  }
}

async function tryStart(
  choice: ServerChoice,
  options: PostmasterOptions,
  port: number,
): Promise<Postmaster | PostmasterExit> {
  const { clusterDir } = choice;
  const readLog = followServerLog(clusterDir, options.startLog);
  const child = spawnServer(choice, options, port);
  const exit = exitOf(child, readLog);
  let ended: PostmasterExit | undefined;
  void exit.then((how) => {
    ended = how;
  });
  await waitUntilReady(clusterDir, child, () => ended !== undefined, options.onProgress);
  if (ended || child.pid === undefined) return await exit;
  const { pid } = child;
  let isStopping = false;
  // For a process.exit() without stop(): the server then ends by itself, in order.
  const onNodeExit = () => sendSignal(pid, 'SIGINT');
  process.once('exit', onNodeExit);
  void exit.then((how) => {
    process.removeListener('exit', onNodeExit);
    if (!isStopping) options.onExit(how);
  });
  const stop = async () => {
    isStopping = true;
    if (!ended) await endProcess(pid, SHUTDOWN_STEPS, signalSender(choice));
    child.ref();
    await exit;
  };
  return { pid, port, stop };
}

function spawnServer(choice: ServerChoice, options: PostmasterOptions, port: number): ChildProcess {
  const { clusterDir, binaries, runner } = choice;
  // A file and no pipe: a pipe breaks when we are killed, and the orphan would lose its words.
  // Made anew, for an earlier run as root may have left one that we may replace but not write.
  rmSync(options.startLog, { force: true });
  const log = openSync(options.startLog, 'wx', 0o600);
  try {
    const child = runner.start(
      programPath(binaries, 'postgres'),
      ['-D', clusterDir, ...listSettings({ ...options, port })],
      {
        cwd: clusterDir,
        stdio: ['ignore', log, log],
        // Its own session: Ctrl-C in a terminal must reach us first, so that open requests can finish.
        detached: process.platform !== 'win32',
      },
    );
    child.unref();
    return child;
  } finally {
    closeSync(log);
  }
}

function exitOf(child: ChildProcess, readLog: () => string): Promise<PostmasterExit> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: null, signal: null, log: error.message }));
    child.once('exit', (code, signal) => resolve({ code, signal, log: readLog() }));
  });
}

async function waitUntilReady(
  clusterDir: string,
  child: ChildProcess,
  hasEnded: () => boolean,
  onProgress: (message: string) => void,
): Promise<void> {
  let reportAt = Date.now() + REPORT_EVERY_MS;
  while (!hasEnded() && !isReady(clusterDir, child.pid)) {
    await sleep(20);
    if (Date.now() < reportAt) continue;
    reportAt += REPORT_EVERY_MS;
    onProgress('PostgreSQL is still starting; after a crash it first replays its log.');
  }
}

/** The server writes its pid in line 1 and its state in line 8 of postmaster.pid. */
function isReady(clusterDir: string, pid: number | undefined): boolean {
  try {
    const lines = readFileSync(join(clusterDir, 'postmaster.pid'), 'utf8').split('\n');
    return Number(lines[0]) === pid && lines[7]?.trim() === 'ready';
  } catch {
    return false;
  }
}

/** Windows has no signals: there the server's own tool passes them on. */
function signalSender(choice: ServerChoice): SendSignal {
  if (process.platform !== 'win32') return sendSignal;
  return async (pid, signal) => {
    if (signal === 'SIGKILL') return sendSignal(pid, signal);
    const args = ['kill', signal.replace('SIG', ''), String(pid)];
    await runToEnd(choice.runner, programPath(choice.binaries, 'pg_ctl'), args);
  };
}

async function findFreePort(): Promise<number> {
  return await new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}
