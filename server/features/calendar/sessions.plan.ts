/** What is asked of a plan before it is written: places, people and lessons that exist and fit. */
import { accessCourse } from '#server/features/catalog/index.ts';
import type { Ctx } from '#server/platform/context.ts';
import { sql } from '#server/platform/db/sql.ts';
import { AppError, invalidField } from '#server/platform/errors.ts';
import { clashError } from './clashes.service.ts';
import { occupySessions } from './sessions.sql.ts';

export type Plan = {
  course_id: string | null;
  lesson_id: string | null;
  room_id: string | null;
  online_url: string | null;
  trainer_ids: readonly string[];
};

/**
 * @param before  the plan as it stands: what is kept is not asked again, so that a session in a room archived since, or by a
 *                trainer who left, can still be changed
 * @throws AppError `input.invalid` naming the field; `access.denied` for a course that the actor does not teach
 */
export async function checkPlan(ctx: Ctx, plan: Plan, before: Plan | null): Promise<void> {
  requirePlace(plan);
  if (plan.lesson_id !== null && plan.course_id === null)
    throw invalidField('lesson_id', 'A lesson needs its course', 'required');
  if (plan.course_id !== null && plan.course_id !== before?.course_id)
    await requireCourse(ctx, plan.course_id);
  const room = plan.room_id !== before?.room_id ? plan.room_id : null;
  const lesson = plan.lesson_id !== before?.lesson_id ? plan.lesson_id : null;
  const trainers = [...new Set(plan.trainer_ids)].filter((one) => !before?.trainer_ids.includes(one));
  if (!room && !lesson && trainers.length === 0) return;
  const found = await ctx.db.one<{ room: boolean; lesson: boolean; trainers: number }>(sql`
    select exists (select from rooms where id = ${room}::uuid and archived_at is null for key share) as room,
           exists (select from v_catalog_lessons where lesson_id = ${lesson}::uuid and course_id = ${plan.course_id}::uuid
                      and kind = 'session' and deleted_at is null) as lesson,
           (select count(*)::int from v_identity_people
             where user_id = any(${trainers}::uuid[]) and is_active and roles && array['trainer', 'admin']) as trainers`);
  if (room && !found.room) throw invalidField('room_id', 'There is no such room', 'unknown');
  if (lesson && !found.lesson)
    throw invalidField('lesson_id', 'Expected a lesson of kind session in this course', 'unknown');
  if (found.trainers < trainers.length)
    throw invalidField(
      'trainer_ids',
      'Every one of them must be an active trainer or administrator',
      'unknown',
    );
}

/** @throws AppError `input.invalid` on `room_id` */
export function requirePlace(plan: Pick<Plan, 'room_id' | 'online_url'>): void {
  if (plan.room_id === null && plan.online_url === null)
    throw invalidField('room_id', 'A room or an online link is needed', 'required');
}

async function requireCourse(ctx: Ctx, courseId: string): Promise<void> {
  try {
    await accessCourse(ctx, courseId, 'course.update');
  } catch (error) {
    // Bad input of this request, not a missing page.
    if (error instanceof AppError && error.code === 'record.not-found')
      throw invalidField('course_id', 'There is no such course', 'unknown');
    throw error;
  }
}

/** The link as browsers read it, without what only looks like one. */
export const cleanUrl = (url: string | null): string | null => url && new URL(url).href;

/**
 * Takes rooms and trainers for these sessions as they now stand, or says who has them. Behind a savepoint, because after the
 * refusal there is still to be asked by whom.
 *
 * @throws AppError `session.clash` with the place of the session in `sessionIds` as `occurrence`
 */
export async function occupy(ctx: Ctx, sessionIds: readonly string[]): Promise<void> {
  if (sessionIds.length === 0) return;
  await ctx.db.run(sql`savepoint occupying`);
  try {
    await occupySessions(ctx.db, sessionIds);
    await ctx.db.run(sql`release savepoint occupying`);
  } catch (error) {
    if ((error as { constraint?: string }).constraint !== 'session_occupancy_apart_excl') throw error;
    await ctx.db.run(sql`rollback to savepoint occupying`);
    throw await clashError(ctx, sessionIds);
  }
}
