/**
 * The authorisation matrix: every endpoint of the product x every role, against a table that a person reviewed. A route without a
 * row fails, and so does a row without a route, so that a permission change is always a visible diff.
 *
 * This is the coarse gate ("could anyone like them do this anywhere?"); who may do it to which record is tested in each feature.
 */
import { beforeAll, describe, expect, test } from 'vitest';
import type { Endpoint } from '#contract/endpoint.ts';
import { newId } from '#server/platform/ids.ts';
import { type Client, type Product, startProduct } from '#server/testing/product.ts';
import { authorizationMatrix } from './authorization-matrix.ts';
import { features } from './features.ts';

type Caller = 'anonymous' | 'learner' | 'manager' | 'trainer' | 'admin';
const callers: Caller[] = ['anonymous', 'learner', 'manager', 'trainer', 'admin'];

const routes = features.flatMap((feature) =>
  feature.routes.map((route) => ({ key: `${feature.name}.${route.name}`, endpoint: route.endpoint })),
);

let product: Product;
let clients: Record<Caller, Client>;

beforeAll(async () => {
  product = await startProduct();
  const [learner, manager, trainer, admin] = await Promise.all(
    (['learner', 'manager', 'trainer', 'admin'] as const).map((role) => product.signIn(role)),
  );
  clients = {
    anonymous: product.anonymous,
    learner: learner!,
    manager: manager!,
    trainer: trainer!,
    admin: admin!,
  };
});

/** Calls with ids that do not exist and an empty body: enough to pass the gate, not enough to do anything. */
async function gate(endpoint: Endpoint, caller: Caller): Promise<'open' | 'closed'> {
  const method = Array.isArray(endpoint.method) ? endpoint.method[0] : endpoint.method;
  const url = endpoint.path.replace(/:[a-z_]+/g, () => newId());
  const headers: Record<string, string> =
    caller === 'anonymous' ? {} : { authorization: `Bearer ${clients[caller].token}` };
  const abort = new AbortController();
  const response = await fetch(product.url + url, {
    method: method as string,
    headers: {
      ...headers,
      ...(method === 'GET' || method === 'DELETE' ? {} : { 'content-type': 'application/json' }),
    },
    signal: abort.signal,
    ...(method === 'GET' || method === 'DELETE' ? {} : { body: '{}' }),
  });
  // Streams (live hints) never end by themselves.
  const problem = response.headers.get('content-type')?.includes('problem+json');
  const code = problem ? ((await response.json()) as { code: string }).code : '';
  abort.abort();
  // The rows would all look open to a caller whose session has ended.
  if (code === 'auth.expired') throw new Error(`${caller} is no longer signed in`);
  return code === 'auth.required' || code === 'access.denied' ? 'closed' : 'open';
}

describe('the authorisation matrix', () => {
  test('has a row for every route and no other', ({ task }) => {
    task.meta.figures = { 'routes x kinds of caller': routes.length * callers.length };
    expect(Object.keys(authorizationMatrix).toSorted()).toEqual(routes.map((route) => route.key).toSorted());
  });

  // Signing out ends the session that the other rows still need.
  test.each(
    routes
      .filter(({ key }) => key !== 'identity.signOut')
      .map(({ key, endpoint }) => [key, endpoint] as const),
  )('%s is open to exactly those in its row', async (key, endpoint) => {
    const open: Caller[] = [];
    for (const caller of callers) if ((await gate(endpoint, caller)) === 'open') open.push(caller);
    expect(open.join(' ')).toBe(authorizationMatrix[key]);
  });
});
