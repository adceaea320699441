/** The gateway's files say what the product says. */
import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { features } from './features.ts';
import { gatewayHeaders } from './gateway-headers.ts';
import { gatewayMap, gatewayRules } from './gateway-map.ts';

const endpoints = features.flatMap(({ service, routes }) =>
  routes.flatMap(({ endpoint }) =>
    [endpoint.path, ...(endpoint.aliases ?? [])].map((path) => ({ path, service })),
  ),
);
const sample = (path: string) => path.replace(/:[a-z_]+/g, '01932c07-0000-7000-8000-000000000000');

describe('the gateway', () => {
  const rules = gatewayRules(features).map(({ pattern, service }) => ({
    pattern: new RegExp(pattern),
    service,
  }));

  test('sends every address of every endpoint to its service, with and without a trailing slash', () => {
    expect(endpoints.length).toBeGreaterThan(200);
    for (const { path, service } of endpoints) {
      // Every process answers these by itself.
      if (path.startsWith('/api/health/')) continue;
      for (const address of [sample(path), sample(path).replace(/\/$/, '')])
        expect([address, rules.find(({ pattern }) => pattern.test(address))?.service]).toEqual([
          address,
          service,
        ]);
    }
  });

  test('has the files that are made from the product as they would be made now (npm run gateway-map)', async () => {
    expect(await readFile('deploy/nginx/services.map', 'utf8')).toBe(gatewayMap(features));
    const { maps, headers } = await gatewayHeaders();
    expect(await readFile('deploy/nginx/security-maps.conf', 'utf8')).toBe(maps);
    expect(await readFile('deploy/nginx/security-headers.conf', 'utf8')).toBe(headers);
  });
});
