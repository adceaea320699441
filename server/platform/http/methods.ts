/**
 * Methods that an address does not answer: 405 with `Allow`, instead of a 404 that hides the address (bar S4).
 *
 * Most of these answers are given by looking at what was not found (`Addresses`): a route for each of them would be five times as many
 * routes as the product has, and a fifth of the time that a process takes to start. Only where another address would take the request
 * there is one: `PATCH /api/courses/export/` must not be taken for `PATCH /api/courses/:id/`.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from 'fastify';
import { AppError } from '../errors.ts';

const all: readonly HTTPMethods[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE'];

const withHead = (methods: Iterable<string>): Set<string> => {
  const answered = new Set(methods);
  if (answered.has('GET')) answered.add('HEAD');
  return answered;
};

/** The answer to a method that an address does not have. */
export function methodNotAllowed(
  request: FastifyRequest,
  reply: FastifyReply,
  allowed: Iterable<string>,
): AppError {
  const list = [...withHead(allowed)].join(', ');
  reply.header('allow', list);
  return new AppError('route.method-not-allowed', {
    detail: `${request.method} is not answered here; ${list} is`,
    params: { allow: list },
  });
}

/** Gives one address an answer to each of `methods`, which it does not have. */
function refuse(app: FastifyInstance, url: string, methods: HTTPMethods[], answered: Set<string>): void {
  app.route({
    method: methods,
    url,
    // Before the body is read.
    onRequest: async (request, reply) => {
      throw methodNotAllowed(request, reply, answered);
    },
    handler: () => undefined,
  });
}

/** Gives one address an answer to every method that `answered` does not name. */
export function refuseOtherMethods(app: FastifyInstance, url: string, answered: Iterable<string>): void {
  const known = withHead(answered);
  refuse(
    app,
    url,
    all.filter((method) => !known.has(method)),
    known,
  );
}

type Address = { url: string; segments: readonly string[]; methods: Set<string> };

const segmentsOf = (path: string): string[] => path.replace(/\/$/, '').split('/');
const isParameter = (segment: string): boolean => segment.startsWith(':');
const parametersOf = ({ segments }: Address): number => segments.filter(isParameter).length;

/** Whether every path of `one`, segment by segment, is one of `other`, which has as many. */
const takesAllOf = (other: readonly string[], one: readonly string[]): boolean =>
  other.every((segment, n) => segment === one[n] || (isParameter(segment) && one[n] !== ''));

/** The product's addresses as their routes are written (`/api/courses/:id/`) and the methods that each answers. */
export class Addresses {
  private readonly byUrl = new Map<string, Address>();
  private byLength: Map<number, Address[]> | null = null;

  add(url: string, methods: readonly string[]): void {
    const known = this.byUrl.get(url) ?? { url, segments: segmentsOf(url), methods: new Set() };
    for (const method of withHead(methods)) known.methods.add(method);
    this.byUrl.set(url, known);
    this.byLength = null;
  }

  /** What the address of this path answers; null where there is none. A path of two of them belongs to the one that says more. */
  methodsAt(path: string): ReadonlySet<string> | null {
    const segments = segmentsOf(path);
    const found = this.ofLength(segments.length).find((address) => takesAllOf(address.segments, segments));
    return found?.methods ?? null;
  }

  /** Routes for the methods that one address lacks and a wider one would answer in its place. */
  refuseWhatOthersWouldTake(app: FastifyInstance): void {
    for (const one of this.byUrl.values()) {
      const wider = this.ofLength(one.segments.length).filter(
        (other) => other !== one && takesAllOf(other.segments, one.segments),
      );
      const taken = all.filter(
        (method) => !one.methods.has(method) && wider.some(({ methods }) => methods.has(method)),
      );
      if (taken.length > 0) refuse(app, one.url, taken, one.methods);
    }
  }

  /** Those with fewer parameters first. */
  private ofLength(length: number): readonly Address[] {
    if (!this.byLength) {
      this.byLength = new Map();
      for (const address of [...this.byUrl.values()].toSorted((a, b) => parametersOf(a) - parametersOf(b))) {
        const { length } = address.segments;
        this.byLength.set(length, [...(this.byLength.get(length) ?? []), address]);
      }
    }
    return this.byLength.get(length) ?? [];
  }
}
