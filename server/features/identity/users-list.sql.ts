/** The list of people: filters, search, ordering, by page or by cursor. */
import type { Role } from '#contract/abilities.ts';
import type { Ctx } from '#server/platform/context.ts';
import { all, type Sql, sql } from '#server/platform/db/sql.ts';
import { rolesOfUser, type UserRow, userColumns, userTables } from './users.sql.ts';

export type UserFilter = {
  role?: Role | undefined;
  is_active?: boolean | undefined;
  department?: string | undefined;
  position?: string | undefined;
  search?: string | undefined;
};

/** `%needle%` for `search_normal(…) like`, with the pattern's own signs taken literally; null when there is no search. */
export const likePattern = (search: string | undefined): Sql | null => {
  const needle = search?.trim();
  if (!needle) return null;
  return sql`'%' || regexp_replace(search_normal(${needle}), '([%_\\\\])', '\\\\\\1', 'g') || '%'`;
};

function matches(ctx: Ctx, filter: UserFilter): Sql {
  const pattern = likePattern(filter.search);
  return all([
    sql`u.deleted_at is null`,
    filter.role !== undefined && sql`${filter.role} = any(${rolesOfUser(ctx.now)})`,
    filter.is_active !== undefined && sql`u.is_active = ${filter.is_active}`,
    filter.department !== undefined && sql`d.name = ${filter.department}`,
    filter.position !== undefined && sql`o.name = ${filter.position}`,
    pattern &&
      sql`search_normal(u.email::text || ' ' || u.username::text) like ${pattern} or search_normal(p.display_name) like ${pattern}`,
  ]);
}

/** Each expression is never null, so that a cursor can compare it. */
const orderable = {
  created_at: { expression: sql`u.created_at`, type: sql`timestamptz` },
  display_name: { expression: sql`lower(p.display_name)`, type: sql`text` },
  email: { expression: sql`u.email::text`, type: sql`text` },
  username: { expression: sql`u.username::text`, type: sql`text` },
  last_active: { expression: sql`coalesce(u.last_active, '-infinity')`, type: sql`timestamptz` },
  role: { expression: sql`u.role::text`, type: sql`text` },
} as const;
type Orderable = keyof typeof orderable;
export type UserOrdering = Orderable | `-${Orderable}`;

function orderOf(ordering: UserOrdering) {
  const isDescending = ordering.startsWith('-');
  const { expression, type } = orderable[ordering.replace('-', '') as Orderable];
  const direction = isDescending ? sql`desc` : sql`asc`;
  return { expression, type, by: sql`${expression} ${direction}, u.id ${direction}`, isDescending };
}

export async function countUsers(ctx: Ctx, filter: UserFilter): Promise<number> {
  const { count } = await ctx.db.one<{ count: number }>(
    sql`select count(*) as count from ${userTables} where ${matches(ctx, filter)}`,
  );
  return count;
}

export function selectUsers(
  ctx: Ctx,
  filter: UserFilter,
  range: { ordering: UserOrdering; limit: number; offset: number },
): Promise<UserRow[]> {
  return ctx.db.rows<UserRow>(sql`
    select ${userColumns(ctx.now)} from ${userTables} where ${matches(ctx, filter)}
     order by ${orderOf(range.ordering).by} limit ${range.limit} offset ${range.offset}`);
}

export type KeyedUserRow = UserRow & { sort_key: string };

/** The rows after a key, for cursor paging. */
export function selectUsersAfter(
  ctx: Ctx,
  filter: UserFilter,
  range: { ordering: UserOrdering; limit: number; after: { sort_key: string; id: string } | null },
): Promise<KeyedUserRow[]> {
  const { expression, type, by, isDescending } = orderOf(range.ordering);
  const comparison = isDescending ? sql`<` : sql`>`;
  const after =
    range.after &&
    sql`(${expression}, u.id) ${comparison} (${range.after.sort_key}::${type}, ${range.after.id}::uuid)`;
  return ctx.db.rows<KeyedUserRow>(sql`
    select ${userColumns(ctx.now)}, (${expression})::text as sort_key from ${userTables}
     where ${all([matches(ctx, filter), after])} order by ${by} limit ${range.limit}`);
}
