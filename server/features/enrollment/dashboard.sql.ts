/** The dashboard in one statement: everything one person needs to know on arriving, in one row. */
import type { Db } from '#server/platform/db/database.ts';
import { sql } from '#server/platform/db/sql.ts';
import type { CourseColumns, EnrollmentSource } from './enrollments.sql.ts';
import { isOverdue, isSilent } from './learners.sql.ts';

export type DashboardCourseRow = CourseColumns & {
  enrollment_id: string;
  percent: number;
  lessons_done: number;
  lessons_required: number;
  minutes_left: number;
  due_at: string | null;
  bucket: 'overdue' | 'this_week' | 'later';
  started: boolean;
  source: EnrollmentSource;
  reason: string;
  assigned_by_name: string | null;
  next_lesson_id: string | null;
  last_seen_at: string | null;
};

export type ContinueRow = {
  enrollment_id: string;
  lesson_id: string;
  lesson_title: string;
  lesson_kind: 'article' | 'video' | 'file' | 'quiz' | 'session';
  position_seconds: number;
  minutes_left: number;
  module_number: number;
  module_count: number;
};

export type DashboardRow = {
  display_name: string;
  time_zone: string;
  courses: DashboardCourseRow[];
  continue_with: ContinueRow | null;
  required_done: number;
  required_total: number;
  completed_courses: number;
  learning_seconds: number;
  valid_certificates: number;
  latest_certificate: {
    id: string;
    course_title: string;
    issued_at: string;
    expires_at: string | null;
  } | null;
  unread_notifications: number;
};

/** More open courses than this on one page help nobody; the rest is on "My learning". */
const mostCourses = 200;

// JSON built in SQL writes instants its own way; the contract's way is the one all other answers use.
const iso = (column: ReturnType<typeof sql>) =>
  sql`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/**
 * Weeks end and years begin where the person lives: `overdue` is what is late, `this_week` what is due before next Monday
 * in their time zone, `later` the rest and whatever has no date.
 */
export const selectDashboard = (db: Db, userId: string, now: Date): Promise<DashboardRow> =>
  db.one(sql`
    with person as (
      select display_name, time_zone,
             (date_trunc('week', ${now}::timestamptz at time zone time_zone) + interval '7 days') at time zone time_zone as week_end,
             date_trunc('year', ${now}::timestamptz at time zone time_zone) at time zone time_zone as year_start
        from v_identity_people where user_id = ${userId}),
    open as (
      select e.id as enrollment_id, e.course_id, c.title, c.code, c.image_file_id, c.cover_motif, c.category, c.category_palette,
             cardinality(v.lesson_ids) as lesson_count, v.estimated_minutes as duration_minutes, e.course_version_id,
             e.percent, cardinality(v.required_lesson_ids) as lessons_required, plan.lessons_done, plan.minutes_left,
             ${iso(sql`e.due_at`)} as due_at, e.due_at as due, e.started_at is not null as started, e.source, e.reason,
             assigner.display_name as assigned_by_name,
             case when plan.last_is_open then e.last_lesson_id else plan.next_lesson_id end as next_lesson_id, e.last_seen_at,
             case when e.due_at < ${now} then 'overdue' when e.due_at < person.week_end then 'this_week' else 'later' end as bucket
        from person
        join enrollments e on e.student_id = ${userId} and e.status = 'active'
        join v_catalog_published_courses c on c.course_id = e.course_id and c.deleted_at is null
        join v_catalog_course_versions v on v.course_version_id = e.course_version_id
        left join v_identity_people assigner on assigner.user_id = e.assigned_by
        cross join lateral (
          select count(*) filter (where l.required and p.completed)::int as lessons_done,
                 coalesce(sum(l.estimated_minutes) filter (where l.required and p.completed is not true), 0)::int as minutes_left,
                 (array_agg(l.lesson_id order by l.position) filter (where p.completed is not true))[1] as next_lesson_id,
                 coalesce(bool_or(l.lesson_id = e.last_lesson_id and p.completed is not true), false) as last_is_open
            from v_catalog_version_plan l
            left join lesson_progress p on p.enrollment_id = e.id and p.lesson_id = l.lesson_id
           where l.course_version_id = e.course_version_id) plan
       order by e.due_at nulls last, e.last_seen_at desc nulls last, e.enrolled_at desc limit ${mostCourses}),
    pick as (
      select * from open where next_lesson_id is not null
       order by started desc, last_seen_at desc nulls last, due nulls last limit 1),
    going as (
      select pick.enrollment_id, l.lesson_id, l.title as lesson_title, l.kind as lesson_kind,
             coalesce(p.position_seconds, 0) as position_seconds,
             greatest(0, l.estimated_minutes - coalesce(p.position_seconds, 0) / 60) as minutes_left,
             modules.number as module_number, modules.count as module_count
        from pick
        join v_catalog_version_lessons l on l.course_version_id = pick.course_version_id and l.lesson_id = pick.next_lesson_id
        left join lesson_progress p on p.enrollment_id = pick.enrollment_id and p.lesson_id = l.lesson_id
        cross join lateral (
          select count(*)::int as count, count(*) filter (where first <= l.position)::int as number
            from (select min(position) as first from v_catalog_version_plan x
                   where x.course_version_id = pick.course_version_id group by x.module_id) firsts) modules),
    duties as (
      select distinct on (e.course_id) e.status = 'completed' and (e.expires_at is null or e.expires_at > ${now}) as done
        from enrollments e
       where e.student_id = ${userId} and e.status <> 'ended' and (e.source = 'assigned' or e.due_at is not null)
       order by e.course_id, e.cycle desc),
    papers as (
      select certificate_id as id, course_title, issued_at, expires_at from v_certificates_certificates
       where student_id = ${userId} and revoked_at is null)
    select person.display_name, person.time_zone,
           coalesce((select json_agg(open order by open.due nulls last) from open), '[]') as courses,
           (select row_to_json(going) from going) as continue_with,
           (select count(*) filter (where done)::int from duties) as required_done,
           (select count(*)::int from duties) as required_total,
           (select count(*)::int from completions x where x.student_id = ${userId} and x.completed_at >= person.year_start) as completed_courses,
           (select coalesce(sum(p.seconds_spent), 0)::int from lesson_progress p
             where p.student_id = ${userId} and p.last_seen_at >= person.year_start) as learning_seconds,
           (select count(*)::int from papers where expires_at is null or expires_at > ${now}) as valid_certificates,
           (select json_build_object('id', id, 'course_title', course_title, 'issued_at', ${iso(sql`issued_at`)}, 'expires_at', ${iso(sql`expires_at`)})
              from papers order by issued_at desc limit 1) as latest_certificate,
           (select count(*)::int from v_notifications_unread where recipient_id = ${userId}) as unread_notifications
      from person`);

export type TeachingRow = {
  courses: number;
  drafts: number;
  learners_in_progress: number;
  learners_overdue: number;
  learners_silent: number;
  completed_last_30_days: number;
};

/** How the courses stand that a trainer teaches. */
export const selectTeaching = (db: Db, userId: string, now: Date): Promise<TeachingRow> =>
  db.one(sql`
    with taught as (select course_id from v_catalog_course_staff where user_id = ${userId}),
    learners as (
      select e.status, e.completed_at, ${isOverdue(now)} as overdue, ${isSilent(now)} as silent
        from enrollments e join taught on taught.course_id = e.course_id where e.status <> 'ended')
    select (select count(*)::int from taught) as courses,
           (select count(*)::int from taught where not exists (
             select 1 from v_catalog_published_courses c where c.course_id = taught.course_id and c.status <> 'draft')) as drafts,
           count(*) filter (where status = 'active')::int as learners_in_progress,
           count(*) filter (where overdue)::int as learners_overdue,
           count(*) filter (where silent)::int as learners_silent,
           count(*) filter (where completed_at > ${now}::timestamptz - interval '30 days')::int as completed_last_30_days
      from learners`);

export type OrganizationRow = {
  people: number;
  published_courses: number;
  enrollments_active: number;
  enrollments_overdue: number;
  completed_last_30_days: number;
};

/** How the whole organization stands. */
export const selectOrganization = (db: Db, now: Date): Promise<OrganizationRow> =>
  db.one(sql`
    select (select count(*)::int from v_identity_people where is_active) as people,
           (select count(*)::int from v_catalog_published_courses where status = 'published' and deleted_at is null) as published_courses,
           (select count(*)::int from enrollments where status = 'active') as enrollments_active,
           (select count(*)::int from enrollments where status = 'active' and due_at < ${now}) as enrollments_overdue,
           (select count(*)::int from completions where completed_at > ${now}::timestamptz - interval '30 days') as completed_last_30_days`);
