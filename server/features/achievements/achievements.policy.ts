/** Who may see what somebody earned: they themselves, those who lead or teach them, administrators. */
import { actorId, type Ctx, hasRole } from '#server/platform/context.ts';
import { sql } from '#server/platform/db/sql.ts';
import { AppError, notFound } from '#server/platform/errors.ts';
import { type AwardRow, lockRule, type RuleRow, selectAward, selectRule } from './achievements.sql.ts';

/** @throws AppError `record.not-found` also for people the actor has nothing to do with: who exists is not told */
export async function accessEarner(ctx: Ctx, userId: string): Promise<void> {
  if (!(await maySee(ctx, userId))) throw notFound('user');
}

/** @throws AppError `record.not-found` when absent or not theirs to see, `access.denied` when only the person may do this */
export async function accessAward(ctx: Ctx, awardId: string, need: 'read' | 'share'): Promise<AwardRow> {
  const award = await selectAward(ctx.db, awardId);
  if (!award || !(await maySee(ctx, award.user_id))) throw notFound('award');
  if (need === 'share' && award.user_id !== actorId(ctx)) throw new AppError('access.denied');
  return award;
}

/**
 * Rules are administrators' business only, which the ability says already.
 *
 * @param need  `change` holds the rule for the rest of the transaction: what its state allows stays allowed
 */
export async function accessRule(
  ctx: Ctx,
  ruleId: string,
  need: 'read' | 'change' = 'read',
): Promise<RuleRow> {
  if (need === 'change') await lockRule(ctx.db, ruleId);
  const rule = await selectRule(ctx.db, ruleId);
  if (!rule) throw notFound('achievement');
  return rule;
}

async function maySee(ctx: Ctx, userId: string): Promise<boolean> {
  const self = actorId(ctx);
  if (self === userId) return true;
  const { allowed } = await ctx.db.one<{ allowed: boolean }>(sql`
    select exists (select from v_identity_people where user_id = ${userId}) and (
             ${hasRole(ctx.actor, 'admin')}::boolean
             or exists (select from reporting_managers(${userId}::uuid, ${ctx.now}::timestamptz) above where above.manager_id = ${self}::uuid)
             or (${hasRole(ctx.actor, 'trainer')}::boolean and exists (
                  select from v_enrollment_enrollments e join v_catalog_course_staff staff on staff.course_id = e.course_id
                   where e.student_id = ${userId} and e.status in ('active', 'completed') and staff.user_id = ${self}::uuid))) as allowed`);
  return allowed;
}
