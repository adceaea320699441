/**
 * R23: clocks, zones, summer time. Its short version are the ordinary tests of the rules:
 * server/features/calendar/recurrence.rules.test.ts.
 */
import ICAL from 'ical.js';
import { calendarFile, sessionEvents } from '#server/features/calendar/ics.rules.ts';
import { expandRule, readRule } from '#server/features/calendar/recurrence.rules.ts';
import { instantOf, moveWall } from '#server/features/calendar/zones.rules.ts';
import { Database } from '#server/platform/db/database.ts';
import { newId } from '#server/platform/ids.ts';
import { Cluster } from '../cluster.ts';
import { ended, startProcess, stop } from '../processes.ts';
import type { Check, Report } from '../report.ts';
import { generate, momentsOfPostgres, momentsOfPython, numbers, zones } from './generated.ts';
import { jumps } from './jump.ts';

async function compare(report: Report): Promise<void> {
  const rules = report.count(20_000, 300);
  const cluster = await Cluster.create(report);
  const db = new Database({ connection_string: cluster.url, pool_size: 1 });
  report.defer(() => db.close());
  const { walls, occurrences, odd } = generate(rules);
  let [postgres, python, asked] = [0, 0, 0];
  for (const zone of zones) {
    const ours = walls.map((wall) => instantOf(wall, zone).getTime());
    const differs = (theirs: number[]) => {
      const at = ours.flatMap((moment, n) => (moment === theirs[n] ? [] : [n]));
      if (at[0] !== undefined)
        report.say(`${zone} ${walls[at[0]]}: ours ${ours[at[0]]}, theirs ${theirs[at[0]]}`);
      return at.length;
    };
    postgres += differs(await momentsOfPostgres(db, walls, zone));
    const theirs = momentsOfPython(walls, zone);
    if (!theirs) continue;
    asked += 1;
    python += differs(theirs);
  }
  report.counted(
    'generated recurrences; occurrences; distinct times in each of 12 zones',
    `${rules}; ${occurrences}; ${walls.length}`,
  );
  report.zero('recurrences that do not keep their hour, order or number', odd.length);
  report.zero('moments that PostgreSQL sees otherwise', postgres);
  if (asked === zones.length) report.zero('moments that Python’s zoneinfo sees otherwise', python);
  else report.note('R23: no Python with zone data here, so it was not asked.');
}

const place = { public_url: 'https://learn.example.test' };

/** Sessions out as a calendar file and in again by another program's reader. */
function roundTrip(report: Report): void {
  const pick = numbers(7);
  const files = report.count(2000, 50);
  let wrong = 0;
  for (let n = 0; n < files; n++) {
    const zone = zones[pick(zones.length)]!;
    const days = Array.from({ length: 1 + pick(4) }, (_, day) => {
      const wall = moveWall('2026-01-01T00:00', (pick(365) + day) * 1440 + 15 * pick(90));
      const times = [wall, moveWall(wall, 75)].map((one) => instantOf(one, zone).toISOString());
      return { id: newId(), starts_at: times[0]!, ends_at: times[1]!, dropped: false };
    });
    const session = {
      id: newId(),
      title: `Lift, “park”; drive\\n ${'ü'.repeat(pick(90))}`,
      description: 'One line\nand another, with commas; and more',
      ical_sequence: pick(9),
      updated_at: '2026-01-01T00:00:00.000Z',
      cancelled_at: null,
      room_name: 'Hall; 2, left',
      room_location: '',
      online_url: null,
      days,
    };
    const file = calendarFile({
      ...place,
      method: 'PUBLISH',
      name: 'Mine',
      events: sessionEvents(session, place),
    });
    const events = new ICAL.Component(ICAL.parse(file))
      .getAllSubcomponents('vevent')
      .map((one) => new ICAL.Event(one));
    const read = events.map(({ startDate, endDate, summary, location }) =>
      [
        startDate.toJSDate().toISOString(),
        endDate.toJSDate().toISOString(),
        summary.replace(/ \(\d\/\d\)$/, ''),
        location,
      ].join(' | '),
    );
    const sent = days.map((day) =>
      [day.starts_at, day.ends_at, session.title, session.room_name].join(' | '),
    );
    if (read.join('\n') !== sent.join('\n')) wrong += 1;
  }
  report.counted('calendar files written and read by ical.js', files);
  report.zero('calendar files that say something else when read', wrong);
}

const fixed: [rule: string, start: string, expected: string[]][] = [
  [
    'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;COUNT=3',
    '2024-02-29T09:00',
    ['2024-02-29', '2028-02-29', '2032-02-29'],
  ],
  [
    'FREQ=MONTHLY;BYMONTHDAY=31;COUNT=4',
    '2026-12-31T23:30',
    ['2026-12-31', '2027-01-31', '2027-03-31', '2027-05-31'],
  ],
  ['FREQ=DAILY;COUNT=3', '2026-12-31T23:45', ['2026-12-31', '2027-01-01', '2027-01-02']],
  ['FREQ=WEEKLY;COUNT=3', '2028-02-22T08:00', ['2028-02-22', '2028-02-29', '2028-03-07']],
];

function leapDays(report: Report): void {
  const wrong = fixed.filter(([rule, start, expected]) => {
    const days = expandRule(readRule(rule), start, 'Europe/Copenhagen').map((wall) => wall.slice(0, 10));
    return days.join() !== expected.join();
  });
  for (const [rule] of wrong) report.say(rule);
  report.zero(`rules over 29 February and the end of the year (${fixed.length}) that go wrong`, wrong.length);
}

/** The tests of all rules, as they run on servers that stand elsewhere. */
async function elsewhere(report: Report): Promise<void> {
  const places = report.count(3, 1);
  let failed = 0;
  for (const zone of ['Australia/Lord_Howe', 'America/New_York', 'UTC'].slice(0, places)) {
    const tests = startProcess(
      process.execPath,
      ['node_modules/vitest/vitest.mjs', 'run', '--project', 'server*', '.rules.test'],
      {
        TZ: zone,
        NO_COLOR: '1',
      },
    );
    report.defer(() => stop(tests));
    await ended(tests);
    const counts = /Tests +(.*)/.exec(tests.output())?.[1] ?? 'none ran';
    report.say(`TZ=${zone}: ${counts}`);
    if (tests.child.exitCode !== 0) {
      failed += 1;
      for (const [line] of tests.output().matchAll(/^ FAIL .*$/gm)) report.say(line);
    }
  }
  report.zero(`time zones of the server (${places}) in which tests of the rules fail`, failed);
}

async function run(report: Report): Promise<void> {
  leapDays(report);
  roundTrip(report);
  await compare(report);
  await jumps(report);
  await elsewhere(report);
}

export const check: Check = { id: 'R23', title: 'clocks, zones and summer time', minutes: 8, run };
