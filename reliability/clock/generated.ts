/** Recurrences that nobody wrote by hand, and what two strangers think of their times. */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { expandRule, mostOccurrences, readRule } from '#server/features/calendar/recurrence.rules.ts';
import { moveWall } from '#server/features/calendar/zones.rules.ts';
import type { Database } from '#server/platform/db/database.ts';
import { sql } from '#server/platform/db/sql.ts';
import { AppError } from '#server/platform/errors.ts';

export const zones = [
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

/** The same numbers in every run, so that a mismatch can be looked at again. */
export function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

function aRule(pick: (below: number) => number): string {
  const days = weekdays.filter(() => pick(3) === 0);
  const byDay = days.length > 0 ? `;BYDAY=${days.join(',')}` : '';
  const frames = [
    `FREQ=DAILY;INTERVAL=${1 + pick(40)}`,
    `FREQ=WEEKLY;INTERVAL=${1 + pick(6)}${byDay}`,
    `FREQ=MONTHLY;BYMONTHDAY=${1 + pick(31)}`,
    `FREQ=MONTHLY;BYDAY=${1 + pick(4)}${weekdays[pick(7)]}`,
    `FREQ=MONTHLY;BYDAY=-1${weekdays[pick(7)]}`,
    'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1',
    `FREQ=YEARLY;BYMONTH=${1 + pick(12)};BYMONTHDAY=-1`,
    `FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29`,
  ];
  return `${frames[pick(frames.length)]};COUNT=${2 + pick(40)}`;
}

/** Every distinct wall time that so many generated rules make, from 2026 on; and how many occurrences there were. */
export function generate(rules: number): { walls: string[]; occurrences: number; odd: string[] } {
  const pick = numbers(23);
  const walls = new Set<string>();
  const odd: string[] = [];
  let occurrences = 0;
  for (let made = 0; made < rules; made++) {
    const start = moveWall('2026-01-01T00:00', pick(365) * 1440 + 15 * pick(96));
    const rule = aRule(pick);
    const found = expand(rule, start);
    occurrences += found.length;
    // A series keeps its hour and its order, never exceeds what it may, and lives in days that exist.
    const isRight =
      found.length <= mostOccurrences &&
      found.every((wall, at) => wall.slice(11) === start.slice(11) && (at === 0 || wall > found[at - 1]!)) &&
      found.every((wall) => new Date(`${wall}:00Z`).toISOString().startsWith(wall));
    if (!isRight) odd.push(`${rule} from ${start}`);
    for (const wall of found) walls.add(wall);
  }
  // Every night of two years, in the hours in which clocks change somewhere.
  for (let day = 0; day < 730; day++)
    for (const minutes of [0, 30, 60, 90, 120, 150, 180])
      walls.add(moveWall('2026-01-01T00:00', day * 1440 + minutes));
  return { walls: [...walls], occurrences, odd };
}

/** What a rule makes; nothing when it makes none before the last planned year. */
function expand(rule: string, start: string): string[] {
  try {
    return expandRule(readRule(rule), start, 'UTC');
  } catch (error) {
    if (error instanceof AppError && ['none', 'year', 'too_many'].includes(error.fields[0]?.code ?? ''))
      return [];
    throw error;
  }
}

/** PostgreSQL takes the later of two equal times; asked back, it says so, and the first one is taken. */
export async function momentsOfPostgres(db: Database, walls: string[], zone: string): Promise<number[]> {
  const rows = await db.rows<{ at: number }>(sql`
    with meant as (
      select n, w, w::timestamp at time zone ${zone} as at from unnest(${walls}::text[]) with ordinality x (w, n))
    select (extract(epoch from m.at - coalesce((
             select max(o) from (values (interval '30 minutes'), (interval '1 hour')) k (o)
              where to_char((m.at - o) at time zone ${zone}, 'YYYY-MM-DD"T"HH24:MI') = m.w), '0')) * 1000)::float8 as at
      from meant m order by n`);
  return rows.map(({ at }) => at);
}

/** Null where there is no Python with zone data. */
export function momentsOfPython(walls: string[], zone: string): number[] | null {
  const input = walls.map((wall) => `${zone}\t${wall}`).join('\n');
  const run = spawnSync('python3', [path.join(import.meta.dirname, 'moments.py')], {
    input,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  return run.status === 0 ? run.stdout.trimEnd().split('\n').map(Number) : null;
}
