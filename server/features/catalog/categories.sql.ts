/** Queries on categories. */
import { type Db, onConstraint } from '#server/platform/db/database.ts';
import { all, assignments, identifier, sql } from '#server/platform/db/sql.ts';
import { AppError, notFound } from '#server/platform/errors.ts';

export type CategoryRow = {
  id: string;
  name: string;
  description: string;
  palette: number;
  course_count: number;
  created_at: string;
  updated_at: string;
};

const columns = sql`k.id, k.name, k.description, k.palette, k.created_at, k.updated_at,
  (select count(*)::int from courses c where c.category_id = k.id and c.deleted_at is null and c.status = 'published') as course_count`;

const nameTaken = {
  categories_name_key: () =>
    new AppError('record.conflict', {
      fields: [{ path: 'name', code: 'taken', message: 'A category with this name exists' }],
    }),
};

export async function selectCategories(
  db: Db,
  query: { search?: string | undefined; ordering: string; page_size: number; offset: number },
): Promise<{ rows: CategoryRow[]; count: number }> {
  const search = query.search?.trim();
  const where = all([
    sql`k.deleted_at is null`,
    search && sql`search_normal(k.name::text) like '%' || search_normal(${search}) || '%'`,
  ]);
  const column = identifier(`k.${query.ordering.replace('-', '')}`);
  const rows = await db.rows<CategoryRow & { matching: number }>(sql`
    select ${columns}, count(*) over ()::int as matching from categories k where ${where}
     order by ${column} ${query.ordering.startsWith('-') ? sql`desc` : sql`asc`}, k.id limit ${query.page_size} offset ${query.offset}`);
  return { rows, count: rows[0]?.matching ?? 0 };
}

export const selectCategory = (db: Db, categoryId: string): Promise<CategoryRow | undefined> =>
  db.maybe(sql`select ${columns} from categories k where k.id = ${categoryId} and k.deleted_at is null`);

export async function insertCategory(
  db: Db,
  row: { id: string; name: string; description: string; palette: number },
): Promise<void> {
  await onConstraint(
    db.run(
      sql`insert into categories (id, name, description, palette) values (${row.id}, ${row.name}, ${row.description}, ${row.palette})`,
    ),
    nameTaken,
  );
}

/** The id of the category with this name, made if there is none (documents' clients send the name, U-11). */
export async function ensureCategory(db: Db, categoryId: string, name: string): Promise<string> {
  const { id } = await db.one<{ id: string }>(sql`
    insert into categories (id, name) values (${categoryId}, ${name})
    on conflict (name) where deleted_at is null do update set name = categories.name returning id`);
  return id;
}

export async function updateCategoryRow(
  db: Db,
  categoryId: string,
  fields: Record<string, unknown>,
): Promise<void> {
  const set = assignments(fields);
  const touched = await onConstraint(
    db.run(
      sql`update categories set ${set ? sql`${set}, ` : sql``}updated_at = now() where id = ${categoryId} and deleted_at is null`,
    ),
    nameTaken,
  );
  if (touched === 0) throw notFound('category');
}

/** Deletes a category that no course uses; the check and the deletion are one statement. */
export async function deleteCategoryRow(
  db: Db,
  categoryId: string,
): Promise<'deleted' | 'in_use' | 'absent'> {
  const { outcome } = await db.one<{ outcome: 'deleted' | 'in_use' | 'absent' }>(sql`
    with used as (select 1 from courses where category_id = ${categoryId} and deleted_at is null limit 1),
    gone as (update categories set deleted_at = now() where id = ${categoryId} and deleted_at is null and not exists (select 1 from used) returning 1)
    select case when exists (select 1 from gone) then 'deleted'
                when exists (select 1 from categories where id = ${categoryId} and deleted_at is null) then 'in_use'
                else 'absent' end as outcome`);
  return outcome;
}
