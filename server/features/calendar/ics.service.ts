/** Sessions as calendar files: what mails, feeds and downloads are made of. */
import type { Ctx } from '#server/platform/context.ts';
import type { Db } from '#server/platform/db/database.ts';
import { type Sql, sql } from '#server/platform/db/sql.ts';
import { HttpReply } from '#server/platform/http/reply.ts';
import { services } from '#server/platform/services.ts';
import { accessSession } from './calendar.policy.ts';
import { calendarFile, type IcsSession, sessionEvents } from './ics.rules.ts';
import { seesLink } from './sessions.present.ts';
import { isoText } from './sessions.sql.ts';

/** Over `training_sessions s` and `rooms r` (left joined). */
export const icsColumns: Sql = sql`
  s.id, s.title, s.description, s.ical_sequence, s.updated_at, s.cancelled_at, r.name as room_name, r.location as room_location, s.online_url,
  (select jsonb_agg(jsonb_build_object('id', d.id, 'starts_at', ${isoText(sql`d.starts_at`)}, 'ends_at', ${isoText(sql`d.ends_at`)},
            'dropped', d.dropped_at is not null) order by d.starts_at, d.id)
     from session_days d where d.session_id = s.id) as days`;

/** What calendars show of these sessions, dropped days included; for mails to people who may see them. */
export async function loadIcsSessions(
  db: Db,
  sessionIds: readonly string[],
): Promise<Map<string, IcsSession>> {
  const rows = await db.rows<IcsSession>(sql`
    select ${icsColumns} from training_sessions s left join rooms r on r.id = s.room_id where s.id = any(${sessionIds}::uuid[])`);
  return new Map(rows.map((row) => [row.id, row]));
}

/** One session as a file to put into another calendar, by whoever may see it. */
export async function getSessionFile(ctx: Ctx, sessionId: string): Promise<HttpReply> {
  const session = await accessSession(ctx, sessionId, 'session.read');
  const shown = (await loadIcsSessions(ctx.db, [sessionId])).get(sessionId)!;
  const { public_url } = services().config;
  const content = calendarFile({
    public_url,
    method: 'PUBLISH',
    events: sessionEvents(
      { ...shown, online_url: seesLink(session) ? shown.online_url : null },
      { public_url, with_dropped: true },
    ),
  });
  return new HttpReply({
    stream: Buffer.from(content),
    headers: {
      'content-type': 'text/calendar; charset=utf-8',
      'content-disposition': 'attachment; filename="session.ics"',
      'cache-control': 'private, no-cache',
    },
  });
}
