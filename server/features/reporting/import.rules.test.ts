/** What a file of reporting lines would change: rings inside it, contradictions, stand-ins. */
import { describe, expect, it } from 'vitest';
import { readCsv } from '#server/platform/csv.ts';
import type { StoredPeriod } from './acting.sql.ts';
import { faultsOfHead, planImport, type Standing } from './import.rules.ts';

const now = new Date('2026-06-15T10:00:00Z');

/** People are a@x, b@x, …; their id is the letter. */
function standing(
  lines: Record<string, string> = {},
  periods: StoredPeriod[] = [],
  closed: string[] = [],
): Standing {
  const people = [...'abcdef'].map((letter) => ({
    user_id: letter,
    email: `${letter}@x`,
    is_active: !closed.includes(letter),
    time_zone: 'UTC',
  }));
  return {
    people: new Map(people.map((one) => [one.email, one])),
    managers: new Map(
      Object.entries(lines).map(([user, manager]) => [
        user,
        { manager_id: manager, manager_email: `${manager}@x` },
      ]),
    ),
    periods,
  };
}

function plan(csv: string, before: Standing) {
  const table = readCsv(csv);
  if ('fault' in table) throw new Error(table.fault);
  const planned = planImport(table, before, now);
  return {
    outcomes: planned.rows.map((row) => [row.outcome, ...row.problems.map((one) => one.code)].join(' ')),
    lines: planned.lines.map((one) => `${one.user_id}>${one.manager_id ?? ''}`),
    periods: planned.periods.length,
  };
}

const head = 'email,manager_email\n';
const wide = 'email,manager_email,acting_email,acting_from,acting_until\n';
const holiday: StoredPeriod = {
  manager_id: 'a',
  manager_email: 'a@x',
  acting_id: 'b',
  acting_email: 'b@x',
  valid_from: '2026-07-01T00:00:00.000Z',
  valid_until: '2026-07-15T00:00:00.000Z',
};

describe('planImport', () => {
  it.each([
    ['a first manager is created', `${head}b@x,a@x`, standing(), ['created'], ['b>a']],
    ['another one is a change', `${head}b@x,c@x`, standing({ b: 'a' }), ['changed'], ['b>c']],
    ['the same one is none', `${head}B@X,A@x`, standing({ b: 'a' }), ['unchanged'], []],
    ['an empty cell ends the line', `${head}b@x,`, standing({ b: 'a' }), ['changed'], ['b>']],
    ['nobody had, nobody gets', `${head}b@x,`, standing(), ['unchanged'], []],
    ['a stranger', `${head}z@x,a@x`, standing(), ['refused person.unknown'], []],
    ['a stranger as manager', `${head}b@x,z@x`, standing(), ['refused person.unknown'], []],
    ['no name', `${head},a@x`, standing(), ['refused email.missing'], []],
    ['oneself', `${head}a@x,a@x`, standing(), ['refused person.self'], []],
    [
      'a closed account gets nobody new',
      `${head}b@x,a@x`,
      standing({}, [], ['a']),
      ['refused person.inactive'],
      ['b>a'],
    ],
    ['but keeps whom it has', `${head}b@x,a@x`, standing({ b: 'a' }, [], ['a']), ['unchanged'], []],
    [
      'a ring of two inside the file',
      `${head}a@x,b@x\nb@x,a@x`,
      standing(),
      ['refused line.ring', 'refused line.ring'],
      ['a>b', 'b>a'],
    ],
    [
      'a ring of three, and the one who hangs below it is not to blame',
      `${head}a@x,b@x\nb@x,c@x\nc@x,a@x\nd@x,a@x`,
      standing(),
      ['refused line.ring', 'refused line.ring', 'refused line.ring', 'created'],
      ['a>b', 'b>c', 'c>a', 'd>a'],
    ],
    [
      'a ring closed by a line that stood before',
      `${head}a@x,c@x`,
      standing({ b: 'a', c: 'b' }),
      ['refused line.ring'],
      ['a>c'],
    ],
    [
      'two people change places: no ring',
      `${head}a@x,b@x\nb@x,`,
      standing({ b: 'a' }),
      ['created', 'changed'],
      ['a>b', 'b>'],
    ],
    [
      'two managers for one person',
      `${head}b@x,a@x\nb@x,c@x`,
      standing(),
      ['created', 'refused manager.contradicts'],
      ['b>a'],
    ],
    ['the same row twice', `${head}b@x,a@x\nb@x,a@x`, standing(), ['created', 'unchanged'], ['b>a']],
  ])('%s', (_name, csv, before, outcomes, lines) => {
    const planned = plan(csv, before);
    expect(planned.outcomes).toEqual(outcomes);
    expect(planned.lines).toEqual(lines);
  });

  it.each([
    ['a stand-in with days', 'a@x,,b@x,2026-07-01,2026-07-14', [], 'created', 1],
    ['which reads as the instants that stand', 'a@x,,b@x,2026-07-01,2026-07-14', [holiday], 'unchanged', 0],
    [
      'the instants themselves',
      'a@x,,b@x,2026-07-01T00:00:00.000Z,2026-07-15T00:00:00.000Z',
      [holiday],
      'unchanged',
      0,
    ],
    ['a part of that time', 'a@x,,b@x,2026-07-10,2026-07-20', [holiday], 'refused acting.overlaps', 0],
    ['right after it', 'a@x,,b@x,2026-07-15,2026-07-20', [holiday], 'created', 1],
    ['somebody else at the same time', 'a@x,,c@x,2026-07-01,2026-07-14', [holiday], 'created', 1],
    ['without an end', 'a@x,,b@x,2026-07-01,', [], 'refused acting.incomplete', 0],
    ['oneself', 'a@x,,a@x,2026-07-01,2026-07-14', [], 'refused person.self', 0],
    ['a stranger', 'a@x,,z@x,2026-07-01,2026-07-14', [], 'refused person.unknown', 0],
    ['no day', 'a@x,,b@x,soon,2026-07-14', [], 'refused acting.date', 0],
    ['backwards', 'a@x,,b@x,2026-07-14,2026-07-01', [], 'refused acting.order', 0],
    ['over already', 'a@x,,b@x,2026-05-01,2026-05-31', [], 'refused acting.order', 0],
    ['today as the last day', 'a@x,,b@x,2026-05-01,2026-06-15', [], 'created', 1],
  ])('stand-in: %s', (_name, row, periods, outcome, count) => {
    const planned = plan(wide + row, standing({}, periods));
    expect(planned.outcomes).toEqual([outcome]);
    expect(planned.periods).toBe(count);
  });

  it('takes several stand-ins of one manager from several rows, and finds overlaps between them', () => {
    const rows = [
      'a@x,,b@x,2026-07-01,2026-07-07',
      'a@x,,c@x,2026-07-08,2026-07-14',
      'a@x,,b@x,2026-07-05,2026-07-09',
    ];
    expect(plan(wide + rows.join('\n'), standing()).outcomes).toEqual([
      'created',
      'created',
      'refused acting.overlaps',
    ]);
  });
});

describe('faultsOfHead', () => {
  it.each([
    [['email', 'manager_email'], []],
    [['email', 'manager_email', 'acting_email', 'acting_from', 'acting_until'], []],
    [['email'], ['manager_email column.missing']],
    [['email', 'manager_email', 'salary'], ['salary column.unknown']],
  ])('%j', (names, faults) => {
    expect(faultsOfHead(names).map((one) => `${one.column} ${one.code}`)).toEqual(faults);
  });
});
