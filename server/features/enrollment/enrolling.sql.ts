/** The statements that make enrollments: one for one person, one for a thousand. */
import { actorId, type Ctx } from '#server/platform/context.ts';
import { type Db, onConstraint } from '#server/platform/db/database.ts';
import { loginSessionId } from '#server/platform/db/in-transaction.ts';
import { type Sql, sql } from '#server/platform/db/sql.ts';
import { AppError } from '#server/platform/errors.ts';
import { factRow } from '#server/platform/facts/publish.ts';
import { managedEnrollments } from './enrollment.policy.ts';
import {
  type EnrollmentRow,
  type EnrollmentSource,
  enrollmentColumns,
  enrollmentJoins,
} from './enrollments.sql.ts';

export type NewEnrollment = {
  id: string;
  course_id: string;
  student_id: string;
  source: EnrollmentSource;
  due_at: string | null;
  reason: string;
  retake: boolean;
};

const alreadyEnrolled = () => new AppError('already_enrolled');

const openCourse = (courseId: string): Sql => sql`
  select course_id, version_id, price from v_catalog_published_courses
   where course_id = ${courseId} and status = 'published' and deleted_at is null`;

const nextCycle = (studentId: Sql, courseId: string): Sql => sql`
  coalesce((select max(x.cycle) from enrollments x where x.student_id = ${studentId} and x.course_id = ${courseId}), 0) + 1`;

/** A completion that still counts stands in the way of a new cycle, unless a retake is asked for. */
const stillValid = (studentId: Sql, courseId: string, now: Date): Sql => sql`
  select 1 from enrollments x
   where x.student_id = ${studentId} and x.course_id = ${courseId} and x.status = 'completed'
     and (x.expires_at is null or x.expires_at > ${now})`;

/**
 * What a course asks for before one may choose it, and this person has not proven on their own calendar day. Over `course` and
 * `person`; an end of a level needs no job to hold here.
 */
const missingSkills = (now: Date): Sql => sql`
  select asked.skill_id, asked.level, have.level as have_level
    from v_skills_course_requirements asked
    left join v_skills_user_skills held on held.skill_id = asked.skill_id and held.user_id = person.user_id
    cross join lateral (
      select coalesce(skill_level_on(held.proven_until, (${now}::timestamptz at time zone person.time_zone)::date), 0) as level) have
   where asked.course_id = course.course_id and asked.enforcement = 'blocking' and have.level < asked.level`;

/**
 * Enrolls one person and records the fact, in one statement. The unique index on active enrollments is what makes a
 * second one impossible; everything else that may stand in the way makes the statement insert nothing.
 *
 * @returns undefined when nothing was made: see `selectObstacle` for why
 * @throws AppError `already_enrolled`
 */
export function insertEnrollment(ctx: Ctx, made: NewEnrollment): Promise<EnrollmentRow | undefined> {
  const studentId = sql`${made.student_id}::uuid`;
  const bySelf = made.source === 'self';
  return onConstraint(
    ctx.db.maybe<EnrollmentRow>(sql`
      with course as (${openCourse(made.course_id)}),
      made as (
        insert into enrollments (id, student_id, course_id, course_version_id, cycle, source, assigned_by, reason, due_at, enrolled_at, updated_at)
        select ${made.id}::uuid, person.user_id, course.course_id, course.version_id, ${nextCycle(studentId, made.course_id)},
               ${made.source}, ${bySelf ? null : actorId(ctx)}::uuid, ${made.reason}, ${made.due_at}::timestamptz, ${ctx.now}, ${ctx.now}
          from course join v_identity_people person on person.user_id = ${studentId} and person.is_active
         where (course.price = 0 or ${!bySelf}::boolean)
           -- Whoever assigns a course answers for it; only choosing it oneself is stopped.
           and (${!bySelf}::boolean or not exists (${missingSkills(ctx.now)}))
           and (${made.retake}::boolean or not exists (${stillValid(studentId, made.course_id, ctx.now)}))
        returning *),
      told as (${factRow(
        ctx,
        'enrollment.created',
        sql`jsonb_build_object('enrollment_id', made.id, 'student_id', made.student_id, 'course_id', made.course_id)`,
        sql`from made`,
      )})
      select ${enrollmentColumns}, (${managedEnrollments(ctx.actor)}) as managed from made e ${enrollmentJoins}
       -- Known already; said again because the planner takes "made" for many rows and would read whole tables to join them.
       where e.course_id = ${made.course_id} and e.student_id = ${studentId}`),
    { enrollments_open_key: alreadyEnrolled, enrollments_student_course_cycle_key: alreadyEnrolled },
  );
}

export type Obstacle = {
  published: boolean;
  has_price: boolean;
  student: 'absent' | 'inactive' | 'active';
  enrolled: boolean;
  missing_skills: MissingSkill[];
};
export type MissingSkill = { skill_id: string; name: string; level: number; have_level: number };

/** Why `insertEnrollment` made nothing; asked only then. */
export const selectObstacle = (db: Db, courseId: string, studentId: string, now: Date): Promise<Obstacle> =>
  db.one(sql`
    select exists (${openCourse(courseId)}) as published,
           exists (select 1 from (${openCourse(courseId)}) course where course.price > 0) as has_price,
           coalesce((select case when is_active then 'active' else 'inactive' end from v_identity_people where user_id = ${studentId}), 'absent') as student,
           exists (${stillValid(sql`${studentId}::uuid`, courseId, now)}) as enrolled,
           coalesce((
             select json_agg(json_build_object('skill_id', m.skill_id, 'name', s.name, 'level', m.level, 'have_level', m.have_level) order by s.name)
               from (select ${courseId}::uuid as course_id) course
               join v_identity_people person on person.user_id = ${studentId}
               cross join lateral (${missingSkills(now)}) m
               join v_skills_skills s on s.skill_id = m.skill_id), '[]') as missing_skills`);

export type BulkRow = {
  given: string;
  outcome: 'enrolled' | 'already_enrolled' | 'not_found' | 'inactive' | 'repeated';
  enrollment_id: string | null;
};
export type BulkInput = {
  course_id: string;
  by: 'email' | 'user_id';
  given: string[];
  due_at: string | null;
  reason: string;
};

/** Enrolls many people in one statement and says what became of each, in the order given. */
export function insertEnrollments(ctx: Ctx, input: BulkInput): Promise<BulkRow[]> {
  const student = sql`people.user_id`;
  const found = input.by === 'email' ? sql`s.email = g.given::citext` : sql`s.user_id = g.given::uuid`;
  return ctx.db.rows<BulkRow>(sql`
    with course as (${openCourse(input.course_id)}),
    given as (
      select given, place, row_number() over (partition by lower(given) order by place) as nth
        from unnest(${input.given}::text[]) with ordinality as list(given, place)),
    people as (
      select g.given, g.place, g.nth, s.user_id, s.is_active from given g left join v_identity_people s on ${found}),
    made as (
      insert into enrollments (id, student_id, course_id, course_version_id, cycle, source, assigned_by, reason, due_at, enrolled_at, updated_at)
      select new_uuid_v7(${ctx.now}), people.user_id, course.course_id, course.version_id, ${nextCycle(student, input.course_id)},
             'assigned', ${actorId(ctx)}::uuid, ${input.reason}, ${input.due_at}::timestamptz, ${ctx.now}, ${ctx.now}
        from people cross join course
       where people.nth = 1 and people.is_active and not exists (${stillValid(student, input.course_id, ctx.now)})
      on conflict do nothing
      returning id, student_id, course_id),
    told as (
      insert into facts (id, name, payload, actor_id, request_id, login_session_id, ip)
      select new_uuid_v7(${ctx.now}), 'enrollment.created',
             jsonb_build_object('enrollment_id', made.id, 'student_id', made.student_id, 'course_id', made.course_id),
             ${actorId(ctx)}::uuid, ${ctx.request_id}, ${loginSessionId(ctx)}::uuid, ${ctx.origin.ip} from made)
    select people.given, made.id as enrollment_id,
           case when people.nth > 1 then 'repeated'
                when people.user_id is null then 'not_found'
                when not people.is_active then 'inactive'
                when made.id is null then 'already_enrolled'
                else 'enrolled' end as outcome
      from people left join made on made.student_id = people.user_id and people.nth = 1
     order by people.place`);
}
