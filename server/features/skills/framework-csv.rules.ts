/**
 * The framework as a table, both ways. Reading it compares row by row with what is there and says what would happen; nothing is
 * written here. Pure.
 */
import * as z from 'zod';
import { type FrameworkReport, highestLevel, type LevelCriteria, SkillCriteria } from '#contract/skills.ts';
import { type CsvRow, type CsvTable, writeCsv } from '#server/platform/csv.ts';
import { canonicalCriteria, namedIn, plainText, sameCriteria } from './criteria.rules.ts';
import { allLevels } from './levels.rules.ts';

export type TableSkill = {
  name: string;
  path: string[];
  category: string;
  description: string;
  level_criteria: SkillCriteria;
  is_retired: boolean;
};

const levelColumns = Array.from({ length: highestLevel }, (_, index) => index + 1).flatMap((level) => [
  `level_${level}_name`,
  `level_${level}_description`,
  `level_${level}_validity_months`,
]);
const knownColumns = ['name', 'path', 'parent', 'category', 'description', ...levelColumns, 'level_criteria'];

const separator = ' > ';
const writePath = (path: readonly string[]): string =>
  path.map((name) => name.replaceAll('>', '\\>')).join(separator);
const readPath = (text: string): string[] =>
  text
    .split(/(?<!\\)>/)
    .map((name) => name.replaceAll('\\>', '>').trim())
    .filter((name) => name !== '');

/** Retired skills are left out. */
export function writeFramework(framework: readonly TableSkill[]): string {
  const head = knownColumns;
  const rows = framework
    .filter((skill) => !skill.is_retired)
    .map((skill) => {
      const levels = allLevels(skill.level_criteria);
      return [
        skill.name,
        writePath(skill.path),
        skill.path.at(-2) ?? '',
        skill.category,
        skill.description,
        ...levels.flatMap((one) => [one.name, one.description, one.validity_months]),
        namedAnything(skill.level_criteria) ? JSON.stringify(skill.level_criteria) : '',
      ];
    });
  return writeCsv(head, rows);
}

const namedAnything = (criteria: SkillCriteria): boolean =>
  (criteria.levels ?? []).some((one) => one.criteria.length > 0);

type Problem = FrameworkReport['rows'][number]['problems'][number];
export type Wanted = {
  name: string;
  parent: string | null;
  category: string;
  description: string;
  level_criteria: SkillCriteria;
};
export type PlannedRow = FrameworkReport['rows'][number] & { wanted: Wanted | null };
export type FrameworkPlan = {
  rows: PlannedRow[];
  /** Skills that only a path names, parents first. */
  on_the_way: { name: string; parent: string | null }[];
};

const key = (name: string): string => name.toLowerCase();

/** Columns that are not ours: the whole table is refused for them, since a typing mistake would be dropped in silence. */
export const unknownColumns = (head: readonly string[]): string[] =>
  head.filter((name) => name !== '' && !knownColumns.includes(name));

/**
 * What each row would do. A column that the table lacks leaves that field as it is; so does nothing else.
 *
 * @param unknownIds  courses and quizzes named in the table that never were
 */
export function planFramework(
  table: CsvTable,
  framework: readonly TableSkill[],
  unknownIds: ReadonlySet<string>,
): FrameworkPlan {
  const existing = new Map(framework.map((skill) => [key(skill.name), skill]));
  const drafts = table.rows.map((row) => readRow(row, table.head, existing, unknownIds));
  const inFile = new Map<string, number>();
  for (const { row, wanted } of drafts)
    if (wanted && !inFile.has(key(wanted.name))) inFile.set(key(wanted.name), row);
  const onTheWay = new Map<string, { name: string; parent: string | null }>();
  const parents = new Map<string, string | null>(
    framework.map((skill) => [key(skill.name), skill.path.length > 1 ? key(skill.path.at(-2)!) : null]),
  );
  for (const draft of drafts) {
    const { wanted } = draft;
    if (!wanted) continue;
    if (inFile.get(key(wanted.name)) !== draft.row)
      draft.problems.push(
        problem('name', 'repeated', `Row ${inFile.get(key(wanted.name))} has this name too`),
      );
    else parents.set(key(wanted.name), wanted.parent && key(wanted.parent));
    for (const [place, name] of draft.above.entries()) {
      if (existing.has(key(name)) || inFile.has(key(name)) || onTheWay.has(key(name))) continue;
      onTheWay.set(key(name), { name, parent: draft.above[place - 1] ?? null });
      parents.set(key(name), place > 0 ? key(draft.above[place - 1]!) : null);
      draft.also_creates.push(name);
    }
    if (
      wanted.parent &&
      draft.above.length === 0 &&
      !existing.has(key(wanted.parent)) &&
      !inFile.has(key(wanted.parent))
    )
      draft.problems.push(problem('parent', 'not_found', `There is no skill “${wanted.parent}”`));
  }
  for (const draft of drafts) {
    if (draft.wanted && isInRing(key(draft.wanted.name), parents))
      draft.problems.push(
        problem(draft.above.length > 0 ? 'path' : 'parent', 'ring', 'A skill cannot stand below itself'),
      );
  }
  return {
    rows: drafts.map(({ above: _above, ...draft }) => judged(draft, existing)),
    on_the_way: [...onTheWay.values()],
  };
}

const problem = (column: string, code: string, message: string): Problem => ({ column, code, message });

type Draft = PlannedRow & { above: string[] };

function judged(draft: PlannedRow, existing: ReadonlyMap<string, TableSkill>): PlannedRow {
  if (draft.problems.length > 0 || !draft.wanted) return { ...draft, outcome: 'refused', wanted: null };
  const before = existing.get(key(draft.wanted.name));
  if (!before) return { ...draft, outcome: 'created' };
  const changes = changesOf(before, draft.wanted);
  return { ...draft, changes, outcome: changes.length > 0 ? 'changed' : 'unchanged' };
}

function changesOf(before: TableSkill, wanted: Wanted): string[] {
  const parent = before.path.at(-2) ?? null;
  return [
    before.name !== wanted.name && 'name',
    (parent && key(parent)) !== (wanted.parent && key(wanted.parent)) && 'parent',
    before.category !== wanted.category && 'category',
    before.description !== wanted.description && 'description',
    !sameCriteria(before.level_criteria, wanted.level_criteria) && 'level_criteria',
    before.is_retired && 'is_retired',
  ].filter((one) => one !== false);
}

function isInRing(start: string, parents: ReadonlyMap<string, string | null>): boolean {
  const seen = new Set<string>();
  for (let at = parents.get(start) ?? null; at !== null; at = parents.get(at) ?? null) {
    if (at === start) return true;
    if (seen.has(at)) return false;
    seen.add(at);
  }
  return false;
}

function readRow(
  { row, values }: CsvRow,
  head: readonly string[],
  existing: ReadonlyMap<string, TableSkill>,
  unknownIds: ReadonlySet<string>,
): Draft {
  const problems: Problem[] = [];
  const path = readPath(values['path'] ?? '');
  const name = values['name'] || path.at(-1) || '';
  const before = existing.get(key(name));
  const tooLong = (column: string, text: string, most: number) => {
    if (text.length > most) problems.push(problem(column, 'too_long', `At most ${most} characters`));
  };
  if (name === '') problems.push(problem('name', 'required', 'A skill needs a name'));
  if (values['name'] && path.length > 0 && key(path.at(-1)!) !== key(values['name']))
    problems.push(problem('path', 'mismatch', 'The path must end with the name'));
  const above = path.slice(0, -1);
  const parent = parentOf(values, head, above, before);
  if (values['parent'] && path.length > 0 && key(values['parent']) !== key(above.at(-1) ?? ''))
    problems.push(problem('parent', 'mismatch', 'Path and parent do not agree'));
  tooLong('name', name, 100);
  for (const one of above) tooLong('path', one, 100);
  const category = head.includes('category') ? plainText(values['category'] ?? '') : (before?.category ?? '');
  const description = head.includes('description')
    ? plainText(values['description'] ?? '')
    : (before?.description ?? '');
  tooLong('category', category, 50);
  tooLong('description', description, 5000);
  const criteria = readCriteria(values, head, before?.level_criteria ?? {}, problems);
  const named = namedIn(criteria);
  for (const id of [...named.course_ids, ...named.quiz_ids]) {
    if (unknownIds.has(id))
      problems.push(problem('level_criteria', 'not_found', `There is no course or quiz ${id}`));
  }
  const wanted = name === '' ? null : { name, parent, category, description, level_criteria: criteria };
  return { row, name, outcome: 'refused', changes: [], also_creates: [], problems, wanted, above };
}

function parentOf(
  values: Record<string, string>,
  head: readonly string[],
  above: readonly string[],
  before: TableSkill | undefined,
): string | null {
  if (values['path']) return above.at(-1) ?? null;
  if (head.includes('parent') || head.includes('path')) return values['parent'] || null;
  return before?.path.at(-2) ?? null;
}

function readCriteria(
  values: Record<string, string>,
  head: readonly string[],
  before: SkillCriteria,
  problems: Problem[],
): SkillCriteria {
  const written = head.includes('level_criteria')
    ? parseCriteria(values['level_criteria'] ?? '', problems)
    : before;
  const levels = allLevels(written).map((one) => readLevel(one, values, head, problems));
  const read = SkillCriteria.safeParse({ levels });
  if (!read.success) {
    problems.push(problem('level_criteria', 'invalid', z.prettifyError(read.error)));
    return {};
  }
  return canonicalCriteria(read.data);
}

/** Names, descriptions and validity have columns of their own, which the JSON need not repeat. */
function parseCriteria(text: string, problems: Problem[]): SkillCriteria {
  if (text === '') return {};
  const read = SkillCriteria.safeParse(parsedJson(text));
  if (read.success) return read.data;
  problems.push(problem('level_criteria', 'invalid', z.prettifyError(read.error)));
  return {};
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Anything that is not JSON fails the schema with its own words.
    return text;
  }
}

function readLevel(
  one: LevelCriteria,
  values: Record<string, string>,
  head: readonly string[],
  problems: Problem[],
): LevelCriteria {
  const column = (field: string) => `level_${one.level}_${field}`;
  const text = (field: 'name' | 'description') =>
    head.includes(column(field)) ? (values[column(field)] ?? '') : one[field];
  const months = column('validity_months');
  const given = values[months] ?? '';
  const validity = head.includes(months) ? (given === '' ? null : Number(given)) : one.validity_months;
  const isWhole = validity === null || (Number.isInteger(validity) && validity >= 1 && validity <= 600);
  if (!isWhole) problems.push(problem(months, 'invalid', 'Expected whole months from 1 to 600, or nothing'));
  return {
    ...one,
    name: text('name'),
    description: text('description'),
    validity_months: isWhole ? validity : null,
  };
}
