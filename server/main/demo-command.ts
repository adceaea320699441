/**
 * `npm run demo` makes the demo organization, `npm run demo:remove` takes it away; both against DATABASE_URL or, without one,
 * against the embedded database, which must not be running.
 */
import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { createDemo, isDemoThere, removeDemo } from '#server/demo/index.ts';
import { createUser } from '#server/features/identity/index.ts';
import { type Config, ConfigError, completeConfig, readEnvironment } from '../platform/config.ts';
import { migrate } from '../platform/db/migrate.ts';
import { sql } from '../platform/db/sql.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../platform/embedded/index.ts';
import { AppError } from '../platform/errors.ts';
import { migrateJobs } from '../platform/jobs/jobs.ts';
import { features } from './features.ts';
import { createRuntime, type Runtime } from './runtime.ts';
import { generatedSecret } from './secrets.ts';

const say = (message: string): void => {
  process.stdout.write(`  ${message}\n`);
};

const packageRoot = path.resolve(import.meta.dirname, '../..');
const usage = 'Usage: demo create | demo remove [--admin you@example.org]';

type Command = { verb: 'create' | 'remove'; admin: string | undefined };

class UsageError extends Error {}

function readCommand([verb, option, value, ...rest]: string[]): Command {
  if (verb === 'create' && option === undefined) return { verb, admin: undefined };
  if (verb === 'remove' && option === undefined) return { verb, admin: undefined };
  if (verb === 'remove' && option === '--admin' && value?.includes('@') && rest.length === 0)
    return { verb, admin: value };
  throw new UsageError(usage);
}

async function create({ systemCtx }: Runtime): Promise<void> {
  const outcome = await createDemo(systemCtx(), {
    reactions: features.flatMap((feature) => feature.reactions),
    say,
    again: true,
  });
  say(outcome === 'made' ? 'The demo organization is ready.' : 'The demo organization is there already.');
}

type NewAdmin = { email: string; password?: string | undefined };

/** Sees to an administrator who stays, so that nobody is locked out of their own installation. */
async function remove(runtime: Runtime, wanted: string | undefined): Promise<void> {
  if (!(await isDemoThere(runtime.systemCtx()))) return say('There is no demo to remove.');
  if (wanted) await makeAdmin(runtime, { email: wanted });
  else if (!(await isAnybodyElseAdmin(runtime))) await makeAdmin(runtime, usualAdmin());
  const removed = await removeDemo(runtime.systemCtx());
  say(`Removed: ${removed.people} people and ${removed.courses} courses with everything that hung on them.`);
}

/** As for a first start without a demo; else one whose password is shown once. */
function usualAdmin(): NewAdmin {
  const { ADMIN_EMAIL: email, ADMIN_PASSWORD: password } = readEnvironment(process.env);
  return email && password ? { email, password } : { email: 'admin@lyceum.local' };
}

async function makeAdmin({ systemCtx }: Runtime, { email, password }: NewAdmin): Promise<void> {
  const chosen = password ?? randomBytes(12).toString('base64url');
  await createUser(systemCtx(), { email, password: chosen, display_name: 'Administrator', roles: ['admin'] });
  const secret = password ? 'with ADMIN_PASSWORD' : `password ${chosen}; change both after signing in`;
  say(`A new administrator: ${email}, ${secret}.`);
}

async function isAnybodyElseAdmin({ db }: Runtime): Promise<boolean> {
  const found = await db.run(sql`
    select 1 from users where role = 'admin' and is_active and deleted_at is null and email::text not ilike '%@demo.test' limit 1`);
  return found > 0;
}

async function withRuntime(work: (runtime: Runtime) => Promise<void>): Promise<void> {
  const environment = readEnvironment(process.env);
  const dataDir = path.resolve(environment.DATA_DIR);
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const postgres: EmbeddedPostgres | null = environment.DATABASE_URL
    ? null
    : await startEmbeddedPostgres({ dataDir, onProgress: say });
  try {
    const config: Config = completeConfig(environment, {
      embedded: postgres !== null,
      ...(postgres ? { generated_secret: await generatedSecret(dataDir) } : {}),
    });
    const connectionString = environment.DATABASE_URL ?? postgres!.connectionString;
    await migrate({
      connection_string: connectionString,
      folder: path.join(packageRoot, 'migrations'),
      on_progress: (name) => say(`migrating: ${name}`),
    });
    await migrateJobs(connectionString);
    const runtime = await createRuntime({
      config: { ...config, WORKER: false },
      connection_string: connectionString,
    });
    try {
      await work(runtime);
    } finally {
      await runtime.stop();
    }
  } finally {
    await postgres?.stop();
  }
}

async function main(): Promise<void> {
  const command = readCommand(process.argv.slice(2));
  await withRuntime((runtime) =>
    command.verb === 'create' ? create(runtime) : remove(runtime, command.admin),
  );
}

main().catch((error: Error & { code?: string }) => {
  const known =
    error instanceof ConfigError ||
    error instanceof UsageError ||
    error instanceof AppError ||
    error.code === 'DATA_DIR_IN_USE';
  process.stderr.write(`\n${known ? error.message : (error.stack ?? error.message)}\n`);
  process.exitCode = 1;
});
