/**
 * The installation a command works on: its configuration and its database. With the embedded database a command joins the
 * server that a running Lyceum has started, and otherwise starts it for as long as it takes.
 */
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { type Config, completeConfig, type Environment, readEnvironment } from '../platform/config.ts';
import { findRunningPostgres, startEmbeddedPostgres } from '../platform/embedded/index.ts';
import { Refusal } from './cli/command.ts';
import { generatedSecret } from './secrets.ts';

// The bundle lives in dist/server, the sources in server/main: both are two levels below the package.
export const packageRoot = path.resolve(import.meta.dirname, '../..');
export const migrationsFolder = path.join(packageRoot, 'migrations');

export type Site = {
  environment: Environment;
  config: Config;
  connection_string: string;
  data_dir: string;
  /** The database belongs to a Lyceum that is running now. */
  joined: boolean;
};

export type SiteOptions = {
  environment?: NodeJS.ProcessEnv;
  /** Make the data folder and its database when they are not there. Default true. */
  make?: boolean;
  onProgress?: (message: string) => void;
};

type OpenDatabase = {
  environment: Environment;
  connection_string: string;
  data_dir: string;
  /** The data folder, when the database is the embedded one. */
  embedded_in: string | undefined;
  joined: boolean;
};

/** The database alone: what migrating needs, which knows no secrets. */
export async function withDatabase<Result>(
  options: SiteOptions,
  work: (database: OpenDatabase) => Promise<Result>,
): Promise<Result> {
  const environment = readEnvironment(options.environment ?? process.env);
  const dataDir = path.resolve(environment.DATA_DIR);
  const given = environment.DATABASE_URL;
  if (options.make === false && !given && !hasDatabase(dataDir))
    throw new Refusal(
      `There is no Lyceum in ${dataDir}. Set DATA_DIR to its data folder, or DATABASE_URL to its database.`,
    );
  const open = { environment, data_dir: dataDir };
  if (given) return work({ ...open, connection_string: given, embedded_in: undefined, joined: false });
  const running = await findRunningPostgres(dataDir);
  if (running) return work({ ...open, connection_string: running, embedded_in: dataDir, joined: true });
  const postgres = await startEmbeddedPostgres({
    dataDir,
    ...(options.onProgress ? { onProgress: options.onProgress } : {}),
  });
  try {
    const { connectionString } = postgres;
    return await work({ ...open, connection_string: connectionString, embedded_in: dataDir, joined: false });
  } finally {
    await postgres.stop();
  }
}

export const withSite = <Result>(
  options: SiteOptions,
  work: (site: Site) => Promise<Result>,
): Promise<Result> =>
  withDatabase(options, async ({ environment, embedded_in, ...database }) => {
    await mkdir(database.data_dir, { recursive: true, mode: 0o700 });
    const isGenerated = embedded_in !== undefined && !environment.SESSION_SECRET;
    const config = completeConfig(environment, {
      embedded: embedded_in !== undefined,
      ...(isGenerated ? { generated_secret: await generatedSecret(database.data_dir) } : {}),
    });
    return await work({ ...database, environment, config });
  });

const hasDatabase = (dataDir: string): boolean =>
  existsSync(path.join(dataDir, 'postgres')) || existsSync(path.join(dataDir, 'postgres-location'));
