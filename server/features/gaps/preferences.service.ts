/** How somebody likes to learn, and what is recommended to them. */
import type * as z from 'zod';
import type { gaps } from '#contract/gaps.ts';
import { SkillCriteria } from '#contract/skills.ts';
import { presentCourseSummary } from '#server/features/enrollment/index.ts';
import type { Ctx } from '#server/platform/context.ts';
import { inTransaction } from '#server/platform/db/in-transaction.ts';
import { sql } from '#server/platform/db/sql.ts';
import { invalidField } from '#server/platform/errors.ts';
import { selectOffered, selectSkills } from './catalog.sql.ts';
import { ownId, readGaps } from './person.service.ts';
import { selectPreferences, selectUnknownTopics, upsertPreferences } from './preferences.sql.ts';
import { recommend } from './recommend.rules.ts';
import { sessionsFor } from './sessions.service.ts';
import { waysOf } from './ways.rules.ts';

const nothingSaid = {
  formats: [],
  topics: [],
  times: [],
  language: null,
  pace_minutes_per_week: null,
  updated_at: null,
};

export const getPreferences = async (ctx: Ctx) =>
  (await selectPreferences(ctx.db, ownId(ctx))) ?? nothingSaid;

/** @throws AppError `input.invalid` naming a topic that is no category */
export function updatePreferences(ctx: Ctx, body: z.output<typeof gaps.updateTrainingPreferences.body>) {
  return inTransaction(ctx, async (ctx) => {
    const unknown = await selectUnknownTopics(ctx.db, body.topics);
    const place = body.topics.findIndex((topic) => unknown.includes(topic));
    if (place >= 0) throw invalidField(`topics.${place}`, 'There is no such category', 'not_found');
    await upsertPreferences(ctx, ownId(ctx), body);
    return getPreferences(ctx);
  });
}

/** Published courses that somebody could begin now and has not: what closes their gaps first, then what suits them. */
export async function listRecommendations(ctx: Ctx, limit: number) {
  const userId = ownId(ctx);
  const { skills } = await readGaps(ctx, userId);
  const open = skills.filter((one) => one.is_gap);
  const known = await selectSkills(
    ctx,
    userId,
    open.map((one) => one.skill_id),
  );
  const offered = await selectOffered(ctx, userId, sql`e.enrollment_id is null and c.price = 0`);
  const preferences = await getPreferences(ctx);
  const have = new Map(known.map((one) => [one.skill_id, one.level]));
  const grants = offered.flatMap((one) =>
    one.grants.map((grant) => ({ course_id: one.course_id, ...grant })),
  );
  const ways = known.flatMap(({ skill_id, level_criteria }) =>
    waysOf(
      { skill_id, levels: SkillCriteria.safeParse(level_criteria).data?.levels ?? [] },
      grants,
      new Set(),
    ),
  );
  const closedBy = (courseId: string) =>
    open.filter((gap) =>
      ways.some(
        (way) =>
          way.skill_id === gap.skill_id &&
          way.level >= gap.required_level &&
          way.courses.length === 1 &&
          way.courses[0] === courseId,
      ),
    );
  const sessions = await sessionsFor(
    ctx,
    userId,
    offered.map((one) => one.course_id),
  );
  const candidates = offered
    .filter((one) => one.requires.every((need) => (have.get(need.skill_id) ?? 0) >= need.level))
    .map((row) => ({ row, gaps: closedBy(row.course_id) }))
    // What has been completed and still counts is recommended again only when it closes a gap that has come back.
    .filter(({ row, gaps }) => !row.is_counted || gaps.length > 0)
    .map(({ row, gaps }) => ({
      ...row,
      row,
      gaps,
      minutes: row.minutes_left,
      closes: gaps.length,
      suits_times: sessions.get(row.course_id)?.suits_times ?? false,
    }));
  return {
    results: recommend(candidates, preferences)
      .slice(0, limit)
      .map(({ candidate, reasons }) => ({
        course: presentCourseSummary(candidate.row),
        closes: candidate.gaps.map((gap) => ({
          skill_id: gap.skill_id,
          name: gap.name,
          level: gap.required_level,
        })),
        reasons,
        session: sessions.get(candidate.course_id) ?? null,
      })),
  };
}
