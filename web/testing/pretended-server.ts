// A server for page tests: answers per endpoint of the contract, checked against it, and remembers what was sent.
import { expect, onTestFinished, vi } from 'vitest';
import type * as z from 'zod';
import type { Endpoint } from '#contract/endpoint.ts';
import { type ErrorCode, errors, type Problem } from '#contract/errors.ts';

export type Sent = {
  params: Record<string, string>;
  query: URLSearchParams;
  body: unknown;
  headers: Headers;
};

/** Answer with this and the page sees a refusal. */
export class Refusal {
  readonly problem: Problem;
  constructor(code: ErrorCode, more: Partial<Pick<Problem, 'params' | 'errors'>> = {}) {
    const { status, title } = errors[code];
    const known = { type: '', title, status, detail: title, code, request_id: '01JD3K9V' };
    this.problem = { params: {}, errors: [], ...known, ...more };
  }
}

type Reply<E extends Endpoint> = (sent: Sent) => z.input<E['response']> | Refusal;
type Route = { endpoint: Endpoint; pattern: RegExp; reply: Reply<Endpoint>; sent: Sent[] };

export type PretendedServer = {
  /** Answers an endpoint from now on; a later answer replaces an earlier one. */
  on<E extends Endpoint>(endpoint: E, reply: Reply<E>): void;
  /** What the page has sent to an endpoint. */
  sentTo(endpoint: Endpoint): readonly Sent[];
};

const methodsOf = ({ method }: Endpoint): readonly string[] =>
  typeof method === 'string' ? [method] : method;

/** Call once per test. A request nobody answers fails the test. */
export function pretendServer(): PretendedServer {
  const routes: Route[] = [];
  const unanswered: string[] = [];
  vi.stubGlobal('fetch', async (input: string, init: RequestInit = {}) => {
    const url = new URL(input, window.location.origin);
    const method = init.method ?? 'GET';
    const route = routes.find(
      ({ endpoint, pattern }) => methodsOf(endpoint).includes(method) && pattern.test(url.pathname),
    );
    if (!route) {
      unanswered.push(`${method} ${url.pathname}`);
      return Response.json(new Refusal('route.not-found').problem, { status: 404 });
    }
    const sent: Sent = {
      params: { ...route.pattern.exec(url.pathname)?.groups },
      query: url.searchParams,
      body: typeof init.body === 'string' ? JSON.parse(init.body) : undefined,
      headers: new Headers(init.headers),
    };
    route.sent.push(sent);
    return answer(route, sent);
  });
  onTestFinished(() => {
    vi.unstubAllGlobals();
    expect(unanswered, 'every request has an answer').toEqual([]);
  });
  return {
    on(endpoint, reply) {
      const pattern = new RegExp(`^${endpoint.path.replace(/:([a-z_]+)/g, '(?<$1>[^/]+)')}$`);
      // The pretended server only passes answers on, so their types may be forgotten here.
      const route = { endpoint, pattern, reply: reply as Reply<Endpoint>, sent: [] };
      routes.unshift(route);
    },
    sentTo: (endpoint) =>
      routes.filter((route) => route.endpoint === endpoint).flatMap((route) => route.sent),
  };
}

/** Both sides keep the contract: what the page sends is as strict as on the server, and so is what it gets. */
function answer({ endpoint, reply }: Route, sent: Sent): Response {
  const said = endpoint.body.safeParse(sent.body ?? {});
  expect(said.error?.issues, `${endpoint.path} accepts what was sent`).toBeUndefined();
  const given = reply(sent);
  if (given instanceof Refusal) return Response.json(given.problem, { status: given.problem.status });
  if (given === null) return new Response(null, { status: 204 });
  return Response.json(endpoint.response.parse(given), { status: endpoint.status });
}
