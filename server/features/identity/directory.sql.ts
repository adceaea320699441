/** Departments and positions: managed lists behind what the contract writes as free text. */
import type { Db } from '#server/platform/db/database.ts';
import { identifier, type Sql, sql } from '#server/platform/db/sql.ts';
import { newId } from '#server/platform/ids.ts';
import { likePattern } from './users-list.sql.ts';

export type Directory = 'departments' | 'positions';

/** The id of a name, made when it is new. Two people naming the same new department at once get the same row. */
export async function ensureNamed(db: Db, directory: Directory, name: string): Promise<string> {
  const table = identifier(directory);
  const known = await db.maybe<{ id: string }>(sql`select id from ${table} where name = ${name}`);
  if (known) return known.id;
  const made = await db.one<{ id: string }>(sql`
    insert into ${table} (id, name) values (${newId()}, ${name})
    on conflict (name) do update set name = ${table}.name returning id`);
  return made.id;
}

const matches = (search: string | undefined): Sql => {
  const pattern = likePattern(search);
  return pattern ? sql`search_normal(name::text) like ${pattern}` : sql`true`;
};

export async function countNamed(db: Db, directory: Directory, search: string | undefined): Promise<number> {
  const { count } = await db.one<{ count: number }>(
    sql`select count(*) as count from ${identifier(directory)} where ${matches(search)}`,
  );
  return count;
}

export const selectNamed = (
  db: Db,
  directory: Directory,
  search: string | undefined,
  range: { limit: number; offset: number },
): Promise<{ id: string; name: string }[]> =>
  db.rows(sql`
    select id, name from ${identifier(directory)} where ${matches(search)}
     order by name, id limit ${range.limit} offset ${range.offset}`);
