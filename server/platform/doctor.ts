/**
 * `lyceum doctor`: what an installation needs, each asked for itself in bounded time, with the cure beside what was found. Nothing
 * is changed and no secret is told.
 */
import { randomBytes } from 'node:crypto';
import { access, constants, mkdir, rm, stat, writeFile } from 'node:fs/promises';
import net from 'node:net';
import path from 'node:path';
import tls from 'node:tls';
import { fileURLToPath } from 'node:url';
import type pg from 'pg';
import { listBackups } from './backup/list.ts';
import { areBackupsExpected, backupFolderOf } from './backup/schedule.ts';
import type { Config } from './config.ts';
import { type Finding, good, reasonOf } from './db/preflight.ts';
import { connectionsOfJobs } from './jobs/jobs.ts';

const limitMilliseconds = 5000;

const bad = (state: 'warn' | 'fail', name: string, detail: string, cure: string): Finding => ({
  name,
  state,
  detail,
  cure,
});

/** A check that hangs or throws is a finding too. */
export async function examine(name: string, check: () => Promise<Finding>): Promise<Finding> {
  let timer: NodeJS.Timeout | undefined;
  const tooSlow = new Promise<Finding>((resolve) => {
    const seconds = limitMilliseconds / 1000;
    timer = setTimeout(
      () =>
        resolve(
          bad('fail', name, `No answer in ${seconds} s`, 'See whether it is running and can be reached.'),
        ),
      limitMilliseconds,
    );
  });
  try {
    return await Promise.race([check(), tooSlow]);
  } catch (error) {
    return bad('fail', name, reasonOf(error), 'See whether it is running and can be reached.');
  } finally {
    clearTimeout(timer);
  }
}

export async function checkNode(): Promise<Finding> {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  return major > 20 || (major === 20 && minor >= 20)
    ? good('node', `Node ${process.versions.node} on ${process.platform}-${process.arch}`)
    : bad('fail', 'node', `Node ${process.versions.node}`, 'Lyceum needs Node 20.20 or newer.');
}

export async function checkBuild(root: string): Promise<Finding> {
  const isThere = await access(path.join(root, 'dist/web/index.html')).then(
    () => true,
    () => false,
  );
  return isThere
    ? good('build', 'The web application is built')
    : bad('warn', 'build', 'The web application is not built', 'Run “npm run build”.');
}

export async function checkDataFolder(folder: string): Promise<Finding> {
  const found = await stat(folder).catch(() => undefined);
  if (!found) return good('data folder', `${folder} will be made`);
  if (!found.isDirectory())
    return bad('fail', 'data folder', `${folder} is no folder`, 'Set DATA_DIR to a folder.');
  await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  const others = found.mode & 0o077;
  return others === 0
    ? good('data folder', `${folder}, for its owner only`)
    : bad(
        'warn',
        'data folder',
        `${folder} is open to others (mode ${(found.mode & 0o777).toString(8)})`,
        `It holds secrets: chmod 700 ${folder}`,
      );
}

/** Whether what was acknowledged survives a power cut. */
export async function checkDurability(client: pg.Client): Promise<Finding> {
  const { rows } = await client.query<{ off: string[] }>(
    `select array(select name::text from pg_settings where name in ('fsync', 'full_page_writes', 'synchronous_commit') and setting = 'off') as off`,
  );
  const { off } = rows[0]!;
  return off.length === 0
    ? good('durability', 'fsync, full_page_writes and synchronous_commit are on')
    : bad('fail', 'durability', `Off: ${off.join(', ')}; a power cut could lose data`, 'Turn them on.');
}

export async function checkClock(client: pg.Client): Promise<Finding> {
  const before = Date.now();
  const { rows } = await client.query<{ at: number }>(
    'select extract(epoch from clock_timestamp())::float8 * 1000 as at',
  );
  const difference = Math.round(Math.abs(Number(rows[0]!.at) - (before + Date.now()) / 2));
  const detail = `${difference} ms between this machine and the database`;
  return difference > 2000
    ? bad('fail', 'clock', detail, 'Set both machines’ clocks by NTP.')
    : good('clock', detail);
}

/** The pool; one for what processes tell each other, also with Redis; one to see whether the server answers; and what jobs take. */
export const connectionsOf = (config: Pick<Config, 'DATABASE_POOL' | 'WORKER'>): number =>
  config.DATABASE_POOL + 2 + (config.WORKER ? connectionsOfJobs : 0);

export async function checkConnections(client: pg.Client, config: Config): Promise<Finding> {
  const { rows } = await client.query<{ limit: number; used: number }>(
    `select current_setting('max_connections')::int as limit, (select count(*)::int from pg_stat_activity where backend_type = 'client backend') as used`,
  );
  const { limit, used } = rows[0]!;
  const need = connectionsOf(config);
  const detail = `${used} of ${limit} in use; a process of this configuration takes up to ${need}`;
  return limit - used < need
    ? bad('warn', 'connections', detail, 'Raise max_connections or lower DATABASE_POOL.')
    : good('connections', detail);
}

export async function checkRedis(config: Config): Promise<Finding> {
  const url = config.REDIS_URL;
  if (!url) return good('redis', 'Not used: PostgreSQL carries messages between processes');
  const { Redis } = await import('ioredis');
  const redis = new Redis(url, {
    lazyConnect: true,
    maxRetriesPerRequest: 0,
    connectTimeout: 3000,
    retryStrategy: () => null,
  });
  // The command below reports it.
  redis.on('error', () => undefined);
  try {
    await redis.connect();
    const version = /redis_version:(\S+)/.exec(await redis.info('server'))?.[1] ?? 'of unknown version';
    return good('redis', `Redis ${version}`);
  } catch (error) {
    return bad('fail', 'redis', reasonOf(error), 'Look at REDIS_URL and at the Redis server.');
  } finally {
    redis.disconnect();
  }
}

/** Waits for the greeting and says goodbye: enough to know that a mail server is there. */
export async function checkMail(config: Config): Promise<Finding> {
  if (!config.SMTP_URL)
    return bad('warn', 'mail', 'No mail server: messages stay in the data folder', 'Set SMTP_URL.');
  const { hostname, port, protocol } = new URL(config.SMTP_URL);
  const isSecure = protocol === 'smtps:';
  const where = { host: hostname, port: Number(port) || (isSecure ? 465 : 587), servername: hostname };
  const socket = isSecure ? tls.connect(where) : net.connect(where);
  try {
    const greeting = await new Promise<string>((resolve, reject) => {
      socket.setTimeout(limitMilliseconds - 500, () => reject(new Error('No greeting')));
      socket.once('error', reject);
      socket.once('close', () => reject(new Error('Closed without a greeting')));
      socket.once('data', (chunk: Buffer) => resolve(chunk.toString().split('\r\n')[0]!));
    });
    if (!greeting.startsWith('220'))
      return bad(
        'fail',
        'mail',
        `${hostname} says “${greeting.slice(0, 80)}”`,
        'Is SMTP_URL a mail server that lets us in?',
      );
    return good('mail', `${hostname} greets`);
  } catch (error) {
    return bad('fail', 'mail', `${hostname}: ${reasonOf(error)}`, 'Look at SMTP_URL and at the mail server.');
  } finally {
    socket.destroy();
  }
}

/** A file is really written and taken away again: rights, quotas and read-only disks show only then. */
export async function checkStorage(config: Config): Promise<Finding> {
  if (config.STORAGE_URL?.startsWith('s3:')) {
    const { createStorage } = await import('./storage/storage.ts');
    const storage = await createStorage(config);
    await storage.exists(`00/${'0'.repeat(64)}`);
    return good('storage', 'The bucket answers');
  }
  const folder = config.STORAGE_URL
    ? fileURLToPath(config.STORAGE_URL)
    : path.resolve(config.DATA_DIR, 'files');
  return checkWritable('storage', folder);
}

async function checkWritable(name: string, folder: string): Promise<Finding> {
  const probe = path.join(folder, `.doctor-${randomBytes(6).toString('hex')}`);
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeFile(probe, 'written by lyceum doctor');
    await rm(probe);
    return good(name, `${folder} may be written`);
  } catch (error) {
    return bad('fail', name, reasonOf(error), `Let this user write to ${folder}.`);
  }
}

export async function checkPort(config: Config): Promise<Finding> {
  if (config.PORT === 0) return good('port', 'Any free one');
  const server = net.createServer();
  const problem = await new Promise<NodeJS.ErrnoException | undefined>((resolve) => {
    server.once('error', resolve);
    server.listen(config.PORT, config.HOST, () => server.close(() => resolve(undefined)));
  });
  if (!problem) return good('port', `${config.PORT} is free`);
  if (problem.code !== 'EADDRINUSE')
    return bad('fail', 'port', reasonOf(problem), 'Choose another PORT or HOST.');
  const isOurs = await fetch(`http://127.0.0.1:${config.PORT}/api/health/live/`, {
    signal: AbortSignal.timeout(2000),
  }).then(
    (answer) => answer.ok,
    () => false,
  );
  return isOurs
    ? good('port', `${config.PORT}: Lyceum is running there`)
    : bad('fail', 'port', `${config.PORT} is taken by another program`, 'Stop it, or choose another PORT.');
}

export async function checkBackups(config: Config, now: Date): Promise<Finding> {
  const folder = backupFolderOf(config);
  const newest = (await listBackups(folder)).at(-1);
  const isExpected = areBackupsExpected(config);
  if (!newest)
    return isExpected || config.embedded
      ? bad('warn', 'backup', `None in ${folder}`, 'Run “lyceum backup”; a worker makes one every day.')
      : good('backup', 'Not made by Lyceum: left to the backups of your database and your storage');
  const hours = Math.round((now.getTime() - newest.taken_at.getTime()) / 3_600_000);
  const detail = `The newest is ${hours} hours old: ${newest.folder}`;
  return hours > 50
    ? bad(
        isExpected ? 'fail' : 'warn',
        'backup',
        detail,
        'Run “lyceum backup”, and see whether a worker is running.',
      )
    : good('backup', detail);
}
