/** Queries on templates and their versions. */
import type { Layout } from '#contract/certificate-layout.ts';
import { actorId, type Ctx } from '#server/platform/context.ts';
import type { Db } from '#server/platform/db/database.ts';
import { assignments, type Sql, sql } from '#server/platform/db/sql.ts';
import { newId } from '#server/platform/ids.ts';

export type TemplateRow = {
  id: string;
  name: string;
  version_id: string;
  layout: Layout;
  is_default: boolean;
  archived_at: string | null;
  course_count: number;
  certificate_count: number;
  created_at: string;
  updated_at: string;
  record_version: number;
};

const columns = sql`
  t.id, t.name, t.version_id, v.layout, t.is_default, t.archived_at, t.created_at, t.updated_at, t.record_version,
  (select count(*)::int from certificate_course_templates c where c.template_id = t.id) as course_count,
  (select count(*)::int from certificate_template_versions o join certificates x on x.template_version_id = o.id
    where o.template_id = t.id) as certificate_count`;
const tables = sql`certificate_templates t join certificate_template_versions v on v.id = t.version_id`;

export const selectTemplates = (
  db: Db,
  where: Sql,
  slice: { limit: number; offset: number },
): Promise<TemplateRow[]> =>
  db.rows(sql`
    select ${columns} from ${tables} where ${where} order by t.is_default desc, lower(t.name), t.id
     limit ${slice.limit} offset ${slice.offset}`);

export async function countTemplates(db: Db, where: Sql): Promise<number> {
  const { count } = await db.one<{ count: number }>(
    sql`select count(*)::int as count from certificate_templates t where ${where}`,
  );
  return count;
}

export const selectTemplate = (db: Db, templateId: string): Promise<TemplateRow | undefined> =>
  db.maybe(sql`select ${columns} from ${tables} where t.id = ${templateId}`);

export const selectDefaultTemplate = (db: Db): Promise<TemplateRow> =>
  db.one(sql`select ${columns} from ${tables} where t.is_default`);

export const selectLayout = async (db: Db, versionId: string): Promise<Layout> =>
  (
    await db.one<{ layout: Layout }>(
      sql`select layout from certificate_template_versions where id = ${versionId}`,
    )
  ).layout;

/** Pictures a layout draws, as the files know them; one that is gone is not among them. */
export const fileIdsOf = (layout: Layout): string[] => {
  const ids = [
    layout.background.file_id,
    ...layout.elements.map((element) => ('file_id' in element ? element.file_id : null)),
  ];
  return [...new Set(ids.filter((id) => id !== null))];
};

/** @returns the version's id */
export async function insertVersion(ctx: Ctx, templateId: string, layout: Layout): Promise<string> {
  const id = newId(ctx.now.getTime());
  await ctx.db.run(sql`
    with made as (
      insert into certificate_template_versions (id, template_id, layout, created_at)
      values (${id}, ${templateId}, ${JSON.stringify(layout)}, ${ctx.now}) returning id)
    insert into certificate_template_files (version_id, file_id)
    select made.id, file_id from made, unnest(${fileIdsOf(layout)}::uuid[]) file_id`);
  return id;
}

export async function insertTemplate(
  ctx: Ctx,
  made: { id: string; name: string; layout: Layout },
): Promise<void> {
  const versionId = await insertVersion(ctx, made.id, made.layout);
  await ctx.db.run(sql`
    insert into certificate_templates (id, name, version_id, created_by, created_at, updated_at)
    values (${made.id}, ${made.name}, ${versionId}, ${actorId(ctx)}, ${ctx.now}, ${ctx.now})`);
}

/** @returns rows touched: 0 when the version is another one */
export const updateTemplateRow = (
  ctx: Ctx,
  templateId: string,
  fields: Record<string, unknown>,
  expectedVersion?: number,
): Promise<number> => {
  const set = assignments(fields);
  return ctx.db.run(sql`
    update certificate_templates set ${set ? sql`${set}, ` : sql``}updated_at = ${ctx.now}, record_version = record_version + 1
     where id = ${templateId} ${expectedVersion === undefined ? sql`` : sql`and record_version = ${expectedVersion}`}`);
};

/** Whoever makes a template the default does so one after the other. */
export const clearDefault = (db: Db, exceptId: string): Promise<number> =>
  db.run(sql`update certificate_templates set is_default = false where is_default and id <> ${exceptId}`);

export const lockTemplates = (db: Db): Promise<unknown> =>
  db.rows(sql`select id from certificate_templates where is_default for update`);

export const selectCourseTemplate = async (db: Db, courseId: string): Promise<string | null> =>
  (
    await db.maybe<{ template_id: string }>(
      sql`select template_id from certificate_course_templates where course_id = ${courseId}`,
    )
  )?.template_id ?? null;

export const setCourseTemplateRow = (db: Db, courseId: string, templateId: string | null): Promise<number> =>
  templateId === null
    ? db.run(sql`delete from certificate_course_templates where course_id = ${courseId}`)
    : db.run(sql`
        insert into certificate_course_templates (course_id, template_id) values (${courseId}, ${templateId})
        on conflict (course_id) do update set template_id = excluded.template_id`);
