/** What operators and developers ask a running process: OpenAPI (L-11), metrics, headers of every kind of answer. */
import { describe, expect, it } from 'vitest';
import { startProduct } from '#server/testing/product.ts';
import { features } from './features.ts';

type Operation = {
  operationId: string;
  summary: string;
  parameters?: { in: string; name: string }[];
  responses: object;
};

const product = await startProduct({ METRICS_TOKEN: 'a token for the metrics of tests' });

describe('the OpenAPI document', () => {
  it('is version 3.1 and describes every endpoint under both of its addresses, and nothing else', async ({
    task,
  }) => {
    const { status, body } = await product.anonymous.get('/api/schema/');
    expect(status).toBe(200);
    expect(body.openapi).toMatch(/^3\.1\./);
    const answered = new Map<string, string>();
    for (const { endpoint } of features.flatMap((feature) => feature.routes))
      for (const address of [endpoint.path, ...(endpoint.aliases ?? [])])
        for (const method of [endpoint.method].flat() as string[])
          answered.set(
            `${method.toLowerCase()} ${address.replaceAll(/:([a-z_]+)/g, '{$1}')}`,
            endpoint.summary,
          );
    const described = Object.entries<Record<string, Operation>>(body.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { summary }]) => [`${method} ${path}`, summary] as const),
    );
    task.meta.figures = { 'operations, the same in router and document': described.length };
    expect(new Map(described)).toEqual(answered);
  });

  it('gives every operation a name of its own, and declares every parameter of its address', async () => {
    const { body } = await product.anonymous.get('/api/schema/');
    const names: string[] = [];
    for (const [path, methods] of Object.entries<Record<string, Operation>>(body.paths)) {
      const inPath = [...path.matchAll(/\{([a-z_]+)\}/g)].map(([, name]) => name);
      for (const operation of Object.values(methods)) {
        names.push(operation.operationId);
        const declared = (operation.parameters ?? []).filter((one) => one.in === 'path');
        expect(declared.map((one) => one.name).sort(), path).toEqual(inPath.sort());
        expect(Object.keys(operation.responses).length, path).toBeGreaterThan(0);
      }
    }
    expect(new Set(names).size).toBe(names.length);
  });

  it('has a page to try it on, without scripts or styles written into it', async () => {
    const response = await fetch(`${product.url}/api/docs/`);
    expect(response.headers.get('content-type')).toContain('text/html');
    const html = await response.text();
    const files = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, file]) => file!);
    expect(files).toHaveLength(3);
    for (const file of files) {
      const answer = await fetch(product.url + file);
      expect(answer.status, file).toBe(200);
      expect((await answer.arrayBuffer()).byteLength).toBeGreaterThan(100);
    }
    expect(html).not.toMatch(/<script>|<style|onload=/);
  });
});

describe('metrics', () => {
  const metrics = (headers: Record<string, string> = {}) => fetch(`${product.url}/metrics`, { headers });

  it('are for those with the token', async () => {
    const answer = await metrics({ authorization: 'Bearer a token for the metrics of tests' });
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain('# TYPE');
  });

  it.each([
    ['without a token', undefined],
    ['with another token', 'Bearer a token for the metrics of test'],
    ['with the token in another scheme', 'Basic a token for the metrics of tests'],
  ])('do not exist %s', async (_how, authorization) => {
    expect((await metrics(authorization ? { authorization } : {})).status).toBe(404);
  });
});
