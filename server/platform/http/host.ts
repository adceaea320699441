/**
 * The name a request was sent to becomes part of links and of the comparison with Origin: what is no name is refused at the
 * door (RFC 9112 section 3.2), instead of failing wherever it is used.
 */
import type { FastifyRequest } from 'fastify';
import { invalidField } from '../errors.ts';

/** A name or address with an optional port, and nothing else that an address may hold. */
export const isHost = (host: string): boolean =>
  /^[^\s/?#@\\]+$/.test(host) && URL.canParse(`http://${host}`);

/** @throws AppError `input.invalid` on `Host`; an absent or empty one is let through, as HTTP/1.0 may send none */
export function refuseBrokenHost(request: FastifyRequest): void {
  if (request.host && !isHost(request.host)) throw invalidField('Host', 'This is not the name of a host');
}
