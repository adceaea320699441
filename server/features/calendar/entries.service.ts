/** The calendar of the caller: entries made to be drawn. */
import type * as z from 'zod';
import type { CalendarEntry, calendar, entryRoles } from '#contract/calendar.ts';
import type { Ctx } from '#server/platform/context.ts';
import { invalidField } from '#server/platform/errors.ts';
import { type EntryRow, type SessionJson, selectEntries } from './entries.sql.ts';
import { statusOf } from './sessions.rules.ts';

type Query = z.output<(typeof calendar)['listEntries']['query']>;

const mostDays = 100;

export async function listEntries(ctx: Ctx, query: Query): Promise<{ results: CalendarEntry[] }> {
  const length = Date.parse(query.to) - Date.parse(query.from);
  if (length <= 0) throw invalidField('to', 'It must be after `from`', 'order');
  if (length > mostDays * 24 * 3_600_000)
    throw invalidField('to', `At most ${mostDays} days after \`from\``, 'too_long');
  const rows = await selectEntries(ctx, query.view, query);
  return { results: rows.map((row) => presentEntry(ctx, row)) };
}

function presentEntry(ctx: Ctx, { session, ...row }: EntryRow): CalendarEntry {
  if (!session) return { ...row, session: null, can: row.kind === 'own_event' ? ['update', 'delete'] : [] };
  const { starts_at, ends_at, cancelled_at, is_trainer, is_managed, booking, ...shown } = session;
  const status = statusOf(session, ctx.now);
  return {
    ...row,
    session: { ...shown, status, role: roleOf({ is_trainer, booking }) },
    can: is_managed && (status === 'planned' || status === 'running') ? ['update'] : [],
  };
}

function roleOf({
  is_trainer,
  booking,
}: Pick<SessionJson, 'is_trainer' | 'booking'>): (typeof entryRoles)[number] {
  if (is_trainer) return 'trainer';
  return booking === 'booked' || booking === 'offered' || booking === 'waiting' || booking === 'requested'
    ? booking
    : 'planned';
}
