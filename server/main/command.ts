/** Opens the product for a command: the same configuration and database as `npm start`, and a worker, but no address. */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { ConfigError, completeConfig, readEnvironment } from '../platform/config.ts';
import { migrate } from '../platform/db/migrate.ts';
import { startEmbeddedPostgres } from '../platform/embedded/index.ts';
import { AppError } from '../platform/errors.ts';
import { migrateJobs } from '../platform/jobs/jobs.ts';
import { createRuntime, type Runtime } from './runtime.ts';
import { generatedSecret } from './secrets.ts';

const packageRoot = path.resolve(import.meta.dirname, '../..');

async function withProduct(work: (runtime: Runtime) => Promise<void>): Promise<void> {
  const environment = readEnvironment(process.env);
  const dataDir = path.resolve(environment.DATA_DIR);
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const postgres = environment.DATABASE_URL ? null : await startEmbeddedPostgres({ dataDir });
  try {
    const config = completeConfig(environment, {
      embedded: postgres !== null,
      ...(postgres ? { generated_secret: await generatedSecret(dataDir) } : {}),
    });
    const connectionString = environment.DATABASE_URL ?? postgres!.connectionString;
    await migrate({ connection_string: connectionString, folder: path.join(packageRoot, 'migrations') });
    await migrateJobs(connectionString);
    const runtime = await createRuntime({
      config: { ...config, LOG_LEVEL: 'warn', WORKER: true },
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

/** Runs one command and ends the process with its result: refusals as one sentence, bugs with their trace. */
export async function runCommand(work: (runtime: Runtime) => Promise<void>): Promise<void> {
  try {
    await withProduct(work);
  } catch (error) {
    const { message, stack, code } = error as Error & { code?: string };
    const expected =
      error instanceof AppError ||
      error instanceof ConfigError ||
      code === 'DATA_DIR_IN_USE' ||
      code === 'ENOENT';
    process.stderr.write(`${expected ? message : (stack ?? message)}\n`);
    process.exitCode = 1;
  }
}
