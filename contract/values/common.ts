/** Values every feature shares: ids, times, money, paging. Pure; no Node, no DOM. */
import * as z from 'zod';

export const id = z.uuid();
/** An instant, ISO 8601 in UTC with milliseconds: `2026-11-17T09:42:07.000Z`. */
export const instant = z.iso.datetime({ offset: true });
export const idParams = z.strictObject({ id });

/** Trimmed text that is not blank. NUL is refused because PostgreSQL cannot hold it. */
export const text = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine((value) => !value.includes('\u0000'), { message: 'NUL characters are not allowed' });

/** Text that may be empty. */
export const optionalText = (max: number) =>
  z
    .string()
    .max(max)
    .refine((value) => !value.includes('\u0000'), { message: 'NUL characters are not allowed' });

/** A price as a decimal string with two places. A number is accepted on the way in (U-21). */
export const price = z.union([z.number(), z.string().trim()]).transform((value, context) => {
  const written = typeof value === 'number' ? String(value) : value;
  if (!/^\d{1,8}(\.\d{1,2})?$/.test(written)) {
    context.addIssue({ code: 'custom', message: 'Expected an amount between 0.00 and 99999999.99' });
    return z.NEVER;
  }
  const [whole = '0', cents = ''] = written.split('.');
  return `${String(Number(whole))}.${cents.padEnd(2, '0')}`;
});
export const currency = z.string().regex(/^[A-Z]{3}$/, 'Expected a three-letter ISO 4217 code');

/** A flag in a query string: `true`, `1`, `false`, `0`. */
export const flag = z
  .enum(['true', 'false', '1', '0', 'True', 'False'])
  .transform((value) => value === '1' || value.toLowerCase() === 'true');

/** A whole percentage, floored: 100 only when everything is done. */
export const percent = z.int().min(0).max(100);

export const maxPageSize = 100;

/**
 * The query every list takes. `page` counts from 1; `cursor` switches to keyset paging (give an empty `cursor=` for the
 * first page, then follow `next`): it stays fast at any depth and never skips a row that moved.
 */
export const listQuery = {
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  page_size: z.coerce.number().int().min(1).max(maxPageSize).default(20),
  cursor: z.string().max(200).optional(),
  search: z.string().max(200).optional(),
};

/** `?ordering=title` or `?ordering=-created_at`. */
export const ordering = <const Field extends string>(fields: readonly Field[]) =>
  z.enum([...fields, ...fields.map((field) => `-${field}` as const)] as [Field, ...(Field | `-${Field}`)[]]);

/** The list answer of both documents. `count` is null with `cursor` paging, where counting would cost more than reading. */
export const page = <Item extends z.ZodType>(item: Item) =>
  z.object({
    count: z.int().nullable(),
    next: z.string().nullable(),
    previous: z.string().nullable(),
    results: z.array(item),
  });

export type Page<Item> = {
  count: number | null;
  next: string | null;
  previous: string | null;
  results: Item[];
};

/** What the actor may do to a record, computed by the server; the web reads it and never recomputes roles. */
export const can = z.array(z.string());
