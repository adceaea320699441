/** What is cached is never outdated, in any process: with Redis between them. */
import { Redis } from 'ioredis';
import { describe, it } from 'vitest';
import { staysFresh } from '#server/testing/freshness.ts';
import { startProduct } from '#server/testing/product.ts';

const url = process.env['TEST_REDIS_URL'] ?? 'redis://127.0.0.1:6379';
const client = new Redis(url, { lazyConnect: true, retryStrategy: () => null });
client.on('error', () => undefined);
const isThere = await client.connect().then(
  () => true,
  () => false,
);
client.disconnect();

const product = isThere ? await startProduct({ REDIS_URL: url }) : null;

describe('what is cached, with Redis', () => {
  if (product) staysFresh(product);
  else it.skip('needs a Redis, and none answers here');
});
