/**
 * The typed client, built from the contract: `await api.catalog.getCourse({ params: { id } })`.
 *
 * Cookies carry the session; every unsafe request adds the CSRF token. A 401 tries one silent refresh, shared by all
 * requests (and, through a Web Lock, by all tabs), before it reaches the caller. What changes something carries an
 * Idempotency-Key, so it is sent again when no answer came. Failures are `ApiError` with the problem's code; text is looked up
 * by that code, never taken from the message.
 */
import type * as z from 'zod';
import type { Endpoint } from '#contract/endpoint.ts';
import type { ErrorCode, Problem } from '#contract/errors.ts';
import { contract } from '#contract/index.ts';
import { takesIdempotencyKey } from '#contract/values/idempotency.ts';

export class ApiError extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.title);
    this.name = 'ApiError';
    this.problem = problem;
  }
  get code(): ErrorCode | 'network' {
    return this.problem.code;
  }
  get status(): number {
    return this.problem.status;
  }
}

/** The server could not be reached at all: the one failure that has no problem document. */
export class NetworkError extends Error {
  override name = 'NetworkError';
}

type Field<Name extends string, Schema> = Schema extends z.ZodType
  ? keyof z.input<Schema> extends never
    ? { [K in Name]?: z.input<Schema> }
    : Partial<Record<never, never>> extends z.input<Schema>
      ? { [K in Name]?: z.input<Schema> }
      : { [K in Name]: z.input<Schema> }
  : never;
export type CallInput<E extends Endpoint> = Field<'params', E['params']> &
  Field<'query', E['query']> &
  Field<'body', E['body']> &
  RequestOptions;
type RequestOptions = {
  signal?: AbortSignal;
  /** Lets the request finish although the page is being left; for small last words. */
  keepalive?: boolean;
  /** Writes only if the record still has this `record_version`; else the server answers `record.stale`. */
  ifMatch?: number;
};
type Call<E extends Endpoint> =
  Record<string, never> extends Omit<CallInput<E>, keyof RequestOptions>
    ? (input?: CallInput<E>) => Promise<z.output<E['response']>>
    : (input: CallInput<E>) => Promise<z.output<E['response']>>;
type Client = {
  [Feature in keyof typeof contract]: {
    [Name in keyof (typeof contract)[Feature]]: (typeof contract)[Feature][Name] extends Endpoint
      ? Call<(typeof contract)[Feature][Name]>
      : never;
  };
};

type AnyInput = {
  params?: Record<string, string>;
  query?: Record<string, unknown>;
  body?: unknown;
} & RequestOptions;

export const api = Object.fromEntries(
  Object.entries(contract).map(([feature, group]) => [
    feature,
    Object.fromEntries(
      Object.entries(group).map(([name, endpoint]) => [
        name,
        (input: AnyInput = {}) => request(endpoint as Endpoint, input),
      ]),
    ),
  ]),
) as unknown as Client;

/** The address of an endpoint, for links and downloads. */
export function addressOf(endpoint: Endpoint, input: Pick<AnyInput, 'params' | 'query'> = {}): string {
  const path = endpoint.path.replace(/:([a-z_]+)/g, (_, name: string) =>
    encodeURIComponent(input.params?.[name] ?? ''),
  );
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(input.query ?? {})) {
    if (value !== undefined && value !== null && value !== '') query.set(key, String(value));
  }
  return query.size > 0 ? `${path}?${query}` : path;
}

const methodOf = (endpoint: Endpoint): string =>
  typeof endpoint.method === 'string' ? endpoint.method : (endpoint.method.at(-1) ?? 'GET');

async function request(endpoint: Endpoint, input: AnyInput): Promise<unknown> {
  // A plain PUT says how things shall be, and is sent often (answers of a quiz); whoever sends it repeats it as they see fit.
  const key = takesIdempotencyKey(endpoint) && endpoint.method !== 'PUT' ? newKey() : null;
  const sendOnce = () =>
    fetch(addressOf(endpoint, input), {
      method: methodOf(endpoint),
      credentials: 'same-origin',
      headers: {
        accept: 'application/json',
        ...unsafeHeaders(methodOf(endpoint), input.body),
        ...(input.ifMatch === undefined ? {} : { 'if-match': `"${input.ifMatch}"` }),
        ...(key ? { 'idempotency-key': key } : {}),
      },
      ...(input.body === undefined
        ? {}
        : { body: input.body instanceof FormData ? input.body : JSON.stringify(input.body) }),
      ...(input.signal ? { signal: input.signal } : {}),
      ...(input.keepalive ? { keepalive: true } : {}),
    }).catch((error: Error) => {
      if (error.name === 'AbortError') throw error;
      throw new NetworkError('The server cannot be reached', { cause: error });
    });
  const send = () => (key ? sendUntilAnswered(sendOnce, input.signal) : sendOnce());
  let response = await send();
  if (response.status === 401 && !endpoint.path.startsWith('/api/auth/') && (await refreshSession()))
    response = await send();
  if (response.status === 204) return null;
  if (response.ok) return response.json();
  throw await failure(response);
}

/** Works on plain HTTP too, where `crypto.randomUUID` does not exist. */
const newKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  );

const pausesMilliseconds = [300, 1500];
const longestPauseSeconds = 5;

/**
 * Sends again, twice at most, what the server has not answered: the connection broke, or it is not available (503), or still busy
 * with the first try (409 with Retry-After). Only for requests with a key, which are done once however often they arrive.
 */
async function sendUntilAnswered(
  send: () => Promise<Response>,
  signal: AbortSignal | undefined,
): Promise<Response> {
  for (const pause of pausesMilliseconds) {
    const outcome = await send().catch((error: unknown) => {
      if (error instanceof NetworkError && navigator.onLine && !signal?.aborted) return null;
      throw error;
    });
    const asked = Number(outcome?.headers.get('retry-after') ?? 0);
    const isPassing = outcome === null || outcome.status === 503 || (outcome.status === 409 && asked > 0);
    if (outcome && (!isPassing || !(asked <= longestPauseSeconds))) return outcome;
    await new Promise((resolve) => setTimeout(resolve, Math.max(pause, asked * 1000)));
  }
  return send();
}

async function failure(response: Response): Promise<Error> {
  const problem = (await response.json().catch(() => null)) as Problem | null;
  return problem?.code ? new ApiError(problem) : new NetworkError(`Unexpected answer ${response.status}`);
}

/** Headers of a request that changes something: the CSRF token, and "answer with cookies, not tokens". */
export function unsafeHeaders(method: string, body: unknown): Record<string, string> {
  if (method === 'GET') return {};
  return {
    'x-csrf-token': readCookie('lyceum_csrf'),
    'x-token-carriage': 'cookie',
    ...(body === undefined || body instanceof FormData ? {} : { 'content-type': 'application/json' }),
  };
}

function readCookie(name: string): string {
  const found = document.cookie
    .split('; ')
    .find((pair) => pair.startsWith(`${name}=`) || pair.startsWith(`__Host-${name}=`));
  return found ? decodeURIComponent(found.slice(found.indexOf('=') + 1)) : '';
}

let refreshing: Promise<boolean> | null = null;

/** Renews the cookies once, however many requests or tabs ask. @returns false when the person must sign in again */
export function refreshSession(): Promise<boolean> {
  refreshing ??= withTabLock(async () => {
    const response = await fetch('/api/auth/token/refresh/', {
      method: 'POST',
      credentials: 'same-origin',
      headers: { ...unsafeHeaders('POST', {}) },
      body: '{}',
    }).catch(() => null);
    return response?.ok ?? false;
  }).finally(() => {
    refreshing = null;
  });
  return refreshing;
}

const withTabLock = (work: () => Promise<boolean>): Promise<boolean> =>
  'locks' in navigator ? navigator.locks.request('lyceum-refresh', work) : work();
