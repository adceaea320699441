/**
 * `lyceum start` and `lyceum worker` (and `npm start`) end here: configuration, database, migrations, demo content, server and worker, in that order, each step said
 * aloud. Runs until a signal; then stops taking requests, finishes what is under way, and stops the database last.
 */
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { type Config, ConfigError, completeConfig, readEnvironment } from '../platform/config.ts';
import { MigrationError, migrate, waitUntilMigrated } from '../platform/db/migrate.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../platform/embedded/index.ts';
import { refuseUnknown, serveWeb } from '../platform/http/web.ts';
import { migrateJobs } from '../platform/jobs/jobs.ts';
import { seedDemoOnce } from './demo.ts';
import { ensureAdministrator } from './first-administrator.ts';
import { registerOperations } from './operations.ts';
import { describePublicPage } from './public-pages.ts';
import { createRuntime, type Runtime } from './runtime.ts';
import { generatedSecret } from './secrets.ts';

const say = (message: string): void => {
  process.stdout.write(`  ${message}\n`);
};

// The bundle lives in dist/server, the sources in server/main: both are two levels below the package.
const packageRoot = path.resolve(import.meta.dirname, '../..');

type Running = { runtime: Runtime; postgres: EmbeddedPostgres | null };

const migrationPatienceSeconds = 600;
/**
 * So many may wait to be let in: Node.js lets in one connection in each turn of its event loop. The usual 511 are there in a moment
 * when a crowd comes; whoever finds no room waits for TCP to try again, up to 15 s. The system's own limit (somaxconn) holds besides.
 */
const mostConnecting = 4096;

async function start(source: NodeJS.ProcessEnv): Promise<Running & { config: Config; demo: boolean }> {
  const environment = readEnvironment(source);
  const dataDir = path.resolve(environment.DATA_DIR);
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const postgres = environment.DATABASE_URL
    ? null
    : await startEmbeddedPostgres({
        dataDir,
        onProgress: say,
        onExit: () => {
          process.stderr.write('The embedded database stopped unexpectedly; stopping.\n');
          process.exit(1);
        },
      });
  try {
    const config = completeConfig(environment, {
      embedded: postgres !== null,
      ...(postgres ? { generated_secret: await generatedSecret(dataDir) } : {}),
    });
    const connectionString = environment.DATABASE_URL ?? postgres!.connectionString;
    await bringUp(connectionString, config.MIGRATE);
    const runtime = await createRuntime({ config, connection_string: connectionString });
    await registerOperations(runtime);
    if (config.SERVICES.length === 0) refuseUnknown(runtime.app);
    else
      await serveWeb(runtime.app, {
        folder: path.join(packageRoot, 'dist/web'),
        describe: (request) => describePublicPage(runtime, request),
      });
    const demo = config.demo && (await seedDemoOnce(runtime, say));
    const administrator = await ensureAdministrator(runtime, environment);
    if (administrator === 'missing')
      say('There is no administrator yet: start once with ADMIN_EMAIL and ADMIN_PASSWORD set.');
    await runtime.app.listen({ port: config.PORT, host: config.HOST, backlog: mostConnecting });
    return { runtime, postgres, config, demo };
  } catch (error) {
    await postgres?.stop();
    throw error;
  }
}

async function bringUp(connectionString: string, isMigrating: boolean): Promise<void> {
  const folder = path.join(packageRoot, 'migrations');
  if (!isMigrating) {
    await waitUntilMigrated({
      connection_string: connectionString,
      folder,
      seconds: migrationPatienceSeconds,
      on_wait: (pending) => say(`waiting for another process to apply ${pending} migrations`),
      on_newer: (names) => say(`running on the schema of a newer version (${names.join(', ')})`),
    });
    return;
  }
  await migrate({
    connection_string: connectionString,
    folder,
    on_progress: (name) => say(`migrating: ${name}`),
  });
  await migrateJobs(connectionString);
}

/** Which part of the product this process is. */
function describeParts({ SERVICES, WORKER }: Config): string {
  const areas =
    SERVICES.length > 0 ? `Serves ${SERVICES.join(', ')}` : 'Serves no area, only health and metrics';
  return `${areas}; ${WORKER ? 'runs jobs and reactions.' : 'runs no jobs and reactions: a worker must.'}`;
}

function announce(config: Config, port: number, demo: boolean): void {
  const lines = [
    '',
    config.SERVICES.length > 0
      ? `Lyceum is ready: ${config.PUBLIC_URL ?? `http://localhost:${port}`}`
      : `The Lyceum worker is ready: http://localhost:${port}/api/health/ready/`,
    describeParts(config),
    ...(config.embedded
      ? [
          'Embedded database: for evaluation and small sites. Production brings its own PostgreSQL (DATABASE_URL).',
        ]
      : []),
    ...(demo
      ? [
          '',
          'Demo sign-ins, password Lyceum-demo-1:',
          '  admin@demo.test    manager@demo.test    trainer@demo.test    learner@demo.test',
          'Remove the demo content with: npm run demo:remove',
        ]
      : []),
    '',
  ];
  for (const line of lines) process.stdout.write(`${line}\n`);
}

async function main(source: NodeJS.ProcessEnv): Promise<void> {
  const startedAt = performance.now();
  if (!existsSync(path.join(packageRoot, 'migrations')))
    throw new Error('The migrations folder is missing next to the program');
  const { runtime, postgres, config, demo } = await start(source);
  const address = runtime.app.server.address();
  announce(config, typeof address === 'object' && address ? address.port : config.PORT, demo);
  say(`started in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
  let stopping = false;
  const stop = (signal: string) => {
    if (stopping) return;
    stopping = true;
    say(`${signal}: finishing what is under way`);
    runtime
      .stop()
      .then(() => postgres?.stop())
      .then(
        () => process.exit(0),
        (error: Error) => {
          process.stderr.write(`Stopping failed: ${error.message}\n`);
          process.exit(1);
        },
      );
  };
  process.on('SIGINT', () => stop('Ctrl-C'));
  process.on('SIGTERM', () => stop('SIGTERM'));
}

/** Runs until a signal ends it. `source` is the environment, with what options on the command line say in its place. */
export function serve(source: NodeJS.ProcessEnv): void {
  main(source).catch((error: Error & { code?: string }) => {
    const isExpected =
      error instanceof ConfigError ||
      error instanceof MigrationError ||
      error.code === 'DATA_DIR_IN_USE' ||
      error.code === 'EADDRINUSE';
    process.stderr.write(`\n${isExpected ? error.message : (error.stack ?? error.message)}\n`);
    process.exit(1);
  });
}
