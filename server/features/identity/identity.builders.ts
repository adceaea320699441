/** For tests: a browser with a cookie jar, and accounts with a password. */
import { newId } from '#server/platform/ids.ts';
import type { Answer, Product } from '#server/testing/product.ts';
import { createUser, type NewUser } from './users.service.ts';
import type { UserRow } from './users.sql.ts';

export const somePassword = 'Lyceum-demo-1';

/** Someone who can sign in with `somePassword`. */
export function aPerson(product: Product, more: Partial<NewUser> = {}): Promise<UserRow> {
  const email = more.email ?? `person-${newId()}@example.test`;
  return createUser(product.ctx(), { password: somePassword, display_name: 'A person', ...more, email });
}

export type Browser = {
  cookies: Map<string, string>;
  request(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  /** Like the web client: copies the CSRF cookie into the header and asks for cookies only. */
  ask(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
};

/** Keeps cookies as a browser does, by name only. `clone` of the jar makes a second tab that read it earlier. */
export function aBrowser(product: Product, cookies = new Map<string, string>()): Browser {
  const request: Browser['request'] = async (method, path, body, headers = {}) => {
    const jar = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(product.url + path, {
      method,
      headers: {
        ...(jar ? { cookie: jar } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const [name = '', value = ''] = pair.split(/=(.*)/s);
      if (/max-age=0/i.test(line)) cookies.delete(name);
      else cookies.set(name, value);
    }
    const isJson = response.headers.get('content-type')?.includes('json') ?? false;
    return {
      status: response.status,
      body: isJson ? await response.json() : await response.text(),
      headers: response.headers,
    };
  };
  return {
    cookies,
    request,
    ask: (method, path, body, headers = {}) =>
      request(method, path, body, {
        'x-csrf-token': cookies.get('lyceum_csrf') ?? '',
        'x-token-carriage': 'cookie',
        ...headers,
      }),
  };
}

/**
 * Guesses at an account until the wait is long enough that a slow machine does not sit it out, on the product's clock.
 *
 * @returns the last refusal
 */
export async function guessUntilRefused(
  product: Product,
  guess: () => Promise<Answer>,
  leastWaitSeconds = 30,
): Promise<Answer> {
  for (let tries = 0; tries < 200; tries++) {
    const answer = await guess();
    const wait = Number(answer.headers.get('retry-after') ?? 0);
    if (wait >= leastWaitSeconds) return answer;
    if (answer.status === 429) product.travel(wait * 1000);
  }
  throw new Error('Guessing was never refused for long');
}
