/** Which refusals are worth keeping: of people who are signed in, and of guesses that ran into a limit. */
import type { FastifyRequest } from 'fastify';
import type { ErrorCode } from '#contract/errors.ts';
import type { Actor, Ctx } from '../context.ts';
import type { AppError } from '../errors.ts';

export type Refusal = Pick<Ctx, 'db' | 'actor' | 'log' | 'origin'> & {
  at: Date;
  request_id: string;
  /** `GET /api/courses/:id/`: as it is declared, so that no id or one-time link gets in. */
  route: string;
  status: 403 | 404 | 429;
  code: ErrorCode;
  /** What was asked for, where the address names a record. */
  record_id: string | null;
};

const recordId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * A record that is not there and one that is somebody else's are answered the same, so both are kept: whoever tries ids is seen by
 * the number.
 *
 * @returns null for what is no matter of access
 */
export function refusalOf(
  request: FastifyRequest,
  failure: AppError,
  actor: Actor,
): Pick<Refusal, 'route' | 'status' | 'code' | 'record_id' | 'request_id'> | null {
  const { status, code } = failure;
  const { id } = (request.params ?? {}) as { id?: string };
  const isAsking = actor.kind === 'user';
  const isKept =
    status === 429 || (isAsking && (status === 403 || (code === 'record.not-found' && id !== undefined)));
  if (!isKept) return null;
  return {
    route: `${request.method} ${request.routeOptions.url ?? '(page)'}`,
    status: status as Refusal['status'],
    code,
    record_id: id && recordId.test(id) ? id.toLowerCase() : null,
    request_id: request.id,
  };
}
