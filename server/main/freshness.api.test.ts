/** What is cached is never outdated, in any process: without Redis. */
import { describe } from 'vitest';
import { staysFresh } from '#server/testing/freshness.ts';
import { startProduct } from '#server/testing/product.ts';

const product = await startProduct({ REDIS_URL: '' });

describe('what is cached, without Redis', () => {
  staysFresh(product);
});
