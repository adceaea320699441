/**
 * The raw limit of the HTTP side: our server answering a constant of SIZE bytes, with nothing behind it. Started by run.ts with
 * the size and port as arguments.
 */
import * as z from 'zod';
import { endpoint } from '#contract/endpoint.ts';
import { completeConfig, readEnvironment } from '#server/platform/config.ts';
import type { Database } from '#server/platform/db/database.ts';
import { onlyPrimary } from '#server/platform/db/replica.ts';
import { createApp } from '#server/platform/http/app.ts';
import { bind } from '#server/platform/http/bind.ts';
import { HttpReply } from '#server/platform/http/reply.ts';
import { createLogger } from '#server/platform/telemetry/log.ts';

const [size = '1000', port = '0'] = process.argv.slice(2);
const bytes = Buffer.from(JSON.stringify({ filler: 'x'.repeat(Math.max(0, Number(size) - 13)) }));
const group = {
  constant: endpoint({
    method: 'GET',
    path: '/api/constant/',
    ability: 'public',
    summary: 'A constant',
    response: z.object({ filler: z.string() }),
  }),
};

const app = await createApp({
  config: completeConfig(
    readEnvironment({
      NODE_ENV: 'production',
      SESSION_SECRET: 'x'.repeat(32),
      RATE_LIMIT_ADDRESS: '1000000',
      RATE_LIMIT_ACCOUNT: '1000000',
    }),
    { embedded: false },
  ),
  // Nothing here asks the database.
  db: null as unknown as Database,
  reports: onlyPrimary(null as unknown as Database),
  log: createLogger('error'),
  endpoints: bind(group, {
    constant: async () =>
      new HttpReply({ stream: bytes, headers: { 'content-type': 'application/json; charset=utf-8' } }),
  }),
  authenticate: async () => ({ kind: 'anonymous' }),
  grants: () => true,
  clock: () => new Date(),
  strict_responses: false,
});
await app.listen({ port: Number(port), host: '127.0.0.1' });
process.on('SIGTERM', () => process.exit(0));
