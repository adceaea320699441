/** Telling people that a level ends soon. */
import type { Ctx } from '#server/platform/context.ts';
import { sql } from '#server/platform/db/sql.ts';

const daysAhead = 30;

/** One fact per person whose present level ends within the time ahead; once per level and end, which the key of the rows keeps. */
export const announceEnding = (ctx: Ctx): Promise<number> =>
  ctx.db.run(sql`
    with held as (
      select us.user_id, us.skill_id, us.proven_until, (${ctx.now}::timestamptz at time zone p.time_zone)::date as today
        from user_skills us join v_identity_people p on p.user_id = us.user_id and p.is_active
        join skills s on s.id = us.skill_id and s.retired_at is null
       where us.next_end_on <= (${ctx.now}::timestamptz at time zone 'UTC')::date + ${daysAhead + 1}::int),
    leveled as (select held.*, skill_level_on(proven_until, today) as level from held),
    made as (
      insert into skill_expiry_notices (user_id, skill_id, level, ends_on, told_at)
      select user_id, skill_id, level, proven_until[level], ${ctx.now} from leveled
       where level > 0 and proven_until[level] <= today + ${daysAhead}::int
      on conflict do nothing
      returning user_id, skill_id, level, ends_on)
    insert into facts (id, name, payload, request_id)
    select new_uuid_v7(${ctx.now}::timestamptz), 'skill.expiring',
           jsonb_build_object('user_id', user_id, 'skill_id', skill_id, 'level', level, 'ends_on', ends_on), ${ctx.request_id} from made`);
