/**
 * The security headers of the front end's files, when NGINX serves them instead of the product: taken from what the product itself
 * answers, once for TLS and once without, so that the two never say different things.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { completeConfig, readEnvironment } from '../platform/config.ts';
import type { Database } from '../platform/db/database.ts';
import { onlyPrimary } from '../platform/db/replica.ts';
import { createApp } from '../platform/http/app.ts';
import { serveWeb } from '../platform/http/web.ts';
import { createLogger } from '../platform/telemetry/log.ts';

/** Of the connection, of this one answer, or of the file. */
const notSecurity =
  /^(connection|date|content-(type|length|encoding)|cache-control|etag|keep-alive|vary|x-request-id|transfer-encoding|access-control-.*|ratelimit.*)$/;

async function headersOf(publicUrl: string, folder: string): Promise<Map<string, string>> {
  const config = completeConfig(
    readEnvironment({ PUBLIC_URL: publicUrl, SESSION_SECRET: 'x'.repeat(32), LOG_LEVEL: 'silent' }),
    { embedded: false },
  );
  // Nothing here asks the database.
  const db = null as unknown as Database;
  const app = await createApp({
    config,
    db,
    reports: onlyPrimary(db),
    log: createLogger('silent'),
    endpoints: [],
    authenticate: async () => ({ kind: 'anonymous' }),
    grants: () => false,
    clock: () => new Date(),
    strict_responses: false,
  });
  await serveWeb(app, { folder, describe: async () => null });
  const answer = await app.inject({ url: '/', headers: { accept: 'text/html' } });
  await app.close();
  return new Map(
    Object.entries(answer.headers)
      .filter(([name]) => !notSecurity.test(name))
      .map(([name, value]) => [name, String(value)]),
  );
}

/**
 * The files security-maps.conf (values by scheme) and security-headers.conf of deploy/nginx; and the values under TLS, for where
 * there is nothing else (vercel.json).
 */
export async function gatewayHeaders(): Promise<{
  maps: string;
  headers: string;
  secure: [name: string, value: string][];
}> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'lyceum-headers-'));
  try {
    await writeFile(path.join(folder, 'index.html'), '<title>Lyceum</title>');
    const [plain, secure] = [
      await headersOf('http://localhost', folder),
      await headersOf('https://localhost', folder),
    ];
    const names = [...new Set([...plain.keys(), ...secure.keys()])].toSorted();
    const variable = (name: string) => `$security_${name.replaceAll('-', '_')}`;
    const differs = names.filter((name) => plain.get(name) !== secure.get(name));
    const quoted = (value = '') => `"${value.replaceAll('"', '\\"')}"`;
    const maps = differs.map(
      (name) =>
        `map $http_x_forwarded_proto ${variable(name)} {\n  https ${quoted(secure.get(name))};\n  default ${quoted(plain.get(name))};\n}`,
    );
    const headers = names.map(
      (name) =>
        `add_header ${name} ${differs.includes(name) ? variable(name) : quoted(secure.get(name))} always;`,
    );
    const source = '# Made from the product’s own headers: `npm run gateway-map`.';
    return {
      maps: [source, ...maps, ''].join('\n'),
      headers: [source, ...headers, ''].join('\n'),
      secure: [...secure].toSorted(([a], [b]) => (a < b ? -1 : 1)),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
