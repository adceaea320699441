// The application's role and database inside the running server.
import pg from 'pg';
import type { Credentials } from './credentials.ts';
import { systemCode } from './errors.ts';

export interface ConnectionStrings {
  connectionString: string;
  adminConnectionString: string;
}

const ROLE = 'lyceum';
const DATABASE = 'lyceum';

export function connectionStrings(port: number, credentials: Credentials): ConnectionStrings {
  const host = `127.0.0.1:${port}`;
  return {
    connectionString: `postgresql://${ROLE}:${credentials.application}@${host}/${DATABASE}`,
    adminConnectionString: `postgresql://postgres:${credentials.admin}@${host}/postgres`,
  };
}

/**
 * Sees to role and database; on every start but the first this is one successful connection.
 *
 * The role owns the database and may create further ones (tests, restores), but is no superuser: a hole in the
 * application then does not reach the machine's files.
 */
export async function ensureDatabase(strings: ConnectionStrings, credentials: Credentials): Promise<void> {
  if (await canConnect(strings.connectionString)) return;
  await withClient(strings.adminConnectionString, async (admin) => {
    const { rows } = await admin.query('select 1 from pg_roles where rolname = $1', [ROLE]);
    const verb = rows.length === 0 ? 'create' : 'alter';
    await admin.query(`${verb} role ${ROLE} login createdb password '${credentials.application}'`);
    const databases = await admin.query('select 1 from pg_database where datname = $1', [DATABASE]);
    // Encoding and locale come from the template, which initdb made with the fixed ones.
    if (databases.rows.length === 0) {
      await admin.query(`create database ${DATABASE} owner ${ROLE} template template0`);
    }
  });
}

async function canConnect(connectionString: string): Promise<boolean> {
  try {
    await withClient(connectionString, async (client) => await client.query('select 1'));
    return true;
  } catch (error) {
    // Wrong password, unknown role, unknown database: ours to repair. All else is a real failure.
    if (['28P01', '28000', '3D000'].includes(systemCode(error) ?? '')) return false;
    throw error;
  }
}

async function withClient(
  connectionString: string,
  use: (client: pg.Client) => Promise<unknown>,
): Promise<void> {
  const client = new pg.Client({ connectionString });
  // A connection cut while idle is reported by the next query; without a listener it would end the process.
  client.on('error', () => undefined);
  await client.connect();
  await use(client).finally(() => client.end());
}
