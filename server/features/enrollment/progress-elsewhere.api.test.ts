/** What else moves progress: a course published again, and features that prove a lesson done (L-89, L-90). */
import { beforeAll, describe, expect, it } from 'vitest';
import { sql } from '#server/platform/db/sql.ts';
import { type Client, startProduct } from '#server/testing/product.ts';
import {
  aLearnerIn,
  aPublishedCourse,
  type BuiltCourse,
  complete,
  completed,
  milestonesOf,
} from './enrollment.builders.ts';
import { completeLesson, findEnrollment, recordLessonScore } from './index.ts';

const product = await startProduct();
const { db } = product.runtime;
let trainer: Client;
let course: BuiltCourse;

beforeAll(async () => {
  trainer = await product.signIn('trainer');
  course = await aPublishedCourse(trainer, { lessons: 4 });
});

const enrolled = (of: BuiltCourse = course) => aLearnerIn(product, of.id);
describe('publishing again', () => {
  it('moves people in progress to the new version and keeps what the finished ones have', async () => {
    const growing = await aPublishedCourse(trainer, { lessons: 2 });
    const { learner, enrollment } = await enrolled(growing);
    const done = await enrolled(growing);
    await completed(done.learner, growing.lesson_ids);
    await completed(learner, [growing.lesson_ids[0]!]);
    await trainer.post('/api/lessons/', { course_id: growing.id, title: 'A third' });
    await product.settle();
    expect((await learner.get(`/api/enrollments/${enrollment.id}/`)).body.percent).toBe(33);
    expect((await learner.get('/api/progress/')).body.count).toBe(3);
    expect((await done.learner.get(`/api/enrollments/${done.enrollment.id}/`)).body).toMatchObject({
      percent: 100,
      status: 'completed',
    });
    expect((await done.learner.get('/api/progress/')).body.count).toBe(2);
  });

  it('finishes those for whom only a removed lesson was left, with all that follows', async () => {
    const shrinking = await aPublishedCourse(trainer, { lessons: 2 });
    const { learner, enrollment } = await enrolled(shrinking);
    await completed(learner, [shrinking.lesson_ids[0]!]);
    await trainer.delete(`/api/lessons/${shrinking.lesson_ids[1]}/`);
    await product.settle();
    expect((await learner.get(`/api/enrollments/${enrollment.id}/`)).body).toMatchObject({
      percent: 100,
      status: 'completed',
    });
    expect(await milestonesOf(db, enrollment.id)).toEqual([25, 50, 75, 100]);
    expect(await db.rows(sql`select 1 from completions where enrollment_id = ${enrollment.id}`)).toHaveLength(
      1,
    );
  });

  it('takes along at once who touches a new lesson before the move came by', async () => {
    const quick = await aPublishedCourse(trainer, { lessons: 1 });
    const { learner, enrollment } = await enrolled(quick);
    const added = (await trainer.post('/api/lessons/', { course_id: quick.id, title: 'Brand new' })).body;
    await product.settle();
    await db.run(sql`update enrollments set course_version_id = (
      select course_version_id from v_catalog_course_versions where course_id = ${quick.id} order by number limit 1) where id = ${enrollment.id}`);
    const { status, body } = await complete(learner, added.id);
    expect([status, body.percent]).toEqual([200, 50]);
  });
});

describe('for other features', () => {
  it('completeLesson joins the caller, keeps the best score, and the evidence carries it', async () => {
    const { learner, enrollment } = await enrolled();
    const ctx = product.ctx();
    const found = await findEnrollment(ctx, { student_id: learner.user_id, course_id: course.id });
    expect(found).toMatchObject({ id: enrollment.id, status: 'active' });
    await recordLessonScore(ctx, {
      enrollment_id: enrollment.id,
      lesson_id: course.lesson_ids[0]!,
      score_percent: 40,
      passed: false,
    });
    expect(
      (await learner.get(`/api/progress/?lesson=${course.lesson_ids[0]}`)).body.results[0],
    ).toMatchObject({ completed: false, score_percent: 40 });
    const done = await completeLesson(ctx, {
      enrollment_id: enrollment.id,
      lesson_id: course.lesson_ids[0]!,
      score_percent: 90,
    });
    expect(done).toEqual({ percent: 25, milestones_reached: [25], course_completed: false });
    await recordLessonScore(ctx, {
      enrollment_id: enrollment.id,
      lesson_id: course.lesson_ids[0]!,
      score_percent: 10,
      passed: false,
    });
    expect(
      (await learner.get(`/api/progress/?lesson=${course.lesson_ids[0]}`)).body.results[0],
    ).toMatchObject({ completed: true, score_percent: 90 });
    await completed(learner, course.lesson_ids.slice(1));
    expect(
      await db.one(sql`select score_percent from completions where enrollment_id = ${enrollment.id}`),
    ).toEqual({ score_percent: 90 });
  });

  it('completeLesson leaves nothing behind when the caller fails', async () => {
    const { enrollment } = await enrolled();
    const ctx = product.ctx();
    const failing = db.transaction(async (transaction) => {
      await completeLesson(
        { ...ctx, db: transaction },
        { enrollment_id: enrollment.id, lesson_id: course.lesson_ids[0]! },
      );
      throw new Error('the quiz was not stored');
    });
    await expect(failing).rejects.toThrow('the quiz was not stored');
    expect(await milestonesOf(db, enrollment.id)).toEqual([]);
    expect(await db.one(sql`select percent from enrollments where id = ${enrollment.id}`)).toEqual({
      percent: 0,
    });
  });

  it('completions cannot be changed or deleted', async () => {
    const { learner, enrollment } = await enrolled();
    await completed(learner, course.lesson_ids);
    await expect(
      db.run(sql`update completions set score_percent = 1 where enrollment_id = ${enrollment.id}`),
    ).rejects.toThrow('append-only');
    await expect(db.run(sql`delete from completions where enrollment_id = ${enrollment.id}`)).rejects.toThrow(
      'append-only',
    );
  });
});
