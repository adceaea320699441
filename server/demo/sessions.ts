/** Rooms, holidays, sessions and who is booked on them: planned, booked, cancelled and attended through the services, each at its own time. */
import { SessionInput } from '#contract/calendar.ts';
import {
  book,
  bookOthers,
  cancelBooking,
  cancelSession,
  createHoliday,
  createOwnEvent,
  createRoom,
  createSeries,
  createSession,
  judgeSession,
  recordAttendance,
} from '#server/features/calendar/index.ts';
import { recordProgress } from '#server/features/enrollment/index.ts';
import type { Ctx } from '#server/platform/context.ts';
import { sql } from '#server/platform/db/sql.ts';
import { actingAs, type Cast, dayMilliseconds, daysBefore, memberOf } from './cast.ts';
import {
  type DemoDay,
  type DemoSession,
  demoHolidays,
  demoOwnEvents,
  demoRooms,
  demoSessions,
} from './content/sessions.ts';
import type { SeededCourse } from './courses.ts';

const hour = 3_600_000;
const home = 'Europe/Copenhagen';

type Made = { room_ids: string[]; holiday_ids: string[]; session_ids: string[] };

/** @returns ids, for the manifest */
export async function seedSessions(ctx: Ctx, cast: Cast, courses: readonly SeededCourse[]): Promise<Made> {
  const admin = actingAs(ctx, memberOf(cast, 'admin'), daysBefore(ctx.now, 200));
  const rooms = new Map<string, string>();
  for (const room of demoRooms) rooms.set(room.name, (await createRoom(admin, room)).id);
  const holidayIds: string[] = [];
  for (const { name, from, days } of demoHolidays) {
    const starts_on = next(ctx.now, from);
    const ends_on = dayAfter(starts_on, days - 1);
    holidayIds.push((await createHoliday(admin, { name, starts_on, ends_on })).id);
  }
  const sessionIds: string[] = [];
  for (const session of demoSessions)
    sessionIds.push(...(await seedSession({ ctx, cast, courses, rooms }, session)));
  for (const { login, title, day, time_zone } of demoOwnEvents)
    await createOwnEvent(actingAs(ctx, memberOf(cast, login), daysBefore(ctx.now, 3)), {
      title,
      time_zone,
      all_day: false,
      ...wallOf(ctx.now, day),
    });
  return { room_ids: [...rooms.values()], holiday_ids: holidayIds, session_ids: sessionIds };
}

type World = {
  ctx: Ctx;
  cast: Cast;
  courses: readonly SeededCourse[];
  rooms: ReadonlyMap<string, string>;
};

async function seedSession(world: World, session: DemoSession): Promise<string[]> {
  const { ctx, cast, courses, rooms } = world;
  const course = courses.find((one) => one.course.code === session.code);
  const lesson = session.completes_lesson && course?.lessons.find((one) => one.lesson.kind === 'session');
  const trainer = memberOf(cast, session.trainers[0]!);
  const plannedAt = daysBefore(ctx.now, session.planned_days_ago);
  const planning = actingAs(ctx, trainer, plannedAt);
  const input = SessionInput.parse({
    title: session.title,
    description: session.description,
    course_id: course?.id ?? null,
    lesson_id: lesson ? lesson.id : null,
    time_zone: session.time_zone ?? home,
    days: session.days.map((day) => wallOf(ctx.now, day)),
    room_id: session.room ? rooms.get(session.room) : null,
    online_url: session.online_url ?? null,
    trainer_ids: session.trainers.map((login) => memberOf(cast, login).actor.user_id),
    seats: session.seats,
    approval: session.approval ?? 'none',
  });
  const ids = session.rule
    ? (
        await createSeries(planning, { session: input, rule: session.rule, skip_holidays: true, except: [] })
      ).sessions.map(({ id }) => id)
    : [(await createSession(planning, input)).id];
  const first = ids[0]!;
  const bookings = session.booked_by_trainer
    ? await bookAll(world, session, first)
    : await fill(world, session, first, course);
  for (const login of session.give_back ?? [])
    await cancelBooking(
      // A seat is kept for a day for whoever is offered it: theirs is still open when somebody looks.
      actingAs(ctx, memberOf(cast, login), daysBefore(ctx.now, 0.4)),
      bookings.get(login)!,
      '',
    );
  if (session.cancelled)
    await cancelSession(actingAs(ctx, trainer, daysBefore(ctx.now, session.cancelled.days_ago)), first, {
      reason: session.cancelled.reason,
      scope: 'one',
      tell: true,
    });
  else await attend(world, session, first);
  return ids;
}

/** People book in turn from the day after the session was planned. @returns bookings by login */
async function fill(
  { ctx, cast }: World,
  session: DemoSession,
  sessionId: string,
  course: SeededCourse | undefined,
): Promise<Map<string, string>> {
  const bookings = new Map<string, string>();
  const reading = session.completes_lesson
    ? course?.lessons.filter((one) => one.lesson.kind === 'article')
    : [];
  for (const [place, login] of session.people.entries()) {
    const person = memberOf(cast, login);
    const bookedAt = new Date(
      daysBefore(ctx.now, session.planned_days_ago).getTime() + dayMilliseconds + place * 5 * hour,
    );
    bookings.set(login, (await book(actingAs(ctx, person, bookedAt), sessionId, '')).id);
    const isBooked = place < session.seats && !session.approval;
    for (const { id } of isBooked ? (reading ?? []) : [])
      await recordProgress(actingAs(ctx, person, new Date(bookedAt.getTime() + hour)), {
        lesson_id: id,
        completed: true,
        seconds_spent: 280,
      });
  }
  return bookings;
}

async function bookAll(
  { ctx, cast }: World,
  session: DemoSession,
  sessionId: string,
): Promise<Map<string, string>> {
  const trainer = memberOf(cast, session.trainers[0]!);
  await bookOthers(actingAs(ctx, trainer, daysBefore(ctx.now, session.planned_days_ago - 1)), sessionId, {
    user_ids: session.people.map((login) => memberOf(cast, login).actor.user_id),
    note: '',
  });
  return new Map();
}

/** Of a session that is over, the trainer marks everybody at the end of each day. */
async function attend({ ctx, cast }: World, session: DemoSession, sessionId: string): Promise<void> {
  const days = await ctx.db.rows<{ id: string; starts_at: string; ends_at: string }>(sql`
    select day_id as id, starts_at, ends_at from v_calendar_session_days where session_id = ${sessionId} order by starts_at`);
  const booked = await ctx.db.rows<{ booking_id: string; user_id: string }>(sql`
    select booking_id, user_id from v_calendar_bookings where session_id = ${sessionId} and state = 'booked'`);
  const trainer = memberOf(cast, session.trainers[0]!);
  const logins = new Map([...cast].map(([login, { actor }]) => [actor.user_id, login]));
  for (const day of days) {
    const end = new Date(day.ends_at);
    if (end >= ctx.now) return;
    await recordAttendance(actingAs(ctx, trainer, end), sessionId, {
      records: booked.map(({ booking_id, user_id }) => {
        const state = session.marks?.[logins.get(user_id) ?? ''] ?? 'present';
        const late = new Date(new Date(day.starts_at).getTime() + hour / 6).toISOString();
        return {
          booking_id,
          day_id: day.id,
          state,
          method: 'trainer' as const,
          ...(state === 'late' && { recorded_at: late }),
        };
      }),
    });
  }
  await judgeSession(ctx, sessionId);
}

/** `2026-11-23` of a zone's calendar, at an instant. */
const dateIn = (instant: Date): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone: home, dateStyle: 'short' }).format(instant);

const dayAfter = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * dayMilliseconds).toISOString().slice(0, 10);

/** The next day with this month and day, today included. */
function next(now: Date, monthAndDay: string): string {
  const today = dateIn(now);
  const year = Number(today.slice(0, 4));
  const thisYear = `${year}-${monthAndDay}`;
  return thisYear >= today ? thisYear : `${year + 1}-${monthAndDay}`;
}

function wallOf(
  now: Date,
  { week, weekday, from, to }: DemoDay,
): { starts_local: string; ends_local: string } {
  const today = dateIn(now);
  // Sunday is the last day of its week.
  const weekdayToday = new Date(`${today}T00:00:00Z`).getUTCDay() || 7;
  const date = dayAfter(today, week * 7 + weekday - weekdayToday);
  return { starts_local: `${date}T${from}`, ends_local: `${date}T${to}` };
}
