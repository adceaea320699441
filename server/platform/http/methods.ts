/** Methods that an address does not answer: 405 with `Allow`, instead of a 404 that hides the address (bar S4). */
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

/** Gives one address an answer to every method that `answered` does not name. */
export function refuseOtherMethods(app: FastifyInstance, url: string, answered: Iterable<string>): void {
  const known = withHead(answered);
  app.route({
    method: all.filter((method) => !known.has(method)),
    url,
    // Before the body is read.
    onRequest: async (request, reply) => {
      throw methodNotAllowed(request, reply, known);
    },
    handler: () => undefined,
  });
}
