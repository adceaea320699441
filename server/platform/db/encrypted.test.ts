/** A database on the other side of a network: its certificate is looked at, as the addresses in deploy/ ask for. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startEmbeddedPostgres } from '../embedded/index.ts';
import { Database } from './database.ts';
import { sql } from './sql.ts';

let folder: string;
let stop: () => Promise<void> = async () => undefined;
/** Of the database, encrypted, with these parameters; `host` as in the certificate unless told. */
let address: (parameters: string, host?: string) => string;

const openssl = (args: string) => execFileSync('openssl', args.split(' '), { cwd: folder, stdio: 'ignore' });
const anAuthority = (name: string) =>
  openssl(
    `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=${name} -keyout ${name}.key -out ${name}.pem`,
  );

describe.skipIf(spawnSync('openssl', ['version']).status !== 0)('an encrypted connection', () => {
  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'lyceum-encrypted-'));
    anAuthority('ours');
    anAuthority('theirs');
    openssl(
      'req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=localhost -keyout server.key -out server.csr',
    );
    await writeFile(path.join(folder, 'names'), 'subjectAltName=DNS:localhost');
    openssl(
      'x509 -req -in server.csr -CA ours.pem -CAkey ours.key -CAcreateserial -days 2 -extfile names -out server.crt',
    );
    const server = await startEmbeddedPostgres({ dataDir: path.join(folder, 'data'), durable: false });
    stop = server.stop;
    const admin = new pg.Client({ connectionString: server.adminConnectionString });
    await admin.connect();
    for (const name of ['server.key', 'server.crt']) {
      const lines = (await readFile(path.join(folder, name), 'utf8')).trim().split('\n');
      // The server writes them itself: whatever account it runs as, a key has to be its own.
      await admin.query(
        `copy (select unnest(string_to_array('${lines.join(',')}', ','))) to program 'umask 077; cat > ${name}'`,
      );
    }
    await admin.query('alter system set ssl = on');
    await admin.query('select pg_reload_conf()');
    await admin.end();
    address = (parameters, host = 'localhost') => {
      const url = new URL(server.connectionString);
      url.hostname = host;
      url.search = parameters;
      return url.href;
    };
    await vi.waitFor(() => isEncrypted(address('sslmode=no-verify')), { timeout: 5000, interval: 50 });
  });
  afterAll(async () => {
    await stop();
    await rm(folder, { recursive: true, force: true });
  });

  const ca = (name: string) => `sslmode=verify-full&sslrootcert=${path.join(folder, `${name}.pem`)}`;

  it('is made when the authority that is named vouches for the host', async () => {
    expect(await isEncrypted(address(ca('ours')))).toBe(true);
  });

  it('is refused when another authority vouches, or when it vouches for another host', async () => {
    await expect(isEncrypted(address(ca('theirs')))).rejects.toThrow();
    await expect(isEncrypted(address('sslmode=verify-full'))).rejects.toThrow();
    await expect(isEncrypted(address(ca('ours'), '127.0.0.1'))).rejects.toThrow();
  });
});

async function isEncrypted(connection_string: string): Promise<boolean> {
  const db = new Database({ connection_string, pool_size: 1 });
  try {
    const { ssl } = await db.one<{ ssl: boolean }>(
      sql`select ssl from pg_stat_ssl where pid = pg_backend_pid()`,
    );
    return ssl;
  } finally {
    await db.close();
  }
}
