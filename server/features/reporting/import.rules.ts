/**
 * What a file of reporting lines would change, worked out before anything is written. Pure.
 *
 * A person may stand in several rows (one per stand-in); all must name the same manager. An empty `manager_email` means nobody.
 * People and stand-ins that the file does not name stay as they are.
 */
import { type ReportingFault, reportingColumns, reportingFaults } from '#contract/reporting.ts';
import type { CsvRow, CsvTable } from '#server/platform/csv.ts';
import type { ActingPeriod, StoredPeriod } from './acting.sql.ts';
import { readMoment } from './days.rules.ts';
import type { KnownPerson, ManagerChange } from './lines.sql.ts';

export type Standing = {
  /** By address in lower case. */
  people: ReadonlyMap<string, KnownPerson>;
  /** The manager of each person who has one. */
  managers: ReadonlyMap<string, { manager_id: string; manager_email: string }>;
  periods: readonly StoredPeriod[];
};

export type Problem = { column: string; code: ReportingFault; message: string };
export type PlannedRow = {
  row: number;
  email: string;
  outcome: 'created' | 'changed' | 'unchanged' | 'refused';
  manager_email: string;
  previous_manager_email: string | null;
  problems: Problem[];
};
export type Plan = { rows: PlannedRow[]; lines: ManagerChange[]; periods: ActingPeriod[] };

export const problem = (column: string, code: ReportingFault): Problem => ({
  column,
  code,
  message: reportingFaults[code],
});

/** Columns that are missing or unknown; such a file is refused as a whole. */
export function faultsOfHead(head: readonly string[]): Problem[] {
  const missing = (['email', 'manager_email'] as const).filter((name) => !head.includes(name));
  const unknown = head.filter((name) => !(reportingColumns as readonly string[]).includes(name));
  return [
    ...missing.map((name) => problem(name, 'column.missing')),
    ...unknown.map((name) => problem(name, 'column.unknown')),
  ];
}

export function planImport(table: CsvTable, standing: Standing, now: Date): Plan {
  const hasActing = table.head.includes('acting_email');
  const said = new Map<string, string | null>();
  const changes = new Map<string, string | null>();
  const periods: ActingPeriod[] = [];
  const rows = table.rows.map((row): PlannedRow => {
    const read = readRow(row, standing, said);
    const period = hasActing && read.person ? readPeriod(row, read.person, standing, periods, now) : null;
    const problems = [...read.problems, ...(period?.problems ?? [])];
    const planned = {
      row: row.row,
      email: row.values['email'] ?? '',
      manager_email: row.values['manager_email'] ?? '',
      previous_manager_email:
        (read.person && standing.managers.get(read.person.user_id)?.manager_email) ?? null,
      problems,
    };
    if (problems.length > 0 || !read.person) return { ...planned, outcome: 'refused' };
    const personId = read.person.user_id;
    const before = standing.managers.get(personId)?.manager_id ?? null;
    const moves = before !== read.manager_id && !changes.has(personId);
    if (moves) changes.set(personId, read.manager_id);
    if (period?.fresh) periods.push(period.fresh);
    if (!moves && !period?.fresh) return { ...planned, outcome: 'unchanged' };
    return { ...planned, outcome: moves && before !== null ? 'changed' : 'created' };
  });
  refuseRings(rows, changes, standing);
  return {
    rows,
    lines: [...changes].map(([user_id, manager_id]) => ({ user_id, manager_id })),
    periods,
  };
}

function readRow(row: CsvRow, { people }: Standing, said: Map<string, string | null>) {
  const problems: Problem[] = [];
  const email = row.values['email'] ?? '';
  const person = people.get(email.toLowerCase());
  if (!email) problems.push(problem('email', 'email.missing'));
  else if (!person) problems.push(problem('email', 'person.unknown'));
  const managerEmail = row.values['manager_email'] ?? '';
  const manager = managerEmail ? people.get(managerEmail.toLowerCase()) : undefined;
  if (managerEmail && !manager) problems.push(problem('manager_email', 'person.unknown'));
  else if (manager && manager.user_id === person?.user_id)
    problems.push(problem('manager_email', 'person.self'));
  const managerId = manager?.user_id ?? null;
  if (person && problems.length === 0) {
    const earlier = said.get(person.user_id);
    if (earlier !== undefined && earlier !== managerId)
      problems.push(problem('manager_email', 'manager.contradicts'));
    else said.set(person.user_id, managerId);
  }
  return { person, manager, manager_id: managerId, problems };
}

/** @returns null when the row names no stand-in; `fresh` when there is something to write */
function readPeriod(
  { values }: CsvRow,
  manager: KnownPerson,
  standing: Standing,
  planned: readonly ActingPeriod[],
  now: Date,
): { problems: Problem[]; fresh: ActingPeriod | null } | null {
  const given = ['acting_email', 'acting_from', 'acting_until'].map((name) => values[name] ?? '');
  const [email = '', from = '', until = ''] = given;
  if (given.every((one) => one === '')) return null;
  const refused = (column: string, code: ReportingFault) => ({
    problems: [problem(column, code)],
    fresh: null,
  });
  if (given.some((one) => one === '')) return refused('acting_email', 'acting.incomplete');
  const acting = standing.people.get(email.toLowerCase());
  if (!acting) return refused('acting_email', 'person.unknown');
  if (acting.user_id === manager.user_id) return refused('acting_email', 'person.self');
  const validFrom = readMoment(from, manager.time_zone, 'beginning');
  if (!validFrom) return refused('acting_from', 'acting.date');
  const validUntil = readMoment(until, manager.time_zone, 'end');
  if (!validUntil) return refused('acting_until', 'acting.date');
  if (validUntil <= validFrom || validUntil <= now) return refused('acting_until', 'acting.order');
  const others = [...standing.periods, ...planned].filter(
    (one) => one.manager_id === manager.user_id && one.acting_id === acting.user_id,
  );
  const bounds = (one: StoredPeriod | ActingPeriod) =>
    [+new Date(one.valid_from), +new Date(one.valid_until)] as const;
  if (others.some((one) => bounds(one)[0] === +validFrom && bounds(one)[1] === +validUntil))
    return { problems: [], fresh: null };
  if (!acting.is_active) return refused('acting_email', 'person.inactive');
  if (others.some((one) => bounds(one)[0] < +validUntil && bounds(one)[1] > +validFrom))
    return refused('acting_from', 'acting.overlaps');
  return {
    problems: [],
    fresh: {
      manager_id: manager.user_id,
      acting_id: acting.user_id,
      valid_from: validFrom,
      valid_until: validUntil,
      reason: '',
    },
  };
}

/**
 * Every row whose new line is a part of a ring; the lines that stood before have none. A closed account may keep the people it
 * has (that is how it is exported) but gets no new ones.
 */
function refuseRings(rows: PlannedRow[], changes: Map<string, string | null>, standing: Standing): void {
  const managerOf = (userId: string): string | null =>
    changes.has(userId) ? changes.get(userId)! : (standing.managers.get(userId)?.manager_id ?? null);
  const active = new Map([...standing.people.values()].map((one) => [one.user_id, one.is_active]));
  for (const planned of rows) {
    const personId = standing.people.get(planned.email.toLowerCase())?.user_id;
    if (!personId || !changes.has(personId) || planned.outcome === 'refused') continue;
    const code = isInRing(personId, managerOf)
      ? 'line.ring'
      : active.get(changes.get(personId) ?? '') === false
        ? 'person.inactive'
        : null;
    if (!code) continue;
    planned.outcome = 'refused';
    planned.problems.push(problem('manager_email', code));
  }
}

/** Walking up from somebody who hangs below a ring would go round without ever meeting them: steps are remembered. */
function isInRing(personId: string, managerOf: (userId: string) => string | null): boolean {
  const met = new Set<string>();
  for (let at = managerOf(personId); at !== null && !met.has(at); at = managerOf(at)) {
    if (at === personId) return true;
    met.add(at);
  }
  return false;
}
