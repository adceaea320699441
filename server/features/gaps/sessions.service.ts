/** Sessions beside the courses of a plan or a recommendation: reading them and choosing one for each. */
import type { CourseSession } from '#contract/gaps-shapes.ts';
import type { Ctx } from '#server/platform/context.ts';
import { sql } from '#server/platform/db/sql.ts';
import { chooseSessions, type OfferedSession } from './sessions.rules.ts';

/** How far ahead is looked, and at how many sessions of a course: the first of them decide. */
const days = 120;
const mostPerCourse = 20;

/** @returns by course, for courses that have one to name; see chooseSessions */
export async function sessionsFor(
  ctx: Ctx,
  userId: string,
  courseIds: readonly string[],
): Promise<Map<string, CourseSession>> {
  if (courseIds.length === 0) return new Map();
  const rows = await ctx.db.rows<OfferedSession & { person_zone: string; times: string[] }>(sql`
    select s.course_id, s.session_id as id, s.title, s.starts_at, s.time_zone, s.is_online, s.room_name,
           s.seats - s.seats_taken as free_seats, s.seats > s.seats_taken and s.waiting_count = 0 and s.booking_closes_at > ${ctx.now} as has_seat,
           b.state as own_state, p.time_zone as person_zone, coalesce(t.times, '{}') as times
      from v_identity_people p
      left join training_preferences t on t.user_id = p.user_id
      cross join unnest(${courseIds}::uuid[]) as wanted (course_id)
      cross join lateral (
        select * from v_calendar_sessions v
         where v.course_id = wanted.course_id and v.cancelled_at is null and v.starts_at > ${ctx.now}
           and v.starts_at < ${ctx.now}::timestamptz + make_interval(days => ${days})
         order by v.starts_at limit ${mostPerCourse}) s
      left join v_calendar_bookings b on b.session_id = s.session_id and b.user_id = p.user_id
            and b.state in ('requested', 'booked', 'waiting', 'offered')
     where p.user_id = ${userId}`);
  const [first] = rows;
  if (!first) return new Map();
  return chooseSessions(
    rows.map(({ person_zone, times, ...session }) => session),
    { time_zone: first.person_zone, times: first.times },
  );
}
