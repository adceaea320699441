/** Opens the product for a command: the same configuration and database as `npm start`, and a worker if wanted, but no address. */
import { migrate } from '../platform/db/migrate.ts';
import { migrateJobs } from '../platform/jobs/jobs.ts';
import { createRuntime, type Runtime } from './runtime.ts';
import { migrationsFolder, type Site, type SiteOptions, withSite } from './site.ts';

export type ProductOptions = SiteOptions & {
  worker: boolean;
  onMigration?: (name: string) => void;
};

export const withProduct = <Result>(
  options: ProductOptions,
  work: (runtime: Runtime, site: Site) => Promise<Result>,
): Promise<Result> =>
  withSite(options, async (site) => {
    await migrate({
      connection_string: site.connection_string,
      folder: migrationsFolder,
      ...(options.onMigration ? { on_progress: options.onMigration } : {}),
    });
    await migrateJobs(site.connection_string);
    const runtime = await createRuntime({
      config: { ...site.config, LOG_LEVEL: 'warn', WORKER: options.worker },
      connection_string: site.connection_string,
    });
    try {
      return await work(runtime, site);
    } finally {
      await runtime.stop();
    }
  });
