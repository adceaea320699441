/** From two sets of columns to a diff that a person can read. */
import type * as z from 'zod';
import type { HistoryChange } from '#contract/activity.ts';

type Columns = Record<string, unknown>;
type Change = z.input<typeof HistoryChange>;

const idPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const isId = (value: unknown): value is string => typeof value === 'string' && idPattern.test(value);

/** Columns that say when a row was made; the entry itself says that. */
const silent = new Set(['id', 'created_at']);

/** All ids among the values, whose names a reader wants instead. */
export const idsIn = (...sets: readonly Columns[]): string[] =>
  sets.flatMap((columns) => Object.values(columns).filter(isId));

/**
 * One change per column, in the order of their names. A created record has no `before`, a deleted one no `after`; columns that
 * were empty when a record was made are left out.
 */
export function changesOf(before: Columns, after: Columns, names: ReadonlyMap<string, string>): Change[] {
  const nameOf = (value: unknown) => (isId(value) ? (names.get(value) ?? null) : null);
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])].toSorted();
  return fields.flatMap((field) => {
    const [was, became] = [before[field] ?? null, after[field] ?? null];
    if (silent.has(field) || (isEmpty(was) && isEmpty(became))) return [];
    // An id without a name tells a reader nothing, unless it became another one.
    if ((isEmpty(was) || isEmpty(became)) && isId(was ?? became) && nameOf(was ?? became) === null) return [];
    return [{ field, before: was, after: became, before_name: nameOf(was), after_name: nameOf(became) }];
  });
}

const isEmpty = (value: unknown): boolean =>
  value === null || value === '' || (typeof value === 'object' && Object.keys(value as object).length === 0);
