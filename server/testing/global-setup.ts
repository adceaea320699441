/**
 * Once per run of the API tests: a PostgreSQL (TEST_DATABASE_URL, or the embedded one) and a migrated template database
 * that every test file clones.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { migrate } from '#server/platform/db/migrate.ts';
import { startEmbeddedPostgres } from '#server/platform/embedded/index.ts';
import { migrateJobs } from '#server/platform/jobs/jobs.ts';
import { templateName, withAdmin } from './database.ts';

declare module 'vitest' {
  interface ProvidedContext {
    admin_url: string;
  }
}

type Prepared = { admin_url: string; stop: () => Promise<void> };

/** Of this run: its projects share one database server, and each runs this file on its own. */
const run = globalThis as { lyceum_test_database?: { prepared: Promise<Prepared>; users: number } };

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  run.lyceum_test_database ??= { prepared: prepare(), users: 0 };
  const shared = run.lyceum_test_database;
  shared.users++;
  const { admin_url, stop } = await shared.prepared;
  project.provide('admin_url', admin_url);
  return async () => {
    if (--shared.users === 0) await stop();
  };
}

async function prepare(): Promise<Prepared> {
  const given = process.env['TEST_DATABASE_URL'];
  const started = given ? { admin_url: given, stop: async () => undefined } : await startOwn();
  const url = new URL(started.admin_url);
  await withAdmin(started.admin_url, async (client) => {
    await client.query(`drop database if exists ${templateName} with (force)`);
    await client.query(`create database ${templateName}`);
  });
  url.pathname = `/${templateName}`;
  await migrate({ connection_string: url.toString(), folder: path.resolve('migrations') });
  await migrateJobs(url.toString());
  return started;
}

async function startOwn(): Promise<Prepared> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'lyceum-test-'));
  const postgres = await startEmbeddedPostgres({ dataDir: folder, durable: false, maxConnections: 300 });
  return {
    admin_url: postgres.adminConnectionString,
    async stop() {
      await postgres.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
