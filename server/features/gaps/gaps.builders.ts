/** Test data for gaps: roles and courses made through the API, levels written as skills would have proven them. */
import type { Db } from '#server/platform/db/database.ts';
import { sql } from '#server/platform/db/sql.ts';
import { newId } from '#server/platform/ids.ts';
import type { Client } from '#server/testing/product.ts';

export async function ok(call: ReturnType<Client['get']>) {
  const { status, body } = await call;
  if (status >= 300) throw new Error(`Expected success, got ${status}: ${JSON.stringify(body)}`);
  return body;
}

export async function aSkill(
  db: Db,
  name: string,
  more: { category?: string; criteria?: object } = {},
): Promise<string> {
  const id = newId();
  await db.run(sql`
    insert into skills (id, name, category, level_criteria)
    values (${id}, ${name}, ${more.category ?? 'Warehouse'}, ${JSON.stringify(more.criteria ?? {})}::jsonb)`);
  return id;
}

/** Puts somebody at a place; names that are new join their lists. */
export const place = (admin: Client, person: Client, at: { department?: string; position?: string }) =>
  ok(admin.patch(`/api/users/${person.user_id}/`, at));

export async function idOf(
  admin: Client,
  directory: 'departments' | 'positions',
  name: string,
): Promise<string> {
  const { results } = await ok(admin.get(`/api/${directory}/?search=${encodeURIComponent(name)}`));
  return (results as { id: string; name: string }[]).find((one) => one.name === name)!.id;
}

export const aRole = (
  admin: Client,
  role: { name: string; position_id?: string; department_id?: string; skills: Record<string, number> },
) =>
  ok(
    admin.post('/api/role-profiles/', {
      ...role,
      skills: Object.entries(role.skills).map(([skill_id, level]) => ({ skill_id, level })),
    }),
  );

/** Levels 1 to n proven, each until its day (`infinity` for good). */
export const proven = (
  db: Db,
  person: Client,
  skillId: string,
  until: string[],
  declared: number | null = null,
) =>
  db.run(sql`
    insert into user_skills (id, user_id, skill_id, declared_level, proven_until, source)
    values (${newId()}, ${person.user_id}, ${skillId}, ${declared}::int, ${until}::date[], 'rating')
    on conflict (user_id, skill_id) do update set proven_until = excluded.proven_until, declared_level = excluded.declared_level`);

export const grants = (db: Db, courseId: string, skills: Record<string, number>) =>
  db.run(sql`
    insert into course_skills (course_id, skill_id, level)
    select ${courseId}::uuid, key::uuid, value::int from jsonb_each_text(${JSON.stringify(skills)}::jsonb)`);

export const requires = (
  db: Db,
  courseId: string,
  skillId: string,
  level: number,
  enforcement = 'blocking',
) =>
  db.run(sql`
    insert into course_required_skills (course_id, skill_id, level, enforcement) values (${courseId}, ${skillId}, ${level}, ${enforcement})`);
