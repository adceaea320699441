/**
 * A database for one test file: cloned from a migrated template, dropped afterwards. Cloning costs tens of milliseconds, so
 * no test cleans up after another.
 */
import pg from 'pg';
import { newId } from '#server/platform/ids.ts';

/** Overridable so that two test runs may share one PostgreSQL server. */
export const templateName = process.env['LYCEUM_TEST_TEMPLATE'] ?? 'lyceum_test_template';

export async function cloneDatabase(
  adminUrl: string,
): Promise<{ connection_string: string; drop(): Promise<void> }> {
  const name = `lyceum_test_${newId().replaceAll('-', '').slice(0, 24)}`;
  await withAdmin(adminUrl, (client) => client.query(`create database ${name} template ${templateName}`));
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return {
    connection_string: url.toString(),
    drop: () => withAdmin(adminUrl, (client) => client.query(`drop database if exists ${name} with (force)`)),
  };
}

export async function withAdmin(
  adminUrl: string,
  work: (client: pg.Client) => Promise<unknown>,
): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
