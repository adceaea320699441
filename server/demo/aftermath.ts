/**
 * What follows from the history, and the clean-up behind it.
 *
 * The facts of seeding are not left to the worker: it would react today to what happened in spring, and send the mails.
 * Their reactions run here, each at its fact's own time, so that certificates and notices are what the product makes of
 * such a history; then the facts count as delivered and the jobs they queued are gone.
 */
import { recordFacts } from '#server/features/activity/index.ts';
import { revokeCertificate } from '#server/features/certificates/index.ts';
import type { Ctx } from '#server/platform/context.ts';
import { sql } from '#server/platform/db/sql.ts';
import type { Fact, Reaction } from '#server/platform/facts/reactions.ts';
import { actingAs, type Cast, daysBefore, daysInCompany, memberOf } from './cast.ts';
import { demoOrganization } from './content/people.ts';
import type { SeededCourse } from './courses.ts';
import { daysAgoOfFramework } from './skills.ts';

/** An id of version 7 begins with the milliseconds of its time. */
const timeOf = (id: string): Date => new Date(Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16));

/** Notices of what happened earlier have had their day; certificates are issued however long ago it was. */
const daysOfNotices = 60;

function isStillTold(reaction: Reaction, at: Date, now: Date): boolean {
  return !reaction.name.startsWith('notifications.') || at > daysBefore(now, daysOfNotices);
}

/**
 * Runs what features do about the facts of this seeding that nobody has reacted to yet, in the order they happened. Called
 * as the history goes on, so that they find the world as it was then: the fifth course is the fifth when it is completed.
 */
export async function react(ctx: Ctx, reactions: readonly Reaction[]): Promise<void> {
  // Nobody of the cast does what follows: the product does.
  await ctx.db.transaction(async () => undefined, {
    user_id: null,
    login_session_id: null,
    request_id: ctx.request_id,
    ip: '',
  });
  for (;;) {
    const facts = await ctx.db.rows<Fact>(sql`
      update facts set delivered_at = ${ctx.now} where request_id = ${ctx.request_id} and delivered_at is null
      returning id, name, payload, actor_id, occurred_at, login_session_id, ip, request_id`);
    if (facts.length === 0) return;
    for (const fact of facts.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
      const at = timeOf(fact.id);
      for (const reaction of reactions) {
        if (reaction.on === fact.name && isStillTold(reaction, at, ctx.now))
          await reaction.run(
            { ...ctx, actor: { kind: 'system' }, now: at },
            { ...fact, occurred_at: at.toISOString() },
          );
      }
    }
  }
}

/** One certificate that no longer holds, so that its verification page can be looked at. */
export async function revokeOne(ctx: Ctx, cast: Cast): Promise<void> {
  const daysAgo = 6;
  const at = daysBefore(ctx.now, daysAgo);
  const chosen = await ctx.db.one<{ certificate_id: string }>(sql`
    select c.id as certificate_id from certificates c join courses k on k.id = c.course_id
     where k.code = 'FORK-101' and c.student_id = any(${[...cast.values()].map(({ actor }) => actor.user_id)}::uuid[])
       and c.issued_at < ${at} order by c.issued_at, c.id limit 1`);
  await revokeCertificate(
    actingAs(ctx, memberOf(cast, 'admin'), at),
    chosen.certificate_id,
    'The practical test at the site was not passed; a new one is booked.',
  );
}

/** Moves back in time what the database dated itself, and lets old notices be read and old mails be sent. */
export async function settle(ctx: Ctx, cast: Cast, courses: readonly SeededCourse[]): Promise<void> {
  const people = [...cast.values()].map(({ actor }) => actor.user_id);
  await ctx.db.run(sql`
    update facts set delivered_at = coalesce(delivered_at, ${ctx.now}),
           occurred_at = to_timestamp(('x' || substr(replace(id::text, '-', ''), 1, 12))::bit(48)::bigint / 1000.0)
     where request_id = ${ctx.request_id}`);
  await dropJobs(ctx);
  await ctx.db.run(
    sql`update certificates set organization_name = ${demoOrganization} where student_id = any(${people}::uuid[])`,
  );
  await settleMessages(ctx, people);
  await settleReading(ctx, people);
  await settleCourses(ctx, courses);
  await settleSkills(ctx, people);
  await tellActivity(ctx);
  await settleRecordHistory(ctx);
  await ctx.db.run(sql`
    update users u set last_active = coalesce(
        (select max(e.last_seen_at) from enrollments e where e.student_id = u.id), u.created_at + interval '3 days')
     where u.id = any(${people}::uuid[])`);
}

/** Jobs queued in this transaction carry its start as their time: reminders to close attempts that are closed, mails of spring. */
const dropJobs = (ctx: Ctx): Promise<number> =>
  ctx.db.run(sql`
    select graphile_worker.complete_jobs(coalesce((select array_agg(id) from graphile_worker.jobs where created_at = now()), '{}'))`);

async function settleMessages(ctx: Ctx, people: readonly string[]): Promise<void> {
  const unreadDays = 8;
  await ctx.db.run(sql`
    update notifications set is_read = true, read_at = created_at + interval '3 hours'
     where recipient_id = any(${people}::uuid[]) and created_at < ${daysBefore(ctx.now, unreadDays)}`);
  await ctx.db.run(sql`
    update mails set sent_at = created_at + interval '2 seconds', attempts = 1
     where recipient_id = any(${people}::uuid[]) and sent_at is null and failed_at is null`);
}

/** How long each lesson took: about what it is planned for, a little different for everyone. */
const settleReading = (ctx: Ctx, people: readonly string[]): Promise<number> =>
  ctx.db.run(sql`
    update lesson_progress p set seconds_spent = took.seconds,
           first_seen_at = greatest(e.enrolled_at, least(p.first_seen_at, p.completed_at - make_interval(secs => took.seconds)))
      from enrollments e, lessons l, users u,
           lateral (select round(l.estimated_minutes * (36 + abs(hashtext(u.username::text || l.title) % 42)))::int as seconds) took
     where e.id = p.enrollment_id and l.id = p.lesson_id and u.id = p.student_id and u.id = any(${people}::uuid[])
       and p.completed and p.seconds_spent = 0`);

async function settleCourses(ctx: Ctx, courses: readonly SeededCourse[]): Promise<void> {
  const yesterday = daysBefore(ctx.now, 1);
  for (const { id, published_at: publishedAt, begun_at: begunAt } of courses) {
    const at = publishedAt ?? begunAt;
    // Only the one course whose draft is ahead of its version keeps the mark of an open change.
    await ctx.db.run(sql`
      update courses set created_at = ${begunAt}, updated_at = ${at}::timestamptz,
             published_at = case when version_id is not null then ${at}::timestamptz end,
             draft_changed_at = case when version_id is not null and draft_changed_at is not null then ${yesterday}::timestamptz end
       where id = ${id}`);
    await ctx.db.run(sql`update course_trainers set created_at = ${begunAt} where course_id = ${id}`);
    await ctx.db.run(
      sql`update course_modules set created_at = ${begunAt}, updated_at = ${at} where course_id = ${id}`,
    );
    await ctx.db.run(
      sql`update lessons set created_at = ${begunAt}, updated_at = ${at} where course_id = ${id}`,
    );
    await ctx.db.run(
      sql`update lesson_revisions set created_at = ${at} where lesson_id in (select id from lessons where course_id = ${id})`,
    );
    await ctx.db.run(sql`update course_versions set published_at = ${at} where course_id = ${id}`);
    await ctx.db.run(
      sql`update quizzes set created_at = ${begunAt}, updated_at = ${at} where course_id = ${id}`,
    );
    await ctx.db.run(
      sql`update questions set created_at = ${begunAt}, updated_at = ${at} where quiz_id in (select id from quizzes where course_id = ${id})`,
    );
    await ctx.db.run(sql`
      update choices set created_at = ${begunAt}
       where question_id in (select s.id from questions s join quizzes q on q.id = s.quiz_id where q.course_id = ${id})`);
    await ctx.db.run(
      sql`update quiz_versions set created_at = ${at} where quiz_id in (select id from quizzes where course_id = ${id})`,
    );
    await ctx.db.run(sql`
      update file_uses set created_at = ${begunAt} where subject = 'lesson' and subject_id in (select id from lessons where course_id = ${id})`);
  }
}

/** Rows of the framework date from when it was made, not from today. */
async function settleSkills(ctx: Ctx, people: readonly string[]): Promise<void> {
  const begun = daysBefore(ctx.now, daysAgoOfFramework);
  await ctx.db.run(sql`
    update skills set created_at = ${begun}, updated_at = ${begun}
     where id in (select (payload ->> 'skill_id')::uuid from facts where request_id = ${ctx.request_id} and name = 'skill.framework-changed')`);
  await ctx.db.run(sql`
    update user_skills set created_at = coalesce(declared_at, evaluated_at, created_at), updated_at = coalesce(evaluated_at, declared_at, updated_at)
     where user_id = any(${people}::uuid[])`);
}

/** What happened is activity, at its own time. */
async function tellActivity(ctx: Ctx): Promise<void> {
  const facts = await ctx.db.rows<Fact>(sql`
    select id, name, payload, actor_id, occurred_at, login_session_id, ip, request_id from facts
     where request_id = ${ctx.request_id} order by id`);
  const atOnce = 1000;
  for (let from = 0; from < facts.length; from += atOnce)
    await recordFacts(ctx, facts.slice(from, from + atOnce));
}

/**
 * The history of records was written by the clock of today. Each entry moves to when its record was made or last changed; what
 * only the seeding itself did (dates set right) is nobody's change and goes.
 */
async function settleRecordHistory(ctx: Ctx): Promise<void> {
  const mine = sql`h.changed_at >= transaction_timestamp()`;
  await ctx.db.run(sql`alter table record_history disable trigger record_history_append_only`);
  await ctx.db.run(sql`
    with dated as (
      select id, created_at as at from users union all select user_id, created_at from user_profiles
      union all select id, valid_from from role_assignments
      union all select id, created_at from courses union all select id, created_at from course_modules
      union all select id, created_at from lessons
      union all select q.id, c.created_at from quizzes q join courses c on c.id = q.course_id
      union all select s.id, c.created_at from questions s join quizzes q on q.id = s.quiz_id join courses c on c.id = q.course_id
      union all select o.id, c.created_at from choices o join questions s on s.id = o.question_id join quizzes q on q.id = s.quiz_id
                                           join courses c on c.id = q.course_id
      union all select id, created_at from skills union all select id, created_at from role_profiles
      union all select id, issued_at from certificates
    ), moved as (
      select h.id, coalesce(
               case when h.record_type = 'reporting_lines' then (select min(l.valid_from) from reporting_lines l where l.user_id = h.record_id) end,
               case when h.record_type = 'certificates' and h.action = 'changed' then (h.after ->> 'revoked_at')::timestamptz end,
               case when h.record_type = 'courses' and h.after ? 'version_id' then (select k.published_at from courses k where k.id = h.record_id) end,
               case when h.action = 'created' then (select d.at from dated d where d.id = h.record_id limit 1) end,
               case when h.record_type in ('course_skills', 'course_trainers') then (select k.created_at from courses k where k.id = h.record_id) end,
               case when h.record_type in ('departments', 'positions', 'categories') then ${daysBefore(ctx.now, daysInCompany.most)}::timestamptz end,
               case when h.record_type in ('course_required_skills', 'acting_managers') then h.changed_at - interval '2 days' end) as at
        from record_history h where ${mine}
    )
    update record_history h set changed_at = moved.at, id = new_uuid_v7(moved.at) from moved where moved.id = h.id and moved.at is not null`);
  await ctx.db.run(sql`delete from record_history h where ${mine}`);
  await ctx.db.run(sql`alter table record_history enable trigger record_history_append_only`);
}
