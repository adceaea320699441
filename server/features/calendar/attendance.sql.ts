/** Queries on attendance: the sheet, marks, corrections, and what they make of bookings. */
import type { AttendanceState, attendanceMethods } from '#contract/attendance.ts';
import { actorId, type Ctx } from '#server/platform/context.ts';
import type { Db } from '#server/platform/db/database.ts';
import { loginSessionId } from '#server/platform/db/in-transaction.ts';
import { type Sql, sql } from '#server/platform/db/sql.ts';
import type { DayTimes, Outcome } from './attendance.rules.ts';
import { isoText } from './sessions.sql.ts';

export type Method = (typeof attendanceMethods)[number];

/** What judging needs to know of a session. */
export type JudgedSession = {
  id: string;
  title: string;
  course_id: string | null;
  lesson_id: string | null;
  starts_at: string;
  ends_at: string;
  cancelled_at: string | null;
  judged_at: string | null;
  attendance_percent: number;
  days: DayTimes[];
};

const judgedColumns = sql`
  s.id, s.title, s.course_id, s.lesson_id, s.starts_at, s.ends_at, s.cancelled_at, s.judged_at, s.attendance_percent,
  (select jsonb_agg(jsonb_build_object('id', d.id, 'starts_at', ${isoText(sql`d.starts_at`)}, 'ends_at', ${isoText(sql`d.ends_at`)})
                    order by d.starts_at)
     from session_days d where d.session_id = s.id and d.dropped_at is null) as days`;

export const selectJudgedSession = (db: Db, sessionId: string): Promise<JudgedSession | undefined> =>
  db.maybe(sql`select ${judgedColumns} from training_sessions s where s.id = ${sessionId}`);

/** Over since `now` and not judged yet; the longest over first. */
export const selectUnjudged = (db: Db, now: Date, limit: number): Promise<{ id: string }[]> =>
  db.rows(sql`
    select id from training_sessions where judged_at is null and cancelled_at is null and ends_at <= ${now}
     order by ends_at limit ${limit}`);

/** Null again when a session that was over has been moved to a later time. */
export const setJudged = (db: Db, sessionId: string, at: Date | null): Promise<number> =>
  db.run(sql`
    update training_sessions set judged_at = ${at}::timestamptz
     where id = ${sessionId} and (judged_at is null) <> (${at}::timestamptz is null)`);

export type CheckInDay = {
  id: string;
  check_in_secret: Buffer | null;
  check_in_opened_at: string | null;
  check_in_closed_at: string | null;
};

export type DayOfSession = DayTimes & CheckInDay & { session_id: string };

export const selectDay = (db: Db, dayId: string): Promise<DayOfSession | undefined> =>
  db.maybe(sql`
    select id, session_id, starts_at, ends_at, check_in_secret, check_in_opened_at, check_in_closed_at from session_days
     where id = ${dayId} and dropped_at is null`);

/** One day with the caller's own seat and mark. */
export type CheckInRow = DayOfSession & {
  title: string;
  cancelled_at: string | null;
  booking_id: string | null;
  mark: { state: AttendanceState; recorded_at: string } | null;
};

export const selectCheckIn = (db: Db, dayId: string, userId: string): Promise<CheckInRow | undefined> =>
  db.maybe(sql`
    select d.id, d.session_id, d.starts_at, d.ends_at, d.check_in_secret, d.check_in_opened_at, d.check_in_closed_at,
           s.title, s.cancelled_at, b.id as booking_id,
           case when a.id is not null then
             jsonb_build_object('state', a.state, 'recorded_at', ${isoText(sql`a.recorded_at`)}) end as mark
      from session_days d
      join training_sessions s on s.id = d.session_id
      left join bookings b on b.session_id = s.id and b.user_id = ${userId} and b.state = 'booked'
      left join attendances a on a.booking_id = b.id and a.day_id = d.id
     where d.id = ${dayId} and d.dropped_at is null`);

/** Opens check-in. Opened again it has a new secret, but began when it was opened first. @returns whether it was closed */
export async function openDay(db: Db, dayId: string, secret: Buffer, now: Date): Promise<boolean> {
  const touched = await db.run(sql`
    update session_days set check_in_secret = ${secret}, check_in_opened_at = coalesce(check_in_opened_at, ${now}::timestamptz),
           check_in_closed_at = null
     where id = ${dayId} and (check_in_opened_at is null or check_in_closed_at is not null)`);
  return touched === 1;
}

/** @returns whether it stood open */
export async function closeDay(db: Db, dayId: string, now: Date): Promise<boolean> {
  const touched = await db.run(sql`
    update session_days set check_in_closed_at = ${now}
     where id = ${dayId} and check_in_opened_at is not null and check_in_closed_at is null`);
  return touched === 1;
}

export type SheetDay = {
  id: string;
  check_in_opened_at: string | null;
  check_in_closed_at: string | null;
};

export type SheetRecord = {
  day_id: string;
  state: AttendanceState;
  minutes: number;
  method: Method;
  recorded_at: string;
  recorded_by: { id: string; display_name: string; avatar_file_id: string | null } | null;
  correction_count: number;
  record_version: number;
};

export type SheetRow = {
  booking_id: string;
  user_id: string;
  display_name: string;
  avatar_file_id: string | null;
  outcome: Outcome;
  records: SheetRecord[];
};

export type SheetRows = {
  days: SheetDay[];
  rows: SheetRow[];
  sheet_file: { id: string; name: string } | null;
};

/** Everything of a sheet that the session's own row does not say, in one row. */
export const selectSheet = (db: Db, sessionId: string): Promise<SheetRows> =>
  db.one(sql`
    with corrected as (
      select c.booking_id, c.day_id, count(*)::int as count
        from bookings b join attendance_corrections c on c.booking_id = b.id
       where b.session_id = ${sessionId} and b.state = 'booked' group by c.booking_id, c.day_id),
    marked as (
      select a.booking_id, jsonb_agg(jsonb_build_object(
               'day_id', a.day_id, 'state', a.state, 'minutes', a.minutes, 'method', a.method,
               'recorded_at', ${isoText(sql`a.recorded_at`)},
               'recorded_by', case when r.user_id is not null then
                 jsonb_build_object('id', r.user_id, 'display_name', r.display_name, 'avatar_file_id', r.avatar_file_id) end,
               'correction_count', coalesce(x.count, 0), 'record_version', a.record_version)) as records
        from bookings b
        join attendances a on a.booking_id = b.id
        join session_days d on d.id = a.day_id and d.dropped_at is null
        left join v_identity_people r on r.user_id = a.recorded_by
        left join corrected x on x.booking_id = a.booking_id and x.day_id = a.day_id
       where b.session_id = ${sessionId} and b.state = 'booked' group by a.booking_id)
    select coalesce((select jsonb_agg(jsonb_build_object(
             'id', d.id, 'check_in_opened_at', ${isoText(sql`d.check_in_opened_at`)},
             'check_in_closed_at', ${isoText(sql`d.check_in_closed_at`)}))
             from session_days d where d.session_id = ${sessionId} and d.dropped_at is null), '[]') as days,
           coalesce((select jsonb_agg(jsonb_build_object(
             'booking_id', b.id, 'user_id', b.user_id, 'display_name', p.display_name, 'avatar_file_id', p.avatar_file_id,
             'outcome', b.outcome, 'records', coalesce(m.records, '[]')) order by p.display_name, p.user_id)
             from bookings b join v_identity_people p on p.user_id = b.user_id left join marked m on m.booking_id = b.id
            where b.session_id = ${sessionId} and b.state = 'booked'), '[]') as rows,
           (select jsonb_build_object('id', f.file_id, 'name', f.name)
              from training_sessions s join v_files_files f on f.file_id = s.sheet_file_id where s.id = ${sessionId}) as sheet_file`);

export type LockedBooking = {
  id: string;
  user_id: string;
  outcome: Outcome;
  attended_minutes: number;
};

/**
 * Locks booked seats, so that whoever marks or judges the same people waits. In the order of ids: two who lock several never
 * wait for each other.
 *
 * @param bookingIds  null for all of the session
 */
export const lockBookings = (
  db: Db,
  sessionId: string,
  bookingIds: readonly string[] | null,
): Promise<LockedBooking[]> =>
  db.rows(sql`
    select id, user_id, outcome, attended_minutes from bookings
     where session_id = ${sessionId} and state = 'booked' ${bookingIds ? sql`and id = any(${bookingIds}::uuid[])` : sql``}
     order by id for no key update`);

export type MarkRow = {
  booking_id: string;
  day_id: string;
  state: AttendanceState;
  minutes: number;
  recorded_at: string;
};

export const selectMarks = (db: Db, bookingIds: readonly string[]): Promise<MarkRow[]> =>
  db.rows(sql`
    select a.booking_id, a.day_id, a.state, a.minutes, a.recorded_at
      from attendances a where a.booking_id = any(${bookingIds}::uuid[])`);

/** When marks that no longer stand were taken back last. */
export const selectCleared = (
  db: Db,
  bookingIds: readonly string[],
): Promise<{ booking_id: string; day_id: string; cleared_at: string }[]> =>
  db.rows(sql`
    select booking_id, day_id, max(corrected_at) as cleared_at from attendance_corrections
     where booking_id = any(${bookingIds}::uuid[]) and to_state is null group by booking_id, day_id`);

export type MarkWrite = {
  booking_id: string;
  day_id: string;
  state: AttendanceState;
  minutes: number;
  method: Method;
  recorded_at: Date;
};

export const writeMarks = (ctx: Ctx, marks: readonly MarkWrite[]): Promise<number> =>
  ctx.db.run(sql`
    insert into attendances as a (id, booking_id, day_id, state, minutes, method, recorded_at, recorded_by, created_at, updated_at)
    select new_uuid_v7(${ctx.now}), m.booking_id, m.day_id, m.state, m.minutes, m.method, m.recorded_at, ${actorId(ctx)}::uuid,
           ${ctx.now}, ${ctx.now}
      from unnest(${marks.map((mark) => mark.booking_id)}::uuid[], ${marks.map((mark) => mark.day_id)}::uuid[],
                  ${marks.map((mark) => mark.state)}::text[], ${marks.map((mark) => mark.minutes)}::int[],
                  ${marks.map((mark) => mark.method)}::text[], ${marks.map((mark) => mark.recorded_at.toISOString())}::timestamptz[])
           as m (booking_id, day_id, state, minutes, method, recorded_at)
    on conflict on constraint attendances_once_key do update set
      state = excluded.state, minutes = excluded.minutes, method = excluded.method, recorded_at = excluded.recorded_at,
      recorded_by = excluded.recorded_by, updated_at = excluded.updated_at, record_version = a.record_version + 1`);

/** The same was said again later: only the time moves on, so that who said it first stays named. */
export const confirmMarks = (ctx: Ctx, marks: readonly MarkWrite[]): Promise<number> =>
  ctx.db.run(sql`
    update attendances a set recorded_at = m.recorded_at, updated_at = ${ctx.now}
      from unnest(${marks.map((mark) => mark.booking_id)}::uuid[], ${marks.map((mark) => mark.day_id)}::uuid[],
                  ${marks.map((mark) => mark.recorded_at.toISOString())}::timestamptz[]) as m (booking_id, day_id, recorded_at)
     where a.booking_id = m.booking_id and a.day_id = m.day_id`);

export const deleteMark = (db: Db, bookingId: string, dayId: string): Promise<number> =>
  db.run(sql`delete from attendances where booking_id = ${bookingId} and day_id = ${dayId}`);

export type CorrectionWrite = {
  booking_id: string;
  day_id: string;
  from: { state: AttendanceState; minutes: number } | null;
  to: { state: AttendanceState; minutes: number } | null;
};

export const writeCorrections = (
  ctx: Ctx,
  corrections: readonly CorrectionWrite[],
  reason: string,
): Promise<number> =>
  ctx.db.run(sql`
    insert into attendance_corrections (id, booking_id, day_id, from_state, from_minutes, to_state, to_minutes, reason, corrected_by, corrected_at)
    select new_uuid_v7(${ctx.now}), c.*, ${reason}, ${actorId(ctx)}::uuid, ${ctx.now}
      from unnest(${corrections.map((one) => one.booking_id)}::uuid[], ${corrections.map((one) => one.day_id)}::uuid[],
                  ${corrections.map((one) => one.from?.state ?? null)}::text[], ${corrections.map((one) => one.from?.minutes ?? null)}::int[],
                  ${corrections.map((one) => one.to?.state ?? null)}::text[], ${corrections.map((one) => one.to?.minutes ?? null)}::int[]) c`);

export type CorrectionRow = {
  id: string;
  user_id: string;
  display_name: string;
  avatar_file_id: string | null;
  day_id: string;
  from_state: AttendanceState | null;
  from_minutes: number | null;
  to_state: AttendanceState | null;
  to_minutes: number | null;
  reason: string;
  by_id: string | null;
  by_name: string | null;
  by_avatar_file_id: string | null;
  corrected_at: string;
};

/** Newest first; those of people who have given their seat back since are kept. */
export const selectCorrections = (db: Db, sessionId: string, limit: number): Promise<CorrectionRow[]> =>
  db.rows(sql`
    select c.id, b.user_id, p.display_name, p.avatar_file_id, c.day_id, c.from_state, c.from_minutes, c.to_state, c.to_minutes,
           c.reason, c.corrected_at, y.user_id as by_id, y.display_name as by_name, y.avatar_file_id as by_avatar_file_id
      from bookings b
      join attendance_corrections c on c.booking_id = b.id
      join v_identity_people p on p.user_id = b.user_id
      left join v_identity_people y on y.user_id = c.corrected_by
     where b.session_id = ${sessionId} order by c.corrected_at desc, c.id desc limit ${limit}`);

const tell = (ctx: Ctx, name: string, payload: Sql, from: Sql): Sql => sql`
  insert into facts (id, name, payload, actor_id, request_id, login_session_id, ip)
  select new_uuid_v7(${ctx.now}), ${name}, ${payload}, ${actorId(ctx)}::uuid, ${ctx.request_id}, ${loginSessionId(ctx)}::uuid,
         ${ctx.origin.ip} ${from}`;

/** One fact `attendance.recorded` per mark that changed. */
export const tellRecorded = (
  ctx: Ctx,
  sessionId: string,
  changed: readonly { booking_id: string; day_id: string; user_id: string }[],
): Promise<number> =>
  ctx.db.run(
    tell(
      ctx,
      'attendance.recorded',
      sql`jsonb_build_object('booking_id', m.booking_id, 'training_session_id', ${sessionId}::uuid, 'user_id', m.user_id, 'session_day_id', m.day_id)`,
      sql`from unnest(${changed.map((one) => one.booking_id)}::uuid[], ${changed.map((one) => one.user_id)}::uuid[],
                      ${changed.map((one) => one.day_id)}::uuid[]) as m (booking_id, user_id, day_id)`,
    ),
  );

export type JudgementWrite = { booking_id: string; outcome: Outcome; minutes: number };

/** Keeps what attendance made of bookings, with a fact `attendance.judged` for each whose outcome is another now. */
export const writeJudgements = (ctx: Ctx, judged: readonly JudgementWrite[]): Promise<number> =>
  ctx.db.run(sql`
    with before as (
      select b.id, b.outcome as was, j.outcome, j.minutes
        from unnest(${judged.map((one) => one.booking_id)}::uuid[], ${judged.map((one) => one.outcome)}::text[],
                    ${judged.map((one) => one.minutes)}::int[]) as j (booking_id, outcome, minutes)
        join bookings b on b.id = j.booking_id),
    kept as (
      update bookings b set outcome = before.outcome, attended_minutes = before.minutes, updated_at = ${ctx.now},
             record_version = b.record_version + 1
        from before where b.id = before.id
      returning b.id, b.session_id, b.user_id, b.outcome, before.was)
    ${tell(
      ctx,
      'attendance.judged',
      sql`jsonb_build_object('booking_id', id, 'training_session_id', session_id, 'user_id', user_id, 'outcome', outcome)`,
      sql`from kept where outcome <> was`,
    )}`);

export type Completable = { booking_id: string; enrollment_id: string; lesson_id: string };

/**
 * The lesson that each of these bookings completes, with the enrollment it counts for.
 *
 * The lesson is the session's own or, when it names none, the only lesson of kind `session` that its course has published: where
 * there are several nobody can know which was meant. The enrollment is the person's latest from before the session's end, so that
 * a session of the last cycle completes nothing in the next one.
 */
export const selectCompletable = (db: Db, bookingIds: readonly string[]): Promise<Completable[]> =>
  db.rows(sql`
    select b.id as booking_id, e.enrollment_id, l.lesson_id
      from bookings b
      join training_sessions s on s.id = b.session_id
      cross join lateral (
        select e.enrollment_id, e.course_version_id, e.status from v_enrollment_enrollments e
         where e.student_id = b.user_id and e.course_id = s.course_id and e.enrolled_at <= s.ends_at
         order by e.cycle desc limit 1) e
      cross join lateral (
        select s.lesson_id where s.lesson_id is not null
        union all
        select (array_agg(x.lesson_id))[1] from v_catalog_version_lessons x
         where s.lesson_id is null and x.course_version_id = e.course_version_id and x.kind = 'session' having count(*) = 1) l (lesson_id)
     where b.id = any(${bookingIds}::uuid[]) and e.status <> 'ended'
       and exists (
         select from v_catalog_version_lessons x
          join v_catalog_published_courses c on c.course_id = s.course_id
         where x.lesson_id = l.lesson_id and x.kind = 'session' and x.course_version_id in (e.course_version_id, c.version_id))
     order by b.id`);

/** @returns the file that was attached before */
export const replaceSheetFile = async (
  db: Db,
  sessionId: string,
  fileId: string | null,
): Promise<string | null> => {
  const before = await db.one<{ sheet_file_id: string | null }>(
    sql`select sheet_file_id from training_sessions where id = ${sessionId} for no key update`,
  );
  await db.run(sql`update training_sessions set sheet_file_id = ${fileId}::uuid where id = ${sessionId}`);
  return before.sheet_file_id;
};
