/** Writes activity: many rows in one statement, each once. */
import type { Db } from '#server/platform/db/database.ts';
import { sql } from '#server/platform/db/sql.ts';
import type { Area } from './verbs.ts';

export type NewActivity = {
  id: string;
  occurred_at: string;
  verb: string;
  area: Area;
  actor_id: string | null;
  user_id: string | null;
  course_id: string | null;
  object_type: string;
  object_id: string | null;
  details: Record<string, unknown>;
  login_session_id: string | null;
  ip: string;
  request_id: string | null;
};

/**
 * Being refused is not doing something: it is not counted.
 * Rows whose id is known are left as they are and not counted again in activity_hours. Hours are written in the order of their
 * key, so two workers cannot wait for each other.
 */
export async function insertActivity(db: Db, rows: readonly NewActivity[]): Promise<void> {
  if (rows.length === 0) return;
  await db.run(sql`
    with made as (
      insert into activity (id, occurred_at, verb, area, actor_id, user_id, course_id, object_type, object_id, details,
                            login_session_id, ip, request_id)
      select r.id, r.occurred_at, r.verb, r.area, r.actor_id, r.user_id, coalesce(r.course_id, lesson.course_id), r.object_type, r.object_id,
             r.details, r.login_session_id, r.ip, r.request_id
        from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (
               id uuid, occurred_at timestamptz, verb text, area text, actor_id uuid, user_id uuid, course_id uuid, object_type text,
               object_id uuid, details jsonb, login_session_id uuid, ip text, request_id text)
        left join v_catalog_lessons lesson on r.object_type = 'lesson' and r.course_id is null and lesson.lesson_id = r.object_id
      on conflict do nothing
      returning actor_id, occurred_at, verb
    )
    insert into activity_hours (hour, user_id, actions)
    select date_trunc('hour', made.occurred_at), people.user_id, count(*)::int
      from made join v_identity_people people on people.user_id = made.actor_id
     where made.verb not like 'access.%'
     group by 1, 2 order by 1, 2
    on conflict (hour, user_id) do update set actions = activity_hours.actions + excluded.actions`);
}

/** Makes sure that the coming months have their partitions. @returns how many were missing */
export async function ensurePartitions(db: Db, now: Date): Promise<number> {
  const { made } = await db.one<{ made: number }>(sql`
    select ensure_activity_partitions((${now}::timestamptz - interval '1 month')::date, (${now}::timestamptz + interval '3 months')::date) as made`);
  return made;
}
