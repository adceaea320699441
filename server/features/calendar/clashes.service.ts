/** Clashes: what stands in the way of a plan, and when there is room for it. */
import type * as z from 'zod';
import type { Clash, calendar } from '#contract/calendar.ts';
import { avatarUrl } from '#server/features/identity/index.ts';
import type { Ctx } from '#server/platform/context.ts';
import { AppError, notFound } from '#server/platform/errors.ts';
import {
  type ClashAnswer,
  type ClashJson,
  type ClashQuestion,
  type PlannedTimes,
  selectBlocking,
  selectClashes,
} from './clashes.sql.ts';
import { freeSlots, slotDays } from './slots.rules.ts';
import { type ResolvedDay, requireZone, resolveDays, wallMinutesBetween, wallOf } from './zones.rules.ts';

type Planned = z.output<(typeof calendar)['findClashes']['body']>;

/** One round trip, whatever is asked. @throws AppError `record.not-found` when `session_id` is not theirs to change */
export async function findClashes(ctx: Ctx, planned: Planned) {
  const zone = requireZone(planned.time_zone);
  const days = resolveDays(planned.days, zone);
  const first = days[0]!;
  const answer = await ask(ctx, {
    times: timesOf(days),
    room_id: planned.room_id,
    trainer_ids: planned.trainer_ids,
    seats: planned.seats,
    session_id: planned.session_id,
    except: planned.session_id ? [planned.session_id] : [],
    window: days.length === 1 ? windowAround(first) : null,
  });
  const clashes = answer.clashes.map((one) => presentClash(one, answer.room));
  return {
    clashes,
    free_slots:
      days.length === 1 && clashes.some((one) => one.kind !== 'capacity')
        ? freeSlots({
            starts_local: first.starts_local,
            minutes: wallMinutesBetween(first.starts_local, first.ends_local),
            time_zone: zone,
            busy: answer.busy,
            holidays: answer.holidays,
            now: ctx.now,
          }).map((slot) => ({
            ...slot,
            starts_at: slot.starts_at.toISOString(),
            ends_at: slot.ends_at.toISOString(),
          }))
        : [],
    people_count: answer.people_count,
    elsewhere: answer.zones
      .map((one) => ({ ...one, starts_local: wallOf(first.starts_at, one.time_zone) }))
      .filter((one) => one.starts_local !== wallOf(first.starts_at, zone)),
  };
}

/** @throws AppError `record.not-found` when the session whose people are asked for is not theirs to change */
export async function ask(ctx: Ctx, question: ClashQuestion): Promise<ClashAnswer> {
  const answer = await selectClashes(ctx, question);
  if (!answer.is_allowed) throw notFound('session');
  return answer;
}

export const timesOf = (days: readonly ResolvedDay[], occurrence = 0): PlannedTimes =>
  days.map((day) => ({
    occurrence,
    starts_at: day.starts_at,
    ends_at: day.ends_at,
    starts_local: day.starts_local,
    ends_local: day.ends_local,
  }));

const dayMs = 24 * 3_600_000;
const windowAround = (day: ResolvedDay) => ({
  from: new Date(day.starts_at.getTime() - (slotDays.before + 1) * dayMs),
  to: new Date(day.ends_at.getTime() + (slotDays.after + 1) * dayMs),
});

const instantText = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());

export function presentClash(one: ClashJson, room: ClashAnswer['room']): Clash {
  return {
    kind: one.kind,
    session_id: one.session_id,
    title: one.title,
    starts_at: instantText(one.starts_ms),
    ends_at: instantText(one.ends_ms),
    people: (one.people ?? []).map(({ avatar_file_id, ...person }) => ({
      ...person,
      avatar_url: avatarUrl(avatar_file_id),
    })),
    people_count: one.people_count,
    room: one.kind === 'room' || one.kind === 'capacity' ? room : null,
    blocks: one.kind === 'room' || one.kind === 'trainer',
  };
}

/**
 * Why rooms or trainers could not be taken: the error that names the other session, the time, and who or what is taken. A
 * session that the caller may not see is left without its title.
 */
export async function clashError(ctx: Ctx, sessionIds: readonly string[]): Promise<AppError> {
  const first = await selectBlocking(ctx, sessionIds);
  // Whoever stood in the way has just gone: the same request would succeed now.
  if (!first) return new AppError('session.clash', { detail: 'Somebody was faster; try again' });
  const by = first.is_own ? ' by another one of these sessions' : first.title && ` by “${first.title}”`;
  const message = `${first.what} is taken${by ?? ''}`;
  return new AppError('session.clash', {
    detail: message,
    params: first,
    fields: [{ path: first.kind === 'room' ? 'room_id' : 'trainer_ids', code: 'taken', message }],
  });
}
