/** Gaps as a table, and its twin in SQL: the day itself, zones, levels that ended, levels that are only declared. */
import { describe, expect, it } from 'vitest';
import { sql } from '#server/platform/db/sql.ts';
import { startProduct } from '#server/testing/product.ts';
import { addDays, gapState, isGap, provenLevel, type Standing, shortBy } from './gap.rules.ts';

const today = '2026-06-15';
const ever = 'infinity';
const at = (required: number, proven_until: (string | null)[], declared: number | null = null): Standing => ({
  required,
  proven_until,
  declared,
  today,
});

const table: [string, Standing, string, number][] = [
  ['nothing at all', at(1, []), 'none', 1],
  ['nothing, and three are asked', at(3, []), 'none', 3],
  ['the level itself, for good', at(2, [ever, ever]), 'met', 0],
  ['one more', at(2, [ever, ever, ever]), 'above', 0],
  ['the highest there is', at(5, [ever, ever, ever, ever, ever]), 'met', 0],
  ['one less', at(3, [ever, ever]), 'short', 1],
  ['three less', at(4, [ever]), 'short', 3],
  ['ends tomorrow', at(1, ['2026-06-16']), 'expiring', 0],
  ['ends today: it does not hold any more', at(1, [today]), 'expired', 1],
  ['ended yesterday', at(1, ['2026-06-14']), 'expired', 1],
  ['ends in exactly 60 days', at(1, ['2026-08-14']), 'expiring', 0],
  ['ends in 61 days', at(1, ['2026-08-15']), 'met', 0],
  ['the level above ends soon, the one that is asked does not', at(1, [ever, '2026-06-20']), 'above', 0],
  ['the level above has ended', at(1, [ever, '2026-06-10']), 'met', 0],
  ['above, but what is asked ends soon', at(1, ['2026-06-20', '2026-06-20']), 'expiring', 0],
  ['the level has ended, the one below holds', at(2, [ever, '2026-06-01']), 'expired', 1],
  ['never had that level, and the one below has ended', at(2, ['2026-06-01', null]), 'none', 2],
  ['declared is not proven', at(2, [], 2), 'declared', 2],
  ['declared higher', at(2, [], 5), 'declared', 2],
  ['declared lower is no better than nothing', at(3, [], 2), 'none', 3],
  ['declared, and one level proven', at(3, [ever], 3), 'declared', 2],
  ['declared, but it was proven once and ended', at(1, ['2026-06-01'], 1), 'expired', 1],
  ['declared what is proven anyway', at(1, [ever], 1), 'met', 0],
  ['declared more than is proven, where what is asked is proven', at(1, [ever], 4), 'met', 0],
];

describe('gapState', () => {
  it.each(table)('%s', (_name, standing, state, short) => {
    expect(gapState(standing)).toBe(state);
    expect(shortBy(standing)).toBe(short);
    expect(isGap(gapState(standing))).toBe(short > 0);
    expect(provenLevel(standing.proven_until, today) >= standing.required).toBe(short === 0);
  });

  it('is judged on the person’s own day: where it is already tomorrow the level has ended', () => {
    expect(gapState({ ...at(1, ['2026-06-16']), today: '2026-06-15' })).toBe('expiring');
    expect(gapState({ ...at(1, ['2026-06-16']), today: '2026-06-16' })).toBe('expired');
  });

  it.each([
    ['2026-02-28', 1, '2026-03-01'],
    ['2028-02-28', 1, '2028-02-29'],
    ['2026-12-31', 60, '2027-03-01'],
    ['2026-03-28', 2, '2026-03-30'],
  ])('%s and %i days is %s', (day, days, expected) => {
    expect(addDays(day, days)).toBe(expected);
  });
});

describe('gap_state in SQL', () => {
  it('says the same of every row of the table', async () => {
    const product = await startProduct();
    for (const [name, { required, proven_until, declared }, state] of table) {
      const row = await product.runtime.db.one<{ state: string }>(
        sql`select gap_state(${required}::int, ${proven_until}::date[], ${declared}::int, ${today}::date) as state`,
      );
      expect([name, row.state]).toEqual([name, state]);
    }
  });
});
