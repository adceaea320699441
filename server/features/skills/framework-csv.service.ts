/** Export and import of the framework. */
import type { FrameworkReport } from '#contract/skills.ts';
import type { Ctx } from '#server/platform/context.ts';
import { readCsv } from '#server/platform/csv.ts';
import { inTransaction } from '#server/platform/db/in-transaction.ts';
import { AppError } from '#server/platform/errors.ts';
import { publish } from '#server/platform/facts/publish.ts';
import { HttpReply } from '#server/platform/http/reply.ts';
import { newId } from '#server/platform/ids.ts';
import { insertSkill, lockTree, selectFramework, selectUnknown, updateSkillRow } from './framework.sql.ts';
import { type FrameworkPlan, planFramework, unknownColumns, writeFramework } from './framework-csv.rules.ts';

export async function exportSkills(ctx: Ctx): Promise<HttpReply> {
  const csv = writeFramework(await selectFramework(ctx.db));
  return new HttpReply({
    stream: Buffer.from(csv),
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="skills.csv"',
      'cache-control': 'no-store',
    },
  });
}

/**
 * Adds and changes skills from a table: all rows, or none when one of them is refused. A dry run says what would happen.
 *
 * @throws AppError `import.unreadable` for a text that is no table of skills
 */
export function importSkills(ctx: Ctx, given: { csv: string; dry_run: boolean }): Promise<FrameworkReport> {
  return inTransaction(ctx, async (ctx) => {
    const table = readCsv(given.csv);
    if ('fault' in table)
      throw unreadable(`Row ${table.row}: ${table.fault}`, { row: table.row, fault: table.fault });
    const strange = unknownColumns(table.head);
    if (strange.length > 0)
      throw unreadable(`Unknown columns: ${strange.join(', ')}`, { fault: 'columns', columns: strange });
    if (!table.head.includes('name') && !table.head.includes('path'))
      throw unreadable('There is no column “name”', { fault: 'columns', columns: ['name'] });
    await lockTree(ctx.db);
    const plan = planFramework(table, await selectFramework(ctx.db), await unknownIn(ctx, given.csv));
    const count = (outcome: string) => plan.rows.filter((row) => row.outcome === outcome).length;
    const refused = count('refused');
    const applied = !given.dry_run && refused === 0;
    if (applied) await write(ctx, plan);
    return {
      dry_run: given.dry_run,
      applied,
      created: count('created'),
      changed: count('changed'),
      unchanged: count('unchanged'),
      refused,
      rows: plan.rows.map(({ wanted: _wanted, ...row }) => row),
    };
  });
}

const unreadable = (detail: string, params: Record<string, unknown>): AppError =>
  new AppError('import.unreadable', { detail, params });

/** Whatever looks like an id in the table and is no course or quiz: asked once for all rows. */
async function unknownIn(ctx: Ctx, csv: string): Promise<Set<string>> {
  const ids = [...new Set(csv.toLowerCase().match(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g) ?? [])];
  const [noCourse, noQuiz] = [
    await selectUnknown(ctx.db, { course_ids: ids, quiz_ids: [] }),
    await selectUnknown(ctx.db, { course_ids: [], quiz_ids: ids }),
  ];
  return new Set(ids.filter((id) => noCourse.has(id) && noQuiz.has(id)));
}

/** Names first and parents second: a child may stand before its parent in the table. */
async function write(ctx: Ctx, plan: FrameworkPlan): Promise<void> {
  const framework = await selectFramework(ctx.db);
  const ids = new Map(framework.map((skill) => [skill.name.toLowerCase(), skill.id]));
  const idOf = (name: string | null) => (name === null ? null : (ids.get(name.toLowerCase()) ?? null));
  const moving = plan.rows.filter((row) => row.wanted && row.outcome !== 'unchanged');
  const creating = [
    ...plan.on_the_way.map(({ name }) => ({ name })),
    ...moving.flatMap((row) => (row.outcome === 'created' ? [row.wanted!] : [])),
  ];
  for (const { name } of creating) {
    const id = newId(ctx.now.getTime());
    await insertSkill(ctx, { id, name });
    ids.set(name.toLowerCase(), id);
  }
  for (const { name, parent } of plan.on_the_way) {
    await updateSkillRow(ctx, idOf(name)!, { parent_id: idOf(parent) });
    await publish(ctx, 'skill.framework-changed', { skill_id: idOf(name)! });
  }
  for (const { wanted } of moving) {
    const { name, parent, category, description, level_criteria } = wanted!;
    const skillId = idOf(name)!;
    await updateSkillRow(ctx, skillId, {
      name,
      parent_id: idOf(parent),
      category,
      description,
      level_criteria,
      is_retired: false,
    });
    await publish(ctx, 'skill.framework-changed', { skill_id: skillId });
  }
}
