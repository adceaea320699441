/** What is asked of one person and what they have, in one statement. */
import type { Ctx } from '#server/platform/context.ts';
import { sql } from '#server/platform/db/sql.ts';
import { fits, todayOf } from './scope.sql.ts';

export type PersonSkillRow = {
  skill_id: string;
  name: string;
  category: string;
  role_level: number | null;
  own_target: number | null;
  proven_until: (string | null)[];
  declared_level: number | null;
  profiles: { id: string; name: string; level: number }[];
};
export type PersonRow = {
  user_id: string;
  display_name: string;
  today: string;
  profiles: { id: string; name: string }[];
  skills: PersonSkillRow[];
};

export const selectPersonGaps = (ctx: Ctx, userId: string): Promise<PersonRow | undefined> =>
  ctx.db.maybe(sql`
    with person as (
      select p.user_id, p.display_name, ${todayOf(ctx, sql`p.time_zone`)} as today, d.department_id, d.position_id
        from v_identity_people p join v_identity_places d on d.user_id = p.user_id where p.user_id = ${userId}),
    fitting as (
      select r.id, r.name from person join role_profiles r on ${fits(sql`person.department_id`, sql`person.position_id`)}),
    asked as (
      select s.skill_id, max(s.level) as role_level,
             jsonb_agg(jsonb_build_object('id', f.id, 'name', f.name, 'level', s.level) order by s.level desc, f.name) as profiles
        from fitting f join role_profile_skills s on s.role_profile_id = f.id group by s.skill_id)
    select person.user_id, person.display_name, person.today::text as today,
           coalesce((select jsonb_agg(jsonb_build_object('id', f.id, 'name', f.name) order by f.name) from fitting f), '[]') as profiles,
           coalesce((select jsonb_agg(jsonb_build_object('skill_id', k.skill_id, 'name', k.name, 'category', k.category, 'role_level', a.role_level,
                       'own_target', us.target_level, 'proven_until', coalesce(us.proven_until, '{}'), 'declared_level', us.declared_level,
                       'profiles', coalesce(a.profiles, '[]')) order by lower(k.name))
                       from v_skills_skills k
                       left join asked a on a.skill_id = k.skill_id
                       left join v_skills_user_skills us on us.user_id = person.user_id and us.skill_id = k.skill_id
                      where not k.is_retired and (a.skill_id is not null or us.target_level is not null)), '[]') as skills
      from person`);
