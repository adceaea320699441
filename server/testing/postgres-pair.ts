/**
 * A PostgreSQL primary with a streaming replica, from the distribution's packages, on free ports of this machine and in a folder
 * of its own. For what needs two servers; null where the packages are not installed.
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { appendFile, chmod, chown, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { freePort } from './free-port.ts';

const run = promisify(execFile);

export type PostgresServer = {
  /** Of the superuser and the database `postgres`. */
  url: string;
  /** Stops all its processes where they stand, as a hung machine would, or lets them go on. */
  freeze(isFrozen: boolean): Promise<void>;
  start(): Promise<void>;
  /** `SIGINT` ends it in order, `SIGKILL` does not. */
  stop(signal?: NodeJS.Signals): Promise<void>;
};
export type PostgresPair = { primary: PostgresServer; replica: PostgresServer; stop(): Promise<void> };

async function binaries(): Promise<string | null> {
  const versions = await readdir('/usr/lib/postgresql').catch(() => []);
  const newest = versions
    .map(Number)
    .filter(Number.isInteger)
    .toSorted((a, b) => b - a)[0];
  const folder = `/usr/lib/postgresql/${newest}/bin`;
  return newest && newest >= 15 && existsSync(path.join(folder, 'pg_basebackup')) ? folder : null;
}

/** PostgreSQL refuses root; its own account, or nobody's, is taken then. */
async function account(): Promise<{ uid: number; gid: number } | null> {
  if (process.getuid?.() !== 0) return null;
  const ask = (flag: string) =>
    run('id', [flag, 'postgres']).then(
      ({ stdout }) => Number(stdout),
      () => 65_534,
    );
  return { uid: await ask('-u'), gid: await ask('-g') };
}

async function waitUntilAnswering(url: string, child: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    if (child.exitCode !== null) throw new Error(`PostgreSQL ended while starting (${child.exitCode})`);
    const client = new pg.Client({ connectionString: url });
    const answers = await client.connect().then(
      () => true,
      () => false,
    );
    await client.end().catch(() => undefined);
    if (answers) return;
    await pause(50);
  }
  throw new Error('PostgreSQL did not answer in 15 s');
}

function server(
  bin: string,
  folder: string,
  port: number,
  as: { uid: number; gid: number } | null,
): PostgresServer {
  let child: ChildProcess | null = null;
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  return {
    url,
    async freeze(isFrozen) {
      const { stdout } = await run('pgrep', ['-P', String(child!.pid)]);
      for (const pid of [child!.pid!, ...stdout.trim().split('\n').map(Number)])
        process.kill(pid, isFrozen ? 'SIGSTOP' : 'SIGCONT');
    },
    async start() {
      child = spawn(path.join(bin, 'postgres'), ['-D', folder], { stdio: 'ignore', ...as });
      await waitUntilAnswering(url, child);
    },
    async stop(signal = 'SIGINT') {
      if (!child || child.exitCode !== null || child.signalCode !== null) return;
      const ended = new Promise((resolve) => child!.once('exit', resolve));
      child.kill(signal);
      await ended;
    },
  };
}

const settings = (port: number) => `
listen_addresses = '127.0.0.1'
port = ${port}
unix_socket_directories = ''
max_connections = 200
wal_level = replica
hot_standby = on
max_wal_senders = 5
wal_keep_size = '256MB'
log_min_messages = fatal
`;

/** Both run when this returns, the replica following the primary. Nothing of them is left after `stop`. */
export async function startPostgresPair(): Promise<PostgresPair | null> {
  const bin = await binaries();
  if (!bin) return null;
  const as = await account();
  const root = await mkdtemp(path.join(os.tmpdir(), 'lyceum-pair-'));
  if (as) await chown(root, as.uid, as.gid);
  await chmod(root, 0o700);
  const [first, second] = [path.join(root, 'primary'), path.join(root, 'replica')];
  await run(
    path.join(bin, 'initdb'),
    ['-D', first, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale', 'C.UTF-8'],
    { ...as },
  );
  const [port, replicaPort] = [await freePort(), await freePort()];
  await appendFile(path.join(first, 'postgresql.conf'), settings(port));
  const primary = server(bin, first, port, as);
  await primary.start();
  await run(
    path.join(bin, 'pg_basebackup'),
    [
      '-h',
      '127.0.0.1',
      '-p',
      String(port),
      '-U',
      'postgres',
      '-D',
      second,
      '-R',
      '-X',
      'stream',
      '-c',
      'fast',
    ],
    { ...as },
  );
  await appendFile(path.join(second, 'postgresql.conf'), `\nport = ${replicaPort}\n`);
  await writeFile(path.join(second, 'standby.signal'), '');
  const replica = server(bin, second, replicaPort, as);
  await replica.start();
  return {
    primary,
    replica,
    async stop() {
      await replica.stop();
      await primary.stop();
      await rm(root, { recursive: true, force: true });
    },
  };
}
