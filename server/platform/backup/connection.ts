/** A connection of its own for copying: values are written in one way whatever the server's settings are, and nothing hurries it. */
import pg from 'pg';

const settings = [
  "timezone = 'UTC'",
  "datestyle = 'ISO, YMD'",
  "intervalstyle = 'postgres'",
  'extra_float_digits = 1',
  "bytea_output = 'hex'",
  "client_encoding = 'UTF8'",
  'statement_timeout = 0',
  'lock_timeout = 0',
  'idle_in_transaction_session_timeout = 0',
];

export async function withConnection<Result>(
  options: { connection_string: string; application_name: string },
  work: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client({
    connectionString: options.connection_string,
    application_name: options.application_name,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
  });
  // Reported by the query under way; without a listener it would end the process.
  client.on('error', () => undefined);
  await client.connect();
  try {
    for (const setting of settings) await client.query(`set ${setting}`);
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}
