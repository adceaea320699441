/** `lyceum migrate --check`: whether migrating would succeed and disturb nobody, asked of the database without changing it. */
import { statfs } from 'node:fs/promises';
import pg from 'pg';
import { findApplied, listPending, readMigrations } from './migrate.ts';

export type Finding = { name: string; state: 'ok' | 'warn' | 'fail'; detail: string; cure: string };

export const lowestPostgres = 150_000;
const extensions = ['citext', 'pg_trgm', 'unaccent', 'btree_gist'];
const longTransactionSeconds = 30;
const lowestFreeBytes = 500_000_000;

export const good = (name: string, detail: string): Finding => ({ name, state: 'ok', detail, cure: '' });

/** Never throws: what goes wrong is a finding. */
export async function checkMigration(options: {
  connection_string: string;
  folder: string;
  /** Of a database on this machine; its disk is looked at. */
  data_dir: string | undefined;
}): Promise<{ findings: Finding[]; pending: string[] }> {
  const client = new pg.Client({
    connectionString: options.connection_string,
    application_name: 'lyceum-check',
    connectionTimeoutMillis: 5000,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    const cure = 'Look at DATABASE_URL, at the network and at the server’s log.';
    return {
      findings: [{ name: 'database', state: 'fail', detail: `Not reached: ${reasonOf(error)}`, cure }],
      pending: [],
    };
  }
  try {
    const { finding, pending } = await checkPending(client, options.folder);
    const findings = [
      await checkServer(client),
      await checkExtensions(client),
      await checkRights(client),
      finding,
    ];
    findings.push(await checkLong(client));
    if (options.data_dir) findings.push(await checkDisk(options.data_dir));
    return { findings, pending };
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Without what an address may carry: a password. */
export const reasonOf = (error: unknown): string => {
  const { code, message } = error as { code?: string; message?: string };
  return (message || code || 'unknown').replaceAll(/:\/\/[^@\s]*@/g, '://…@');
};

async function checkServer(client: pg.Client): Promise<Finding> {
  const { rows } = await client.query<{ version: string; number: number; standby: boolean }>(
    `select current_setting('server_version') as version, current_setting('server_version_num')::int as number, pg_is_in_recovery() as standby`,
  );
  const { version, number, standby } = rows[0]!;
  if (standby)
    return {
      name: 'database',
      state: 'fail',
      detail: `PostgreSQL ${version}, a standby that may only be read`,
      cure: 'Point DATABASE_URL at the primary.',
    };
  if (number < lowestPostgres)
    return {
      name: 'database',
      state: 'fail',
      detail: `PostgreSQL ${version}`,
      cure: 'Lyceum needs PostgreSQL 15 or newer: upgrade the server.',
    };
  return good('database', `PostgreSQL ${version}`);
}

async function checkExtensions(client: pg.Client): Promise<Finding> {
  const { rows } = await client.query<{ name: string; installed: boolean; trusted: boolean }>(
    `select a.name::text as name, a.installed_version is not null as installed,
            coalesce((select v.trusted from pg_available_extension_versions v where v.name = a.name and v.version = a.default_version), false) as trusted
       from pg_available_extensions a where a.name = any ($1)`,
    [extensions],
  );
  const absent = extensions.filter((name) => !rows.some((row) => row.name === name));
  if (absent.length > 0)
    return {
      name: 'extensions',
      state: 'fail',
      detail: `Not on the server: ${absent.join(', ')}`,
      cure: 'Install PostgreSQL’s contrib package on the server.',
    };
  const untrusted = rows.filter((row) => !row.installed && !row.trusted).map((row) => row.name);
  if (untrusted.length > 0)
    return {
      name: 'extensions',
      state: 'warn',
      detail: `A superuser must make them: ${untrusted.join(', ')}`,
      cure: `As a superuser: ${untrusted.map((name) => `create extension ${name};`).join(' ')}`,
    };
  return good('extensions', extensions.join(', '));
}

async function checkRights(client: pg.Client): Promise<Finding> {
  const { rows } = await client.query<{ role: string; may: boolean; foreign_tables: number }>(
    `select current_user::text as role, has_schema_privilege('public', 'create') as may,
            (select count(*)::int from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not pg_has_role(relowner, 'usage')
               and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = pg_class.oid and d.deptype = 'e')) as foreign_tables`,
  );
  const { role, may, foreign_tables } = rows[0]!;
  if (!may)
    return {
      name: 'rights',
      state: 'fail',
      detail: `${role} may not make tables`,
      cure: `As the database’s owner: grant create on schema public to ${role};`,
    };
  if (foreign_tables > 0)
    return {
      name: 'rights',
      state: 'fail',
      detail: `${foreign_tables} tables belong to another role than ${role}`,
      cure: 'Migrate as the role that made the tables, or give them to this one (reassign owned by …).',
    };
  return good('rights', `${role} may make and change tables`);
}

async function checkPending(
  client: pg.Client,
  folder: string,
): Promise<{ finding: Finding; pending: string[] }> {
  try {
    const applied = await findApplied(client);
    const pending = listPending(await readMigrations(folder), applied).map((one) => one.name);
    const detail = `${applied.size} applied, ${pending.length} to come${pending.length > 0 ? `: ${pending.join(', ')}` : ''}`;
    return { finding: good('migrations', detail), pending };
  } catch (error) {
    const cure = 'Start the version that migrated it, or restore a backup.';
    return { finding: { name: 'migrations', state: 'fail', detail: reasonOf(error), cure }, pending: [] };
  }
}

/** A migration waits for whoever uses a table, and everybody else waits behind it. */
async function checkLong(client: pg.Client): Promise<Finding> {
  const { rows } = await client.query<{ pid: number; name: string; seconds: number }>(
    `select pid, coalesce(nullif(application_name, ''), usename::text, '?') as name, extract(epoch from now() - xact_start)::int as seconds
       from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid() and xact_start < now() - make_interval(secs => $1) order by xact_start limit 5`,
    [longTransactionSeconds],
  );
  if (rows.length === 0) return good('transactions', `None is older than ${longTransactionSeconds} s`);
  return {
    name: 'transactions',
    state: 'warn',
    detail: rows.map((row) => `${row.name} (process ${row.pid}) for ${row.seconds} s`).join(', '),
    cure: 'Wait for them or end them (select pg_terminate_backend(process)); a migration would wait behind them.',
  };
}

export async function checkDisk(folder: string): Promise<Finding> {
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  const detail = `${(free / 1e9).toFixed(1)} GB free in ${folder}`;
  return free < lowestFreeBytes
    ? { name: 'disk', state: 'fail', detail, cure: 'Free at least 0.5 GB before you go on.' }
    : good('disk', detail);
}
