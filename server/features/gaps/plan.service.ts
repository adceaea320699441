/** Closing plans: reading them, and enrolling somebody in what they name. */
import type * as z from 'zod';
import type { GapPlan, SkillGap } from '#contract/gaps-shapes.ts';
import { SkillCriteria } from '#contract/skills.ts';
import { enroll, presentCourseSummary } from '#server/features/enrollment/index.ts';
import { accessPersonInLine, type ReportingRelation } from '#server/features/reporting/index.ts';
import type { Ctx } from '#server/platform/context.ts';
import { inTransaction } from '#server/platform/db/in-transaction.ts';
import { sql } from '#server/platform/db/sql.ts';
import { type OfferedCourse, type SkillInCatalog, selectOffered, selectSkills } from './catalog.sql.ts';
import { ownId, readGaps } from './person.service.ts';
import { makePlan, type Need, type Way } from './plan.rules.ts';
import { sessionsFor } from './sessions.service.ts';
import { closedBy, type SkillInPlan, waysOf } from './ways.rules.ts';

type PlanAnswer = z.infer<typeof GapPlan>;
type WithoutSessions = Omit<PlanAnswer, 'steps'> & { steps: Omit<PlanAnswer['steps'][number], 'session'>[] };

export const getOwnPlan = (ctx: Ctx, skillIds: readonly string[]) =>
  planFor(ctx, ownId(ctx), 'self', skillIds);

/** @throws AppError `record.not-found` for people outside the caller's line */
export async function getPlan(ctx: Ctx, userId: string, skillIds: readonly string[]) {
  return planFor(ctx, userId, await accessPersonInLine(ctx, userId), skillIds);
}

/**
 * The plan as it is at this moment: nothing of it is stored, so it is never out of date.
 *
 * @param skillIds  only these gaps; all when empty
 */
async function planFor(
  ctx: Ctx,
  userId: string,
  relation: ReportingRelation,
  skillIds: readonly string[],
): Promise<PlanAnswer> {
  const { skills } = await readGaps(ctx, userId);
  const gaps = skills.filter(
    (one) => one.is_gap && (skillIds.length === 0 || skillIds.includes(one.skill_id)),
  );
  if (gaps.length === 0) return emptyPlan(userId);
  const known = await selectSkills(
    ctx,
    userId,
    gaps.map((one) => one.skill_id),
  );
  const inPlan = known.map(withCriteria);
  const named = inPlan.flatMap((skill) =>
    skill.levels.flatMap((one) =>
      one.criteria.flatMap((each) => (each.kind === 'course' ? [each.course_id] : [])),
    ),
  );
  const offered = await selectOffered(
    ctx,
    userId,
    sql`c.course_id = any (${named}::uuid[]) or exists (
      select 1 from v_skills_course_grants g where g.course_id = c.course_id and g.skill_id = any (${known.map((one) => one.skill_id)}::uuid[]))`,
  );
  // Nobody enrolls themselves in a course with a price; those who lead them may.
  const courses = offered.filter(
    (one) => relation !== 'self' || Number(one.price) === 0 || one.enrollment_id,
  );
  const plan = present(userId, relation, gaps, known, inPlan, courses);
  const sessions = await sessionsFor(
    ctx,
    userId,
    plan.steps.map((step) => step.course.id),
  );
  return {
    ...plan,
    steps: plan.steps.map((step) => ({ ...step, session: sessions.get(step.course.id) ?? null })),
  };
}

const emptyPlan = (userId: string): PlanAnswer => ({
  user_id: userId,
  closes: [],
  steps: [],
  total_minutes: 0,
  method: 'exact',
  left_open: [],
  can: [],
});

/** Criteria that do not read as such are none: skills checks what it stores. */
const withCriteria = (skill: SkillInCatalog): SkillInPlan => ({
  skill_id: skill.skill_id,
  levels: SkillCriteria.safeParse(skill.level_criteria).data?.levels ?? [],
});

function present(
  userId: string,
  relation: ReportingRelation,
  gaps: readonly SkillGap[],
  known: readonly SkillInCatalog[],
  inPlan: readonly SkillInPlan[],
  courses: readonly OfferedCourse[],
): WithoutSessions {
  const grants = courses.flatMap((course) =>
    course.grants.map((one) => ({ course_id: course.course_id, ...one })),
  );
  const counted = new Set(courses.filter((one) => one.is_counted).map((one) => one.course_id));
  const ways = inPlan.flatMap((skill) => waysOf(skill, grants, counted));
  const have = new Map(known.map((one) => [one.skill_id, one.level]));
  const names = new Map(known.map((one) => [one.skill_id, one.name]));
  const plan = makePlan({
    gaps: gaps.map((gap) => ({ skill_id: gap.skill_id, level: gap.required_level })),
    have,
    courses: courses.map(({ course_id, minutes_left, requires }) => ({
      course_id,
      minutes: minutes_left,
      requires,
    })),
    ways,
  });
  const byId = new Map(courses.map((one) => [one.course_id, one]));
  const chosen = plan.order.map((id) => byId.get(id)!);
  const named = (need: Need) => ({ ...need, name: names.get(need.skill_id) ?? '' });
  const asGap = (need: Need) => ({
    skill_id: need.skill_id,
    name: names.get(need.skill_id) ?? '',
    from_level: have.get(need.skill_id) ?? 0,
    to_level: need.level,
  });
  const steps = chosen.map((course, place) => ({
    course: presentCourseSummary(course),
    minutes_left: course.minutes_left,
    percent: course.percent,
    enrollment_id: course.enrollment_id,
    state: stateOf(course, have),
    is_retake: course.enrollment_id === null && course.has_completed,
    closes: broughtBy(course, plan.closed, ways).map(named),
    opens: broughtBy(
      course,
      chosen.slice(place + 1).flatMap((one) => unmet(one, have)),
      ways,
    ).map(named),
  }));
  const begins = steps.some(
    (step) => step.state === 'ready' || (relation !== 'self' && step.state === 'blocked'),
  );
  return {
    user_id: userId,
    closes: plan.closed.map(asGap),
    steps,
    total_minutes: plan.total_minutes,
    method: plan.method,
    left_open: plan.left_open.map((need) => ({
      ...asGap(need),
      closed_by: closedBy(inPlan.find((one) => one.skill_id === need.skill_id)!, need.level),
    })),
    can: begins ? [relation === 'self' ? 'start' : 'assign'] : [],
  };
}

const unmet = (course: OfferedCourse, have: ReadonlyMap<string, number>): Need[] =>
  course.requires.filter((need) => (have.get(need.skill_id) ?? 0) < need.level);

function stateOf(
  course: OfferedCourse,
  have: ReadonlyMap<string, number>,
): PlanAnswer['steps'][number]['state'] {
  if (course.enrollment_id) return 'enrolled';
  return unmet(course, have).length > 0 ? 'blocked' : 'ready';
}

/** Which of these needs a course serves, alone or with others; each once. */
const broughtBy = (course: OfferedCourse, needs: readonly Need[], ways: readonly Way[]): Need[] =>
  needs.filter(
    (need, place) =>
      needs.findIndex((one) => one.skill_id === need.skill_id && one.level === need.level) === place &&
      ways.some(
        (way) =>
          way.skill_id === need.skill_id && way.level >= need.level && way.courses.includes(course.course_id),
      ),
  );

/** Enrolls the caller in the courses of their plan that can be begun now; those that wait for an earlier one follow later. */
export const startOwnPlan = (ctx: Ctx, body: { skill_ids?: string[] | undefined }) =>
  enrollInPlan(ctx, ownId(ctx), 'self', { skill_ids: body.skill_ids ?? [] });

/**
 * Enrolls a person of the caller's line in all courses of their plan.
 *
 * @throws AppError `record.not-found` for people outside the line, and for oneself: that is `startOwnPlan`
 */
export async function assignPlan(
  ctx: Ctx,
  userId: string,
  body: { skill_ids?: string[] | undefined; due_at?: string | null | undefined },
) {
  const relation = await accessPersonInLine(ctx, userId, 'lead');
  return enrollInPlan(ctx, userId, relation, { skill_ids: body.skill_ids ?? [], due_at: body.due_at });
}

function enrollInPlan(
  ctx: Ctx,
  userId: string,
  relation: ReportingRelation,
  wanted: { skill_ids: readonly string[]; due_at?: string | null | undefined },
) {
  return inTransaction(ctx, async (ctx) => {
    const plan = await planFor(ctx, userId, relation, wanted.skill_ids);
    const enrolled: { enrollment_id: string; course_id: string }[] = [];
    for (const step of plan.steps) {
      if (step.state === 'enrolled' || (step.state === 'blocked' && relation === 'self')) continue;
      const made = await enroll(ctx, {
        course_id: step.course.id,
        student_id: userId,
        source: relation === 'self' ? 'self' : 'assigned',
        due_at: wanted.due_at,
        retake: step.is_retake,
      });
      enrolled.push({ enrollment_id: made.id, course_id: made.course_id });
    }
    return { enrolled, plan: await planFor(ctx, userId, relation, wanted.skill_ids) };
  });
}
