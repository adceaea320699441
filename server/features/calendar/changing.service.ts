/** Changing, cancelling and restoring sessions, one or it and those of its series that follow. */
import type * as z from 'zod';
import type { calendar, SessionPatch } from '#contract/calendar.ts';
import type { FactPayload } from '#contract/facts.ts';
import { actorId, type Ctx } from '#server/platform/context.ts';
import { inTransaction } from '#server/platform/db/in-transaction.ts';
import { sql } from '#server/platform/db/sql.ts';
import { AppError, invalidField } from '#server/platform/errors.ts';
import { publish } from '#server/platform/facts/publish.ts';
import { newId } from '#server/platform/ids.ts';
import { accessSession, checkSession, type SessionAccess } from './calendar.policy.ts';
import { followDays, type MovedDays, moveDays } from './moving.rules.ts';
import { offerFreeSeats, renewOffers } from './queue.service.ts';
import { checkPlan, cleanUrl, occupy, requirePlace } from './sessions.plan.ts';
import { firstOfEach } from './sessions.rules.ts';
import { getSession } from './sessions.service.ts';
import {
  dropDays,
  lockSessions,
  replaceSessionTrainers,
  selectFollowing,
  selectSessions,
  takeTimesFromDays,
  updateSessionRow,
  writeDays,
} from './sessions.sql.ts';
import { requireZone } from './zones.rules.ts';

type Patch = z.output<typeof SessionPatch>;
type Changed = FactPayload<'training-session.changed'>['changed'][number];

/** A session as it is and as it will be. */
type Change = {
  before: SessionAccess;
  fields: Record<string, unknown>;
  trainer_ids: string[] | undefined;
  /** Null when nothing about its times is asked for. */
  times: MovedDays | null;
  changed: Changed[];
  /** Other calendars have to hear of it. */
  raises_sequence: boolean;
};

/** @param expectedVersion from If-Match; another value in the row means someone else was faster (`record.stale`) */
export function updateSession(ctx: Ctx, sessionId: string, patch: Patch, expectedVersion?: number) {
  return inTransaction(ctx, async (ctx) => {
    const targets = await lockTargets(ctx, sessionId, patch.scope);
    const first = targets[0]!;
    requireOpen(first);
    if (expectedVersion !== undefined && first.record_version !== expectedVersion)
      throw new AppError('record.stale');
    const changes: Change[] = [];
    for (const target of targets) changes.push(await planChange(ctx, target, first, patch));
    const made = changes.filter((change) => change.changed.length > 0);
    await writeChanges(ctx, made);
    const taking = made.filter(({ changed }) =>
      changed.some((one) => ['time', 'place', 'trainers'].includes(one)),
    );
    await occupy(
      ctx,
      taking.map(({ before }) => before.id),
    );
    const trainers = trainersTold(made);
    for (const [index, { before, fields, changed }] of made.entries()) {
      await publish(ctx, 'training-session.changed', {
        training_session_id: before.id,
        course_id: before.course_id,
        changed,
        dates: made.length,
        told_trainer_ids: trainers.told[index],
        added_trainer_ids: trainers.added[index],
        removed_trainer_ids: trainers.removed[index],
        tell: patch.tell ?? changed.some((one) => one === 'time' || one === 'place' || one === 'link'),
      });
      if (changed.includes('time') || freeing.some((name) => name in fields))
        await offerFreeSeats(ctx, before.id);
    }
    return getSession(ctx, sessionId);
  });
}

const trainersOf = (session: SessionAccess): string[] => session.trainers.map((one) => one.id);

/** Whom each fact names: those who stay and have to know of another time or place, those who came and those who went. */
function trainersTold(made: readonly Change[]): Record<'told' | 'added' | 'removed', string[][]> {
  const sets = made.map(({ before, trainer_ids, changed }) => {
    const held = trainersOf(before);
    const holding = trainer_ids ?? held;
    const moved = changed.some((one) => one === 'time' || one === 'place' || one === 'link');
    return {
      told: moved ? held.filter((one) => holding.includes(one)) : [],
      added: holding.filter((one) => !held.includes(one)),
      removed: held.filter((one) => !holding.includes(one)),
    };
  });
  return {
    told: firstOfEach(sets.map((one) => one.told)),
    added: firstOfEach(sets.map((one) => one.added)),
    removed: firstOfEach(sets.map((one) => one.removed)),
  };
}

/**
 * Locks a session, or it and those that follow, and loads them under the lock; the one that was named comes first.
 *
 * @throws AppError as `accessSession`
 */
async function lockTargets(ctx: Ctx, sessionId: string, scope: Patch['scope']): Promise<SessionAccess[]> {
  const named = await accessSession(ctx, sessionId, 'session.update');
  const ids =
    scope === 'following' && named.series_id !== null
      ? (await selectFollowing(ctx.db, named, ctx.now)).map((one) => one.id)
      : [];
  const wanted = [sessionId, ...ids.filter((id) => id !== sessionId)];
  await lockSessions(ctx.db, wanted);
  const rows = await selectSessions(ctx, {
    where: sql`s.id = any(${wanted}::uuid[])`,
    order: sql`s.id <> ${sessionId}, s.starts_at, s.id`,
    limit: wanted.length,
    offset: 0,
  });
  return rows.map((row) => checkSession(ctx, row, 'session.update'));
}

function requireOpen(session: SessionAccess): void {
  if (session.status === 'cancelled') throw new AppError('session.cancelled');
  if (session.status === 'over') throw new AppError('session.over');
}

const plain = [
  'title',
  'description',
  'course_id',
  'lesson_id',
  'room_id',
  'online_url',
  'seats',
  'waiting_list',
  'cut_off_minutes',
  'offer_minutes',
  'approval',
  'attendance_percent',
] as const;

/** What decides, with the times, whether a seat can be offered; offering what is offered already changes nothing. */
const freeing = ['seats', 'waiting_list', 'cut_off_minutes'] as const;

async function planChange(
  ctx: Ctx,
  session: SessionAccess,
  named: SessionAccess,
  patch: Patch,
): Promise<Change> {
  const wanted = {
    ...patch,
    online_url: patch.online_url === undefined ? undefined : cleanUrl(patch.online_url),
  };
  const fields: Record<string, unknown> = {};
  for (const name of plain)
    if (wanted[name] !== undefined && wanted[name] !== session[name]) fields[name] = wanted[name];
  const heldTrainers = trainersOf(session);
  const trainersDiffer = wanted.trainer_ids !== undefined && !sameSet(wanted.trainer_ids, heldTrainers);
  const plan = {
    course_id: wanted.course_id === undefined ? session.course_id : wanted.course_id,
    lesson_id: wanted.lesson_id === undefined ? session.lesson_id : wanted.lesson_id,
    room_id: wanted.room_id === undefined ? session.room_id : wanted.room_id,
    online_url: wanted.online_url === undefined ? session.online_url : wanted.online_url,
    trainer_ids: wanted.trainer_ids ?? heldTrainers,
  };
  requirePlace(plan);
  // What is asked for is the same for all that follow, and is looked up once.
  if (session.id === named.id) await checkPlan(ctx, plan, { ...session, trainer_ids: heldTrainers });
  if ('course_id' in fields && session.seats_taken + session.waiting_count + session.requested_count > 0)
    throw invalidField('course_id', 'People have booked this session for its course', 'in_use');
  requireSeats(session, wanted.seats);
  const times = planTimes(ctx, session, named, wanted);
  const zone = wanted.time_zone === undefined ? session.time_zone : requireZone(wanted.time_zone);
  if (zone !== session.time_zone) fields['time_zone'] = zone;
  const changed: Changed[] = [];
  if (times?.moved || 'time_zone' in fields) changed.push('time');
  if ('room_id' in fields) changed.push('place');
  if ('online_url' in fields) changed.push('link');
  const isTold = changed.length > 0 || 'title' in fields;
  if (trainersDiffer) changed.push('trainers');
  if (Object.keys(fields).some((name) => !['room_id', 'online_url', 'time_zone'].includes(name)))
    changed.push('other');
  return {
    before: session,
    fields,
    trainer_ids: trainersDiffer ? wanted.trainer_ids : undefined,
    times,
    changed,
    raises_sequence: isTold,
  };
}

const sameSet = (a: readonly string[], b: readonly string[]): boolean =>
  new Set(a).size === new Set(b).size && a.every((one) => b.includes(one));

/** Seats that somebody holds cannot be taken away; the lock makes the number true until the end. */
function requireSeats(session: SessionAccess, seats: number | undefined): void {
  if (seats === undefined || seats >= session.seats_taken) return;
  const message = `${session.seats_taken} seats are taken in “${session.title}”`;
  throw new AppError('input.invalid', {
    detail: `seats: ${message}`,
    params: { seats_taken: session.seats_taken, session_id: session.id },
    fields: [{ path: 'seats', code: 'below_taken', message }],
  });
}

function planTimes(
  ctx: Ctx,
  session: SessionAccess,
  named: SessionAccess,
  wanted: Pick<Patch, 'days' | 'time_zone'>,
): MovedDays | null {
  if (wanted.days === undefined && wanted.time_zone === undefined) return null;
  const zone = wanted.time_zone === undefined ? session.time_zone : requireZone(wanted.time_zone);
  if (wanted.days === undefined) return moveDays(session.days, session.days, zone, ctx.now);
  if (session.id === named.id) return moveDays(session.days, wanted.days, zone, ctx.now);
  return moveDays(session.days, followDays(named.days, wanted.days, session.days), zone, ctx.now);
}

async function writeChanges(ctx: Ctx, changes: Change[]): Promise<void> {
  for (const change of changes)
    await updateSessionRow(ctx.db, change.before.id, change.fields, {
      raises_sequence: change.raises_sequence,
      now: ctx.now,
    });
  const retrained = changes.filter((change) => change.trainer_ids);
  if (retrained.length > 0)
    await replaceSessionTrainers(
      ctx.db,
      retrained.map(({ before }) => before.id),
      retrained[0]!.trainer_ids!,
    );
  const moved = changes.filter((change) => change.times?.moved);
  if (moved.length === 0) return;
  await dropDays(
    ctx.db,
    moved.flatMap(({ times }) => times!.dropped),
    ctx.now,
  );
  await writeDays(
    ctx.db,
    moved.flatMap(({ before, times }) =>
      times!.days.map((day) => ({ ...day, id: day.id ?? newId(), session_id: before.id })),
    ),
  );
  await takeTimesFromDays(
    ctx.db,
    moved.map(({ before }) => before.id),
  );
}

type CancelInput = z.output<(typeof calendar)['cancelSession']['body']>;

/** Bookings and marks stay as they are. Cancelling what is cancelled changes nothing, also not the reason. */
export function cancelSession(ctx: Ctx, sessionId: string, input: CancelInput) {
  return inTransaction(ctx, async (ctx) => {
    const targets = await lockTargets(ctx, sessionId, input.scope);
    if (targets[0]!.status === 'over') throw new AppError('session.over');
    const cancelled = targets.filter((one) => one.status !== 'cancelled');
    const told = firstOfEach(cancelled.map(trainersOf));
    for (const [index, session] of cancelled.entries()) {
      await updateSessionRow(
        ctx.db,
        session.id,
        { cancelled_at: ctx.now, cancelled_by: actorId(ctx), cancel_reason: input.reason },
        { raises_sequence: true, now: ctx.now },
      );
      // A cancelled session takes no room and nobody's time.
      await occupy(ctx, [session.id]);
      await publish(ctx, 'training-session.cancelled', {
        training_session_id: session.id,
        course_id: session.course_id,
        tell: input.tell,
        dates: cancelled.length,
        told_trainer_ids: told[index],
      });
    }
    return getSession(ctx, sessionId);
  });
}

/** @throws AppError `session.clash` when room or trainer were taken meanwhile, `session.over` */
export function restoreSession(ctx: Ctx, sessionId: string, input: { tell: boolean }) {
  return inTransaction(ctx, async (ctx) => {
    const session = (await lockTargets(ctx, sessionId, 'one'))[0]!;
    if (new Date(session.ends_at) <= ctx.now) throw new AppError('session.over');
    if (session.status !== 'cancelled') return getSession(ctx, sessionId);
    await updateSessionRow(
      ctx.db,
      sessionId,
      { cancelled_at: null, cancelled_by: null, cancel_reason: null },
      { raises_sequence: true, now: ctx.now },
    );
    await occupy(ctx, [sessionId]);
    await publish(ctx, 'training-session.restored', {
      training_session_id: sessionId,
      course_id: session.course_id,
      tell: input.tell,
    });
    await renewOffers(ctx, sessionId);
    return getSession(ctx, sessionId);
  });
}
