/** Streaks are looked at when a day of learning is new, and never missed for it. U-17. */
import { beforeAll, describe, expect, it } from 'vitest';
import {
  aLearnerIn,
  aPublishedCourse,
  type BuiltCourse,
} from '#server/features/enrollment/enrollment.builders.ts';
import { sql } from '#server/platform/db/sql.ts';
import type { Fact } from '#server/platform/facts/reactions.ts';
import { newId } from '#server/platform/ids.ts';
import { startProduct } from '#server/testing/product.ts';
import { awardStreaks } from './awarding.service.ts';

const product = await startProduct();
const { db } = product.runtime;
let course: BuiltCourse;
let achievementId: string;

beforeAll(async () => {
  course = await aPublishedCourse(await product.signIn('trainer'), { lessons: 6 });
  const { status, body } = await (await product.signIn('admin')).post('/api/achievement-rules/', {
    name: 'Three days',
    icon: 'flame',
    palette: 'gold',
    rule: { kind: 'learning_streak', days: 3 },
    is_active: false,
  });
  expect(status).toBe(201);
  achievementId = body.id;
  // Switched on behind the product's back: else its job, which holds a new rule against everybody, may be the first to award it.
  await db.run(sql`update achievements set is_active = true where id = ${achievementId}`);
});

type Completed = Fact<'lesson.completed'>;

/** Somebody who completed lessons at these moments, with the fact of each. */
async function whoLearnedAt(...moments: string[]) {
  const { learner, enrollment } = await aLearnerIn(product, course.id);
  const facts: Completed[] = [];
  for (const [index, moment] of moments.entries()) {
    const lesson_id = course.lesson_ids[index]!;
    await db.run(sql`
      insert into lesson_progress (enrollment_id, lesson_id, student_id, completed, completed_at)
      values (${enrollment.id}, ${lesson_id}, ${learner.user_id}, true, ${moment})`);
    facts.push({
      id: newId(),
      name: 'lesson.completed',
      payload: {
        enrollment_id: enrollment.id,
        student_id: learner.user_id,
        course_id: course.id,
        lesson_id,
        percent: 0,
      },
      actor_id: learner.user_id,
      occurred_at: moment,
      login_session_id: null,
      ip: '',
      request_id: null,
    });
  }
  return { learner, facts };
}

const told = (...facts: Completed[]) =>
  db.transaction((transaction) => awardStreaks({ ...product.ctx(), db: transaction }, facts));
const causeOf = async (userId: string): Promise<string | undefined> =>
  (
    await db.maybe<{ fact_id: string }>(sql`
      select cause ->> 'fact_id' as fact_id from achievement_awards where user_id = ${userId} and achievement_id = ${achievementId}`)
  )?.fact_id;

const threeDays = ['2026-06-08T08:00:00Z', '2026-06-09T08:00:00Z', '2026-06-10T08:00:00Z'] as const;

describe('a streak', () => {
  it('is earned with the first lesson of its last day', async () => {
    const { learner, facts } = await whoLearnedAt(...threeDays);
    await told(facts[2]!);
    expect(await causeOf(learner.user_id)).toBe(facts[2]!.id);
  });

  it('is earned when the days are told of in another order than they happened', async () => {
    const { learner, facts } = await whoLearnedAt(...threeDays);
    await told(facts[1]!);
    expect(await causeOf(learner.user_id)).toBe(facts[1]!.id);
  });

  it('of two lessons at the very same moment is earned by one of them, told together or one after the other', async () => {
    for (const apart of [false, true]) {
      const { learner, facts } = await whoLearnedAt(...threeDays, threeDays[2]);
      const last = facts.slice(2);
      if (apart) for (const fact of last) await told(fact);
      else await told(...last);
      expect(last.map(({ id }) => id)).toContain(await causeOf(learner.user_id));
    }
  });

  it('is not lost when the lesson that began the day is opened again before it is told of', async () => {
    const { learner, facts } = await whoLearnedAt(...threeDays, '2026-06-10T09:00:00Z');
    await told(facts[3]!);
    expect(await causeOf(learner.user_id)).toBeUndefined();
    await db.run(sql`
      update lesson_progress set completed = false, completed_at = null
       where student_id = ${learner.user_id} and lesson_id = ${facts[2]!.payload.lesson_id}`);
    await told(facts[2]!);
    expect(await causeOf(learner.user_id)).toBe(facts[2]!.id);
  });

  it('of several people at once names to each their own lesson', async () => {
    const [anna, bo, cem] = [
      await whoLearnedAt(...threeDays),
      await whoLearnedAt(...threeDays),
      await whoLearnedAt(...threeDays.slice(1)),
    ];
    await told(cem.facts[1]!, bo.facts[2]!, anna.facts[2]!);
    expect(await causeOf(anna.learner.user_id)).toBe(anna.facts[2]!.id);
    expect(await causeOf(bo.learner.user_id)).toBe(bo.facts[2]!.id);
    expect(await causeOf(cem.learner.user_id)).toBeUndefined();
  });

  it('is found when a move to another time zone makes the days other ones', async () => {
    const { learner, facts } = await whoLearnedAt(
      '2026-06-08T21:30:00Z',
      '2026-06-08T22:30:00Z',
      '2026-06-10T08:00:00Z',
    );
    await learner.patch('/api/users/profile/', { time_zone: 'UTC' });
    await told(...facts);
    await product.settle();
    expect(await causeOf(learner.user_id)).toBeUndefined();
    const { status } = await learner.patch('/api/users/profile/', { time_zone: 'Europe/Copenhagen' });
    expect(status).toBe(200);
    await product.settle();
    expect(await causeOf(learner.user_id)).toBeDefined();
  });
});
