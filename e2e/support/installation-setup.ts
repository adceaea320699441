/**
 * Once per run of the journeys through the gateway: the whole installation, every service in two copies behind NGINX, with a
 * worker, Redis, and PostgreSQL with a replica.
 */
import type { TestProject } from 'vitest/node';
import { Installation } from '../../reliability/installation/installation.ts';
import { missingPrograms } from '../../reliability/installation/programs.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Of the installation: its logs. */
    installation_folder: string;
  }
}

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const missing = missingPrograms();
  if (missing.length > 0) throw new Error(`Not installed: ${missing.join(', ')}`);
  const installation = await Installation.start({ demo: true });
  project.provide('product_url', installation.url);
  project.provide('data_dir', installation.data_dir);
  project.provide('installation_folder', installation.folder);
  return () => installation.stop();
}
