/** What was agreed on is wall time: when the rules of a zone change, the instants of what is to come are worked out anew. */
import * as z from 'zod';
import type { Ctx } from '#server/platform/context.ts';
import { inTransaction } from '#server/platform/db/in-transaction.ts';
import { sql } from '#server/platform/db/sql.ts';
import { AppError } from '#server/platform/errors.ts';
import { publish } from '#server/platform/facts/publish.ts';
import { job } from '#server/platform/jobs/jobs.ts';
import { occupy } from './sessions.plan.ts';
import { lockSessions, takeTimesFromDays, updateSessionRow, wallText, writeDays } from './sessions.sql.ts';
import { instantOf } from './zones.rules.ts';

type Timed = {
  id: string;
  time_zone: string;
  starts_local: string;
  ends_local: string;
  starts_at: string;
  ends_at: string;
};
type TimedDay = Timed & { session_id: string; course_id: string | null };

const batch = 1000;

const anew = <Row extends Timed>(row: Row) => ({
  ...row,
  starts_at: instantOf(row.starts_local, row.time_zone),
  ends_at: instantOf(row.ends_local, row.time_zone),
});
const hasMoved = (row: Timed): boolean => {
  const now = anew(row);
  return (
    now.starts_at.getTime() !== Date.parse(row.starts_at) || now.ends_at.getTime() !== Date.parse(row.ends_at)
  );
};

/** Idempotent: what already follows from the rules is left alone. */
export async function followZones(ctx: Ctx): Promise<void> {
  await followSessions(ctx);
  await followOwnEvents(ctx);
}

async function followSessions(ctx: Ctx): Promise<void> {
  for (let after = ''; ; ) {
    const days = await ctx.db.rows<TimedDay>(sql`
      select d.id, d.session_id, s.course_id, s.time_zone, d.starts_at, d.ends_at,
             ${wallText(sql`d.starts_local`)} as starts_local, ${wallText(sql`d.ends_local`)} as ends_local
        from training_sessions s join session_days d on d.session_id = s.id and d.dropped_at is null
       where s.ends_at > ${ctx.now}::timestamptz and d.starts_at > ${ctx.now}::timestamptz
         and d.id > ${after || '00000000-0000-0000-0000-000000000000'}::uuid
       order by d.id limit ${batch}`);
    const moved = days.filter(hasMoved);
    for (const sessionId of new Set(moved.map((day) => day.session_id)))
      await moveSession(
        ctx,
        sessionId,
        moved.filter((day) => day.session_id === sessionId),
      );
    if (days.length < batch) return;
    after = days.at(-1)!.id;
  }
}

const moveSession = (ctx: Ctx, sessionId: string, days: TimedDay[]): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    await lockSessions(ctx.db, [sessionId]);
    await writeDays(ctx.db, days.map(anew));
    await takeTimesFromDays(ctx.db, [sessionId]);
    await updateSessionRow(ctx.db, sessionId, {}, { raises_sequence: true, now: ctx.now });
    try {
      await occupy(ctx, [sessionId]);
    } catch (error) {
      // The time is what people agreed on and stands; that a room is now taken twice is for a person to see and solve.
      if (!(error instanceof AppError)) throw error;
      ctx.log.error(
        { session_id: sessionId, clash: error.params },
        'a change of zone rules makes two sessions clash',
      );
    }
    // Told, because calendars elsewhere hold the moment, not the agreement.
    await publish(ctx, 'training-session.changed', {
      training_session_id: sessionId,
      course_id: days[0]!.course_id,
      changed: ['time'],
      tell: true,
    });
  });

async function followOwnEvents(ctx: Ctx): Promise<void> {
  for (let after = ''; ; ) {
    const events = await ctx.db.rows<Timed>(sql`
      select e.id, e.time_zone, e.starts_at, e.ends_at,
             ${wallText(sql`e.starts_local`)} as starts_local, ${wallText(sql`e.ends_local`)} as ends_local
        from calendar_events e
       where e.ends_at > ${ctx.now}::timestamptz and e.id > ${after || '00000000-0000-0000-0000-000000000000'}::uuid
       order by e.id limit ${batch}`);
    const moved = events.filter(hasMoved).map(anew);
    if (moved.length > 0)
      await ctx.db.run(sql`
        update calendar_events e set starts_at = m.starts_at, ends_at = m.ends_at
          from unnest(${moved.map((one) => one.id)}::uuid[], ${moved.map((one) => one.starts_at)}::timestamptz[],
                      ${moved.map((one) => one.ends_at)}::timestamptz[]) m (id, starts_at, ends_at)
         where e.id = m.id`);
    if (events.length < batch) return;
    after = events.at(-1)!.id;
  }
}

export const followZonesJob = job({
  name: 'calendar.follow-zones',
  payload: z.object({}),
  // At 03:40 UTC, when a new version of the zones has been installed overnight or not.
  cron: '40 3 * * *',
  run: followZones,
});
