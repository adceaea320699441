/**
 * Recurrence: a rule of RFC 5545 and the first session's wall time -> the wall times of all. Pure.
 *
 * A rule is expanded in wall time, as people read it ("Tuesdays at 11"), and each wall time becomes an instant by the rule of
 * zones.rules.ts. So a series keeps its hour across summer time, and a session in a skipped hour is moved, not lost. The
 * calendar arithmetic is rrule-temporal's; what is let through to it is decided here, because rules come from outside.
 */
import { RRuleTemporal } from 'rrule-temporal';
import { invalidField } from '#server/platform/errors.ts';
import { weekDays } from './weeks.rules.ts';
import { instantOf, plannedYears, wallOf } from './zones.rules.ts';

/** Sessions that one rule may make. */
export const mostOccurrences = 200;

const frequencies = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'];
/** Steps the library may take before a rule counts as one that never comes true (31 February). */
const mostSteps = 4000;

const weekday = '(?:MO|TU|WE|TH|FR|SA|SU)';
const list = (one: string, most: number): RegExp => new RegExp(`^${one}(?:,${one}){0,${most - 1}}$`);
const until = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})\d{2}(Z)?)?$/;

/** What each part of a rule may look like. A part that is not here has no meaning for days: hours and less are refused. */
const parts: Record<string, RegExp> = {
  FREQ: new RegExp(`^(?:${frequencies.join('|')})$`),
  INTERVAL: /^[1-9]\d{0,2}$/,
  COUNT: /^[1-9]\d{0,8}$/,
  UNTIL: until,
  WKST: new RegExp(`^${weekday}$`),
  BYDAY: list(`(?:[+-]?[1-9]\\d?)?${weekday}`, 60),
  BYMONTH: list('(?:[1-9]|1[0-2])', 12),
  BYMONTHDAY: list('-?(?:[1-9]|[12]\\d|3[01])', 62),
  BYYEARDAY: list('[+-]?(?:[1-9]\\d?|[12]\\d\\d|3[0-5]\\d|36[0-6])', 60),
  BYWEEKNO: list('-?(?:[1-9]|[1-4]\\d|5[0-3])', 60),
  BYSETPOS: list('[+-]?(?:[1-9]\\d?|[12]\\d\\d|3[0-5]\\d|36[0-6])', 60),
};

export type Rule = {
  parts: ReadonlyMap<string, string>;
  /** In the order RFC 5545 writes them. */
  text: string;
};

const refuse = (message: string, code: string): never => {
  throw invalidField('rule', message, code);
};

/**
 * @throws AppError `input.invalid` on `rule`: not a rule, a part that days cannot have, without an end, or more than 200
 */
export function readRule(written: string): Rule {
  const found = new Map<string, string>();
  for (const pair of written
    .trim()
    .toUpperCase()
    .replace(/^RRULE:/, '')
    .split(';')) {
    const [name = '', value = '', ...rest] = pair.split('=');
    const shape = parts[name];
    if (!shape || rest.length > 0) refuse(`“${name.slice(0, 20)}” cannot be repeated by`, 'part');
    if (found.has(name)) refuse(`${name} is given twice`, 'twice');
    if (!shape!.test(value)) refuse(`${name} is not understood`, 'value');
    found.set(name, value);
  }
  if (!found.has('FREQ')) refuse('FREQ is missing', 'required');
  checkTogether(found);
  const text = Object.keys(parts)
    .filter((name) => found.has(name))
    .map((name) => `${name}=${found.get(name)}`)
    .join(';');
  return { parts: found, text };
}

/** What RFC 5545 (3.3.10) says of parts that do not go with each other, and where a series must end. */
function checkTogether(found: ReadonlyMap<string, string>): void {
  const frequency = found.get('FREQ')!;
  const ordinals = /\d/.test(found.get('BYDAY') ?? '');
  if (ordinals && (frequency === 'DAILY' || frequency === 'WEEKLY'))
    refuse('Numbered weekdays go with months and years', 'part');
  if (ordinals && found.has('BYWEEKNO')) refuse('Numbered weekdays do not go with BYWEEKNO', 'part');
  if (found.has('BYWEEKNO') && frequency !== 'YEARLY') refuse('BYWEEKNO goes with years', 'part');
  if (found.has('BYYEARDAY') && frequency !== 'YEARLY') refuse('BYYEARDAY goes with years', 'part');
  if (found.has('BYMONTHDAY') && frequency === 'WEEKLY') refuse('BYMONTHDAY does not go with weeks', 'part');
  if (found.has('BYSETPOS') && ![...found.keys()].some((name) => /^BY(?!SETPOS)/.test(name)))
    refuse('BYSETPOS needs another BY part', 'part');
  const count = found.get('COUNT');
  if (count !== undefined && found.has('UNTIL')) refuse('COUNT and UNTIL exclude each other', 'twice');
  if (count === undefined && !found.has('UNTIL')) refuse('A series needs an end: COUNT or UNTIL', 'endless');
  if (count !== undefined && Number(count) > mostOccurrences)
    refuse(`A series has ${mostOccurrences} sessions at most`, 'too_many');
}

/**
 * The starts that a rule makes, in wall time and order. The first session is among them only where the rule makes it.
 *
 * @param starts_local  of the first session: where days begin to count
 * @throws AppError `input.invalid` on `rule`: it makes none, more than 200, or one after the year 2100
 */
export function expandRule(rule: Rule, starts_local: string, zone: string): string[] {
  const last = endOf(rule, zone);
  const made: string[] = [];
  let tooFar = false;
  const take = (wall: string): boolean => {
    if (last && isAfter(wall, last, zone)) return false;
    tooFar = Number(wall.slice(0, 4)) > plannedYears.last;
    if (tooFar || made.length > mostOccurrences) return false;
    made.push(wall);
    return true;
  };
  if (rule.parts.has('BYWEEKNO')) tooFar = !takeWeeks(rule, starts_local, take) && made.length > 0;
  else takeAll(rule, starts_local, last, take);
  if (tooFar) refuse(`Sessions are planned until the year ${plannedYears.last}`, 'year');
  if (made.length > mostOccurrences) refuse(`A series has ${mostOccurrences} sessions at most`, 'too_many');
  if (made.length === 0) refuse('This rule makes no session', 'none');
  return made;
}

function takeAll(rule: Rule, starts_local: string, last: End | null, take: (wall: string) => boolean): void {
  try {
    recurrence(rule, starts_local, last).all((occurrence) => take(occurrence.toString().slice(0, 16)));
  } catch (error) {
    // The library says so by an error of no class of its own when a rule runs into its limits.
    throw Object.assign(invalidField('rule', 'This rule makes too few sessions in too long a time', 'none'), {
      cause: error,
    });
  }
}

/** @returns false when the planned years were over before the rule was */
function takeWeeks(rule: Rule, starts_local: string, take: (wall: string) => boolean): boolean {
  let left = Number(rule.parts.get('COUNT') ?? mostOccurrences + 1);
  for (const day of weekDays(rule.parts, starts_local.slice(0, 10), plannedYears.last + 1)) {
    if (!take(`${day}${starts_local.slice(10)}`)) return true;
    left -= 1;
    if (left === 0) return true;
  }
  return false;
}

/** The rule in a zone without summer time, so that the library counts days and nothing else. */
function recurrence(rule: Rule, starts_local: string, last: End | null): RRuleTemporal {
  const compact = (wall: string): string => `${wall.replaceAll('-', '').replaceAll(':', '')}00Z`;
  const body = rule.text.replace(/(^|;)UNTIL=[^;]*/, '$1').replace(/^;|;$|;(?=;)/g, '');
  // A day more than asked for, because an end in UTC may be later by the clock on the wall; what is too much is left out above.
  const end =
    last &&
    `;UNTIL=${compact(new Date(Date.parse(`${last.wall}:00Z`) + 24 * 3_600_000).toISOString().slice(0, 16))}`;
  return new RRuleTemporal({
    rruleString: `DTSTART:${compact(starts_local)}\nRRULE:${body}${end ?? ''}`,
    maxIterations: mostSteps,
    maxCandidateEvaluations: mostSteps,
    cache: false,
  });
}

/** Until when, included: a wall time, and the instant where it was given as one. */
type End = { wall: string; instant: Date | null };

function endOf(rule: Rule, zone: string): End | null {
  const written = rule.parts.get('UNTIL');
  if (written === undefined) return null;
  const [, year, month, day, hours = '23', minutes = '59', utc] = until.exec(written)!;
  const wall = `${year}-${month}-${day}T${hours}:${minutes}`;
  const at = new Date(`${wall}:00Z`);
  // JavaScript reads 31 February as 2 March and 24:00 as tomorrow.
  if (Number.isNaN(at.getTime()) || at.toISOString().slice(0, 16) !== wall)
    refuse('UNTIL is not understood', 'value');
  if (Number(year) > plannedYears.last + 1)
    refuse(`Sessions are planned until the year ${plannedYears.last}`, 'year');
  return utc ? { wall: wallOf(at, zone), instant: at } : { wall, instant: null };
}

const isAfter = (wall: string, last: End, zone: string): boolean =>
  last.instant ? instantOf(wall, zone) > last.instant : wall > last.wall;
