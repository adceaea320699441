/**
 * Binds contract endpoints to service functions.
 *
 *     export const catalogRoutes = bind(catalog, { listCourses: (ctx, { query }) => courses.listCourses(ctx, query), … });
 *
 * Every endpoint of the group must have a handler; input and output types come from the endpoint.
 */
import type { FastifyRequest } from 'fastify';
import type * as z from 'zod';
import type { Endpoint, EndpointGroup } from '#contract/endpoint.ts';
import type { Ctx } from '../context.ts';
import type { HttpReply } from './reply.ts';

type Input<E extends Endpoint> = {
  params: z.output<E['params']>;
  query: z.output<E['query']>;
  body: z.output<E['body']>;
  /** The raw request, for streams, cookies and conditional headers only. */
  request: FastifyRequest;
};
export type Handler<E extends Endpoint> = (
  ctx: Ctx,
  input: Input<E>,
) => Promise<z.input<E['response']> | HttpReply>;

export type BoundEndpoint = { name: string; endpoint: Endpoint; handler: Handler<Endpoint> };

export function bind<Group extends EndpointGroup>(
  group: Group,
  handlers: { [Name in keyof Group]: Handler<Group[Name]> },
): BoundEndpoint[] {
  return Object.entries(group).map(([name, endpoint]) => ({
    name,
    endpoint,
    handler: handlers[name as keyof Group] as unknown as Handler<Endpoint>,
  }));
}
