/**
 * Recurrences against oracles nobody here wrote: libical's expected instances, and PostgreSQL's idea of what clocks show in
 * twelve zones over two years. The fixtures stand beside the repository; without them those cases are left out by name.
 */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ICAL from 'ical.js';
import { describe, expect, inject, it } from 'vitest';
import { Database } from '#server/platform/db/database.ts';
import { sql } from '#server/platform/db/sql.ts';
import { AppError } from '#server/platform/errors.ts';
import { cpuMilliseconds } from '#server/testing/cpu.ts';
import { expandRule, mostOccurrences, readRule } from './recurrence.rules.ts';
import { instantOf, moveWall, wallOf } from './zones.rules.ts';

const fixtures = path.resolve('..', 'shared', 'fixtures', 'icalendar');
const problemOf = (work: () => unknown): { path: string; code: string } => {
  try {
    work();
  } catch (error) {
    if (error instanceof AppError) return error.fields[0]!;
    throw error;
  }
  throw new Error('Expected a problem');
};
const expand = (rule: string, start: string, zone = 'UTC') => expandRule(readRule(rule), start, zone);

const wallOfStamp = (stamp: string): string =>
  `${stamp.slice(0, 4)}-${stamp.slice(4, 6)}-${stamp.slice(6, 8)}T${stamp.slice(9, 11) || '00'}:${stamp.slice(11, 13) || '00'}`;

const instances = path.join(fixtures, 'libical-rrule', 'icalrecur_test_even.txt');

describe.runIf(existsSync(instances))('libical, rules with their expected instances', () => {
  // The block is read also where it is skipped.
  const cases = (existsSync(instances) ? readFileSync(instances, 'utf8') : '')
    .split(/\n\s*\n/)
    .map((block) => {
      const line = (name: string) =>
        block
          .split('\n')
          .find((one) => one.startsWith(`${name}:`))
          ?.slice(name.length + 1)
          .trim() ?? '';
      return { rule: line('RRULE'), start: line('DTSTART'), expected: line('INSTANCES') };
    })
    .filter((one) => one.rule !== '');
  /** Sessions are planned by the day: rules of hours, minutes and seconds are refused, and that is what is asked of them. */
  const isByTheHour = (rule: string) => /FREQ=(HOURLY|MINUTELY|SECONDLY)|BY(HOUR|MINUTE|SECOND)=/.test(rule);
  /**
   * RFC 5545 (table in 3.3.10) expands BYMONTHDAY of a yearly rule over all months; libical keeps to the month of the first
   * day. ical.js reads it as the RFC does, and so do we.
   */
  const readOtherwise = 'FREQ=YEARLY;BYMONTHDAY=29;COUNT=3';

  it('has the cases it is thought to have', () => {
    expect(cases).toHaveLength(73);
    expect(cases.filter((one) => isByTheHour(one.rule))).toHaveLength(15);
  });

  it.each(cases.filter((one) => !isByTheHour(one.rule) && one.rule !== readOtherwise))(
    '$rule from $start',
    ({ rule, start, expected }) => {
      expect(expand(rule, wallOfStamp(start))).toEqual(expected.split(',').map(wallOfStamp));
    },
  );

  it.each(cases.filter((one) => isByTheHour(one.rule)))('$rule is refused', ({ rule }) => {
    expect(problemOf(() => readRule(rule))).toMatchObject({ path: 'rule' });
  });

  it('reads a yearly day of the month as the RFC and ical.js do', () => {
    expect(expand(readOtherwise, '2024-02-29T00:00')).toEqual([
      '2024-02-29T00:00',
      '2024-03-29T00:00',
      '2024-04-29T00:00',
    ]);
  });
});

const recurSamples = path.join(fixtures, 'ical.js-parser', 'recur.ics');

describe.runIf(existsSync(recurSamples))('the rules that ical.js parses', () => {
  const rules = [
    ...(existsSync(recurSamples) ? readFileSync(recurSamples, 'utf8') : '').matchAll(/^RRULE:(.*)$/gm),
  ].map((one) => one[1]!.trim());
  it.each(rules)('%s gives the same days here and there', (rule) => {
    const ended = /UNTIL|COUNT/.test(rule) ? rule : `${rule};COUNT=24`;
    // A first day that the rule makes, because ical.js counts it either way.
    const month = /BYMONTH=(\d)/.exec(rule)?.[1] ?? '9';
    const start = `2012-0${month}-28T11:00`;
    const iterator = ICAL.Recur.fromString(ended).iterator(ICAL.Time.fromDateTimeString(`${start}:00`));
    const theirs: string[] = [];
    for (let next = iterator.next(); next; next = iterator.next()) theirs.push(next.toString().slice(0, 16));
    // A last day without an hour counts in full here; ical.js ends it as it begins.
    if (/UNTIL=\d{8}$/.test(ended)) theirs.push(moveWall(theirs.at(-1)!, 1440));
    expect(expand(ended, start)).toEqual(theirs);
    expect(theirs.length).toBeGreaterThan(10);
  });
});

const zones = [
  'America/New_York',
  'Europe/London',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Pacific/Apia',
  'Africa/Casablanca',
  'America/Santiago',
  'Europe/Copenhagen',
  'Asia/Kolkata',
  'Pacific/Chatham',
  'America/St_Johns',
  'Africa/Cairo',
];

/** The same numbers in every run, so that a failure can be looked at again. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
function generatedRule(pick: (below: number) => number): string {
  const days = weekdays.filter(() => pick(3) === 0);
  const byDay = days.length > 0 ? `;BYDAY=${days.join(',')}` : '';
  const frame = [
    `FREQ=DAILY;INTERVAL=${9 + pick(40)}`,
    `FREQ=WEEKLY;INTERVAL=${4 + pick(6)}${byDay}`,
    `FREQ=MONTHLY;BYMONTHDAY=${1 + pick(31)}`,
    `FREQ=MONTHLY;BYDAY=${1 + pick(4)}${weekdays[pick(7)]}`,
    `FREQ=MONTHLY;BYDAY=-1${weekdays[pick(7)]}`,
    `FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1`,
    `FREQ=YEARLY;BYMONTH=${1 + pick(12)};BYMONTHDAY=-1`,
    `FREQ=YEARLY;BYMONTH=${1 + pick(12)}${byDay}`,
  ][pick(8)]!;
  return `${frame};UNTIL=20271231T235959`;
}

/** All that a rule makes; of one with more than 200 in two years, which is refused, the first 200. */
function expandFirst(rule: string, start: string, zone: string): string[] {
  try {
    return expand(rule, start, zone);
  } catch (error) {
    if (!(error instanceof AppError) || error.fields[0]?.code !== 'too_many') throw error;
    return expand(rule.replace(/UNTIL=.*/, `COUNT=${mostOccurrences}`), start, zone);
  }
}

describe('two years in twelve zones', () => {
  const rulesPerZone = 170;
  // Every night in the hours in which clocks change somewhere, so that nothing here is a comparison of quiet days only.
  const nights = Array.from({ length: 730 }, (_, day) =>
    [0, 90, 120, 150, 180].map((minutes) => moveWall('2026-01-01T00:00', day * 1440 + minutes)),
  ).flat();
  const tally = { rules: 0, sessions: 0, gaps: 0, overlaps: 0 };

  it.each(zones)(
    'recurrences in %s mean the moments PostgreSQL thinks they do',
    async (zone) => {
      const pick = numbers(zones.indexOf(zone) + 1);
      const walls = [...nights];
      for (let made = 0; made < rulesPerZone; made++) {
        const start = moveWall('2026-01-01T00:00', pick(365) * 1440 + 15 * pick(96));
        const found = expandFirst(generatedRule(pick), start, zone);
        expect(found.every((wall) => wall.slice(11) === start.slice(11))).toBe(true);
        walls.push(...found);
        tally.rules += 1;
      }
      const theirs = await momentsOf(walls, zone);
      const wrong = walls.flatMap((wall, index) => {
        const their = theirs[index]!;
        const ours = instantOf(wall, zone).toISOString();
        if (their.shown !== wall) tally.gaps += 1;
        if (their.earlier !== their.meant) tally.overlaps += 1;
        const shown = wallOf(ours, zone);
        return ours === their.earlier && shown === their.shown_earlier
          ? []
          : [{ wall, zone, ours, shown, their }];
      });
      expect(wrong).toEqual([]);
      tally.sessions += walls.length;
    },
    120_000,
  );

  it('were enough of them, in skipped and repeated hours too', () => {
    expect(tally.rules).toBeGreaterThanOrEqual(2000);
    expect(tally.sessions).toBeGreaterThan(60_000);
    expect(tally.gaps).toBeGreaterThan(15);
    expect(tally.overlaps).toBeGreaterThan(15);
  });
});

/**
 * What PostgreSQL makes of wall times: it takes the later of two equal ones and moves a skipped one forward; it also says what
 * clocks show then. `earlier` is the first of two equal ones.
 */
async function momentsOf(walls: string[], zone: string) {
  const db = new Database({ connection_string: inject('admin_url'), pool_size: 1 });
  try {
    return await db.rows<{ meant: string; shown: string; earlier: string; shown_earlier: string }>(sql`
      with meant as (
        select n, w, w::timestamp at time zone ${zone} as at from unnest(${walls}::text[]) with ordinality x (w, n)),
      before as (
        select m.*, (select max(o) from (values (interval '30 minutes'), (interval '1 hour')) k (o)
                      where to_char((m.at - o) at time zone ${zone}, 'YYYY-MM-DD"T"HH24:MI') = m.w) as o from meant m)
      select at as meant, to_char(at at time zone ${zone}, 'YYYY-MM-DD"T"HH24:MI') as shown, at - coalesce(o, '0') as earlier,
             to_char((at - coalesce(o, '0')) at time zone ${zone}, 'YYYY-MM-DD"T"HH24:MI') as shown_earlier
        from before order by n`);
  } finally {
    await db.close();
  }
}

describe('a series', () => {
  it('keeps its hour across summer time', () => {
    const walls = expand('FREQ=WEEKLY;COUNT=3', '2026-10-20T11:00', 'Europe/Copenhagen');
    expect(walls).toEqual(['2026-10-20T11:00', '2026-10-27T11:00', '2026-11-03T11:00']);
    expect(walls.map((wall) => instantOf(wall, 'Europe/Copenhagen').toISOString().slice(11, 13))).toEqual([
      '09',
      '10',
      '10',
    ]);
  });

  it.each([
    [
      '29 February only in years that have one',
      'FREQ=YEARLY;COUNT=3',
      '2024-02-29T09:00',
      ['2024-02-29T09:00', '2028-02-29T09:00', '2032-02-29T09:00'],
    ],
    [
      'the last day of each month',
      'FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=3',
      '2027-12-31T09:00',
      ['2027-12-31T09:00', '2028-01-31T09:00', '2028-02-29T09:00'],
    ],
    [
      'over the end of the year',
      'FREQ=DAILY;INTERVAL=2;COUNT=3',
      '2026-12-30T09:00',
      ['2026-12-30T09:00', '2027-01-01T09:00', '2027-01-03T09:00'],
    ],
    [
      'a last day given as a day, included',
      'FREQ=DAILY;UNTIL=20261202',
      '2026-12-01T09:00',
      ['2026-12-01T09:00', '2026-12-02T09:00'],
    ],
    [
      'a rule that does not make its first day',
      'FREQ=WEEKLY;BYDAY=TU;COUNT=2',
      '2026-11-23T09:00',
      ['2026-11-24T09:00', '2026-12-01T09:00'],
    ],
    [
      'small letters and the name before it',
      'rrule:freq=daily;count=2',
      '2026-12-01T09:00',
      ['2026-12-01T09:00', '2026-12-02T09:00'],
    ],
  ])('%s', (_, rule, start, expected) => {
    expect(expand(rule, start)).toEqual(expected);
  });

  it('ends at a moment in UTC as clocks of its zone show it', () => {
    // 22:00 UTC on 2 December is 17:00 in New York: the session of 17:00 is in, that of 17:15 is not.
    const rule = 'FREQ=DAILY;UNTIL=20261202T220000Z';
    expect(expand(rule, '2026-12-01T17:00', 'America/New_York')).toHaveLength(2);
    expect(expand(rule, '2026-12-01T17:15', 'America/New_York')).toHaveLength(1);
  });

  it('has 200 sessions at most', () => {
    expect(expand('FREQ=DAILY;COUNT=200', '2026-12-01T09:00')).toHaveLength(200);
    expect(problemOf(() => expand('FREQ=DAILY;COUNT=201', '2026-12-01T09:00')).code).toBe('too_many');
    expect(problemOf(() => expand('FREQ=DAILY;UNTIL=20991231', '2026-12-01T09:00')).code).toBe('too_many');
  });
});

describe('rules that mean harm', () => {
  it.each([
    'FREQ=SECONDLY',
    'FREQ=SECONDLY;COUNT=10',
    'FREQ=DAILY',
    'FREQ=WEEKLY;BYDAY=MO',
    'FREQ=DAILY;INTERVAL=0;COUNT=5',
    'FREQ=DAILY;INTERVAL=-1;COUNT=5',
    'FREQ=DAILY;INTERVAL=99999999999999999999;COUNT=5',
    'FREQ=DAILY;COUNT=1000000000',
    'FREQ=DAILY;COUNT=0',
    'FREQ=DAILY;COUNT=1e9',
    'FREQ=DAILY;UNTIL=99991231T235959Z',
    'FREQ=DAILY;UNTIL=20260231',
    'FREQ=DAILY;UNTIL=20261231;COUNT=3',
    'FREQ=DAILY;COUNT=3;COUNT=4',
    'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=5',
    'FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=31;COUNT=200',
    'FREQ=YEARLY;BYYEARDAY=366;BYWEEKNO=20;COUNT=5',
    'FREQ=YEARLY;BYWEEKNO=53;BYMONTH=6;COUNT=5',
    'FREQ=YEARLY;INTERVAL=999;BYMONTH=2;BYMONTHDAY=29;COUNT=200',
    'FREQ=MONTHLY;BYDAY=MO;BYSETPOS=366;COUNT=3',
    'FREQ=DAILY;BYHOUR=1,2,3,4,5;COUNT=5',
    'FREQ=WEEKLY;BYDAY=5MO;COUNT=5',
    'FREQ=DAILY;BYSETPOS=1;COUNT=5',
    'FREQ=DAILY;COUNT=5\nRRULE:FREQ=SECONDLY',
    'FREQ=DAILY;COUNT=5;X-EVIL=1',
    'FREQ=DAILY;COUNT=5;;',
    'FREQ==DAILY;COUNT=5',
    `FREQ=DAILY;COUNT=5;BYMONTH=${'1,'.repeat(140)}1`,
    `FREQ=YEARLY;BYDAY=${'MO,'.repeat(90)}MO;COUNT=5`,
    'hello',
    '',
    '__proto__=1',
    'constructor=1',
  ])('%j is answered with a problem, in less than 50 ms', (rule) => {
    expand('FREQ=DAILY;COUNT=2', '2026-12-01T09:00');
    // The best of three: what else this process clears up meanwhile is not the rule's doing.
    const spent = [1, 2, 3].map(() =>
      cpuMilliseconds(() => {
        expect(problemOf(() => expand(rule, '2026-12-01T09:00', 'Europe/Berlin')).path).toBe('rule');
      }),
    );
    expect(Math.min(...spent)).toBeLessThan(50);
  });
});
