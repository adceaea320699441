/** Counts, per learner with something open, what attention.rules.ts weighs. */
import type { Db } from '#server/platform/db/database.ts';
import { all, type Sql, sql } from '#server/platform/db/sql.ts';
import { type AttentionKind, type Counted, thresholds, weights } from './attention.rules.ts';

export type AttentionRow = Counted & {
  user_id: string;
  display_name: string;
  avatar_file_id: string | null;
  department: string | null;
  position: string | null;
  last_active: string | null;
  open_courses: number;
  matching: number;
};

const t = thresholds;

/** The condition of each reason, over the counted row `c`. */
const holds: Record<AttentionKind, Sql> = {
  overdue: sql`c.overdue > 0`,
  stuck: sql`c.failed_attempts >= ${t.stuck_attempts}`,
  due_soon: sql`c.due_soon > 0`,
  inactive: sql`(c.days_inactive is null or c.days_inactive >= ${t.inactive_days})`,
  not_started: sql`c.not_started > 0`,
  slowing: sql`(c.earlier_actions >= ${t.slowing_least_actions} and c.recent_actions < c.earlier_actions * ${t.slowing_share}::float8
                and c.days_inactive < ${t.inactive_days})`,
};

const kinds = Object.keys(holds) as AttentionKind[];
const weight = kinds
  .map((kind) => sql`case when ${holds[kind]} then ${weights[kind]}::int else 0 end`)
  .reduce((sum, one) => sql`${sum} + ${one}`);

export type AttentionFilter = {
  now: Date;
  /** Over `e` (open enrollments): those the reader may see. */
  visible: Sql;
  kind: AttentionKind | undefined;
  course_id: string | undefined;
  search: string | undefined;
  limit: number;
  offset: number;
};

/** One statement: the page and, with each row, how many match in all. */
export const selectAttention = (db: Db, filter: AttentionFilter): Promise<AttentionRow[]> => {
  const now = sql`${filter.now}::timestamptz`;
  return db.rows(sql`
    with open as materialized (
      select e.student_id, e.course_id, e.due_at, e.percent, e.started_at, e.enrolled_at
        from v_enrollment_enrollments e
       where ${all([
         sql`e.status = 'active'`,
         filter.visible,
         filter.course_id && sql`e.course_id = ${filter.course_id}`,
       ])}
    ), seats as (
      select student_id, count(*)::int as open_courses,
             count(*) filter (where due_at <= ${now})::int as overdue,
             (array_agg(course_id order by due_at) filter (where due_at <= ${now}))[1] as overdue_course_id,
             count(*) filter (where due_at > ${now} and due_at <= ${now} + make_interval(days => ${t.due_soon_days}) and percent < ${t.due_soon_percent})::int as due_soon,
             (array_agg(course_id order by due_at) filter (where due_at > ${now} and due_at <= ${now} + make_interval(days => ${t.due_soon_days}) and percent < ${t.due_soon_percent}))[1] as due_soon_course_id,
             count(*) filter (where started_at is null and enrolled_at <= ${now} - make_interval(days => ${t.not_started_days}))::int as not_started,
             (array_agg(course_id order by enrolled_at) filter (where started_at is null and enrolled_at <= ${now} - make_interval(days => ${t.not_started_days})))[1] as not_started_course_id
        from open group by student_id
    ), tries as (
      select a.user_id, a.object_id, a.course_id, count(*) filter (where a.verb = 'attempt.failed' and a.occurred_at > coalesce(passed.at, '-infinity'))::int as failed
        from activity a
        left join lateral (
          select max(p.occurred_at) as at from activity p
           where p.verb = 'attempt.passed' and p.user_id = a.user_id and p.object_id = a.object_id
             and p.occurred_at > ${now} - make_interval(days => ${t.stuck_within_days})) passed on true
       where a.verb = 'attempt.failed' and a.occurred_at > ${now} - make_interval(days => ${t.stuck_within_days}) and a.occurred_at <= ${now}
         and exists (select from open where open.student_id = a.user_id and open.course_id = a.course_id)
       group by a.user_id, a.object_id, a.course_id
    ), stuck as (
      select distinct on (user_id) user_id, failed, course_id from tries where failed > 0 order by user_id, failed desc, object_id
    ), moves as (
      select h.user_id,
             coalesce(sum(h.actions) filter (where h.hour > ${now} - make_interval(days => ${t.slowing_window_days})), 0)::int as recent_actions,
             coalesce(sum(h.actions) filter (where h.hour <= ${now} - make_interval(days => ${t.slowing_window_days})), 0)::int as earlier_actions
        from activity_hours h
       where h.hour > ${now} - make_interval(days => ${t.slowing_window_days * 2}) and h.hour <= ${now}
         and h.user_id in (select student_id from seats)
       group by h.user_id
    ), c as (
      select seats.*, people.user_id, people.display_name, people.avatar_file_id, people.department, people.position, alive.last_active,
             coalesce(stuck.failed, 0) as failed_attempts, stuck.course_id as failed_course_id,
             floor(extract(epoch from ${now} - alive.last_active) / 86400)::int as days_inactive,
             coalesce(moves.recent_actions, 0) as recent_actions, coalesce(moves.earlier_actions, 0) as earlier_actions
        from seats
        join v_identity_people people on people.user_id = seats.student_id and people.is_active
        join v_identity_places alive on alive.user_id = seats.student_id
        left join stuck on stuck.user_id = seats.student_id
        left join moves on moves.user_id = seats.student_id
       where ${filter.search ? sql`search_normal(people.display_name) like '%' || search_normal(${filter.search}::text) || '%'` : sql`true`}
    ), weighed as (
      select c.*, ${weight} as weight from c where ${filter.kind ? holds[filter.kind] : sql`true`}
    )
    select w.*, count(*) over ()::int as matching from weighed w where w.weight > 0
     order by w.weight desc, w.overdue desc, search_normal(w.display_name), w.user_id limit ${filter.limit} offset ${filter.offset}`);
};

/** Titles of courses by id. */
export async function selectTitles(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db.rows<{ course_id: string; title: string }>(
    sql`select course_id, title from v_catalog_published_courses where course_id = any(${ids}::uuid[])`,
  );
  return new Map(rows.map((row) => [row.course_id, row.title]));
}
