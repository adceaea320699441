/** Turns rows into the list answer of both documents, with links that keep the caller's other parameters. */
import type { FastifyRequest } from 'fastify';
import type { Page } from '#contract/values/common.ts';
import { AppError } from '../errors.ts';

export type Paging = { page: number; page_size: number; cursor?: string | undefined };

export const offsetOf = (paging: Paging): number => (paging.page - 1) * paging.page_size;

/** An offset page: `count` is of all matching rows. */
export function offsetPage<Item>(
  request: FastifyRequest,
  paging: Paging,
  count: number,
  results: Item[],
): Page<Item> {
  const link = (page: number) => linkWith(request, { page: String(page) });
  return {
    count,
    next: paging.page * paging.page_size < count ? link(paging.page + 1) : null,
    previous: paging.page > 1 && count > 0 ? link(paging.page - 1) : null,
    results,
  };
}

/** A keyset page: fetch `page_size + 1` rows; the extra one only says that there is a next page. */
export function cursorPage<Row, Item>(
  request: FastifyRequest,
  paging: Paging,
  rows: Row[],
  keyOf: (row: Row) => (string | number | null)[],
  present: (row: Row) => Item,
): Page<Item> {
  const shown = rows.slice(0, paging.page_size);
  const last = shown.at(-1);
  const more = rows.length > paging.page_size && last !== undefined;
  return {
    count: null,
    next: more ? linkWith(request, { cursor: encodeCursor(keyOf(last)) }) : null,
    previous: null,
    results: shown.map(present),
  };
}

export const encodeCursor = (key: (string | number | null)[]): string =>
  Buffer.from(JSON.stringify(key)).toString('base64url');

/** @returns null for the first page (`cursor=`) @throws AppError `input.invalid` for anything we did not make */
export function decodeCursor(cursor: string, length: number): (string | number | null)[] | null {
  if (cursor === '') return null;
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (
      Array.isArray(key) &&
      key.length === length &&
      key.every((part) => part === null || ['string', 'number'].includes(typeof part))
    ) {
      return key as (string | number | null)[];
    }
  } catch {
    // Falls through: a cursor that is not ours is bad input, not a failure.
  }
  throw new AppError('input.invalid', {
    fields: [{ path: 'cursor', code: 'custom', message: 'Not a cursor from a previous page' }],
  });
}

/** Who asks without a Host (HTTP/1.0 may) gets links that hold on the machine itself; a broken one was refused (host.ts). */
function linkWith(request: FastifyRequest, changed: Record<string, string>): string {
  const url = new URL(request.url, `${request.protocol}://${request.host || 'localhost'}`);
  for (const [key, value] of Object.entries(changed)) url.searchParams.set(key, value);
  return url.toString();
}
