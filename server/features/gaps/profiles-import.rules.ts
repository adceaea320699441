/**
 * What a file of role profiles would change, worked out before anything is written. Pure.
 *
 * One row per profile and skill; a profile is told by its name. A profile that the file names has exactly the skills of its rows;
 * profiles that it does not name stay as they are. A row without skill names a profile without skills.
 */
import { type RoleProfileFault, roleProfileColumns, roleProfileFaults } from '#contract/gaps-shapes.ts';
import type { CsvTable } from '#server/platform/csv.ts';
import type { ProfileFields, SkillLevel } from './profiles.sql.ts';

export type KnownProfile = ProfileFields & { id: string; skills: readonly SkillLevel[] };
export type Known = {
  /** By name in lower case. */
  profiles: ReadonlyMap<string, KnownProfile>;
  positions: ReadonlyMap<string, string>;
  departments: ReadonlyMap<string, string>;
  skills: ReadonlyMap<string, string>;
};
export type Problem = { column: string; code: RoleProfileFault; message: string };
export type PlannedRow = {
  row: number;
  profile: string;
  skill: string;
  outcome: 'created' | 'changed' | 'unchanged' | 'refused';
  problems: Problem[];
};
export type PlannedProfile = {
  id: string | null;
  fields: ProfileFields;
  skills: SkillLevel[];
  changes: boolean;
};
export type Plan = { rows: PlannedRow[]; profiles: PlannedProfile[] };

export const problem = (column: string, code: RoleProfileFault): Problem => ({
  column,
  code,
  message: roleProfileFaults[code],
});

export function faultsOfHead(head: readonly string[]): Problem[] {
  const missing = (['profile', 'position', 'department', 'skill', 'level'] as const).filter(
    (name) => !head.includes(name),
  );
  const unknown = head.filter((name) => !(roleProfileColumns as readonly string[]).includes(name));
  return [
    ...missing.map((name) => problem(name, 'column.missing')),
    ...unknown.map((name) => problem(name, 'column.unknown')),
  ];
}

type Draft = PlannedProfile & { rows: PlannedRow[] };

export function planImport(table: CsvTable, known: Known): Plan {
  const drafts = new Map<string, Draft>();
  const rows = table.rows.map(({ row, values }): PlannedRow => {
    const name = values['profile'] ?? '';
    const planned: PlannedRow = {
      row,
      profile: name,
      skill: values['skill'] ?? '',
      outcome: 'unchanged',
      problems: [],
    };
    const refuse = (column: string, code: RoleProfileFault) => planned.problems.push(problem(column, code));
    if (name === '') refuse('profile', 'profile.missing');
    if (name.length > 100) refuse('profile', 'profile.too-long');
    const fields = readFields(name, values, known, refuse);
    const draft = drafts.get(name.toLowerCase()) ?? begin(fields, known);
    const says = (one: ProfileFields) => `${one.position_id} ${one.department_id} ${one.description}`;
    if (says(draft.fields) !== says(fields)) refuse('position', 'whom.contradicts');
    drafts.set(name.toLowerCase(), draft);
    draft.rows.push(planned);
    readSkill(values, draft, known, refuse);
    return planned;
  });
  refuseTaken([...drafts.values()], known);
  for (const draft of drafts.values()) judge(draft, known);
  return { rows, profiles: [...drafts.values()].filter((draft) => draft.changes) };
}

function readFields(
  name: string,
  values: Record<string, string>,
  known: Known,
  refuse: (column: string, code: RoleProfileFault) => void,
): ProfileFields {
  const find = (column: 'position' | 'department', names: ReadonlyMap<string, string>): string | null => {
    const given = values[column] ?? '';
    const id = names.get(given.toLowerCase()) ?? null;
    if (given !== '' && id === null) refuse(column, `${column}.unknown`);
    return id;
  };
  const position_id = find('position', known.positions);
  const department_id = find('department', known.departments);
  if (!values['position'] && !values['department']) refuse('position', 'whom.missing');
  const before = known.profiles.get(name.toLowerCase());
  // A file without the column says nothing about descriptions.
  const description = values['description'] ?? before?.description ?? '';
  return { name: before?.name ?? name, description, position_id, department_id };
}

const begin = (fields: ProfileFields, known: Known): Draft => ({
  id: known.profiles.get(fields.name.toLowerCase())?.id ?? null,
  fields,
  skills: [],
  changes: false,
  rows: [],
});

function readSkill(
  values: Record<string, string>,
  draft: Draft,
  known: Known,
  refuse: (column: string, code: RoleProfileFault) => void,
): void {
  const name = values['skill'] ?? '';
  const written = values['level'] ?? '';
  if (name === '' && written === '') return;
  const skillId = known.skills.get(name.toLowerCase());
  if (!skillId) return void refuse('skill', 'skill.unknown');
  if (!/^[1-5]$/.test(written)) return void refuse('level', 'level.invalid');
  if (draft.skills.some((one) => one.skill_id === skillId)) return void refuse('skill', 'skill.repeated');
  draft.skills.push({ skill_id: skillId, level: Number(written) });
}

/** Two profiles for the same people, in the file or beside it. */
function refuseTaken(drafts: readonly Draft[], known: Known): void {
  const keyOf = (fields: ProfileFields) => `${fields.position_id} ${fields.department_id}`;
  const named = new Set(drafts.map((draft) => draft.id));
  const taken = new Map(
    [...known.profiles.values()].filter((one) => !named.has(one.id)).map((one) => [keyOf(one), one.name]),
  );
  for (const draft of drafts) {
    if (taken.has(keyOf(draft.fields)))
      for (const row of draft.rows) row.problems.push(problem('position', 'whom.taken'));
    taken.set(keyOf(draft.fields), draft.fields.name);
  }
}

function judge(draft: Draft, known: Known): void {
  const before = known.profiles.get(draft.fields.name.toLowerCase());
  const levels = new Map(before?.skills.map((one) => [one.skill_id, one.level]));
  const isSame =
    before !== undefined &&
    before.description === draft.fields.description &&
    before.position_id === draft.fields.position_id &&
    before.department_id === draft.fields.department_id &&
    levels.size === draft.skills.length &&
    draft.skills.every((one) => levels.get(one.skill_id) === one.level);
  draft.changes = !isSame;
  for (const row of draft.rows) {
    if (row.problems.length > 0) row.outcome = 'refused';
    else if (!before) row.outcome = 'created';
    else row.outcome = isSame ? 'unchanged' : 'changed';
  }
}
