/** Test data made the way people make it: through the API. */
import type { Db } from '#server/platform/db/database.ts';
import { sql } from '#server/platform/db/sql.ts';
import type { Client, Product } from '#server/testing/product.ts';

export type BuiltCourse = { id: string; title: string; lesson_ids: string[]; module_id: string };

let made = 0;

/** A published course of a trainer with `lessons` open articles (4 unless told). */
export async function aPublishedCourse(
  trainer: Client,
  options: { lessons?: number; course?: Record<string, unknown>; lesson?: Record<string, unknown> } = {},
): Promise<BuiltCourse> {
  const title = `Course ${++made} of ${trainer.user_id.slice(-6)}`;
  const course = await succeed(trainer.post('/api/courses/', { title, ...options.course }));
  const lessons: { id: string; module_id: string }[] = [];
  for (let number = 1; number <= (options.lessons ?? 4); number++) {
    const body = {
      course_id: course.id,
      title: `Lesson ${number}`,
      content: '<p>Read this.</p>',
      ...options.lesson,
    };
    lessons.push(await succeed(trainer.post('/api/lessons/', body)));
  }
  await succeed(trainer.patch(`/api/courses/${course.id}/`, { published: true }));
  return {
    id: course.id,
    title,
    lesson_ids: lessons.map((one) => one.id),
    module_id: lessons[0]?.module_id ?? '',
  };
}

/** Enrolls a learner themselves; answers the enrollment. */
export const anEnrollment = (learner: Client, courseId: string) =>
  succeed(learner.post(`/api/courses/${courseId}/enroll/`));

/** A new learner who takes the course. */
export async function aLearnerIn(product: Product, courseId: string) {
  const learner = await product.signIn('learner');
  return { learner, enrollment: await anEnrollment(learner, courseId) };
}

/** Asks to complete a lesson; answers whatever the server says. */
export const complete = (learner: Client, lessonId: string, more: object = {}) =>
  learner.post('/api/progress/', { lesson_id: lessonId, completed: true, ...more });

/** The milestones recorded for an enrollment, lowest first. */
export async function milestonesOf(db: Db, enrollmentId: string): Promise<number[]> {
  const rows = await db.rows<{ percent: number }>(
    sql`select percent from milestones where enrollment_id = ${enrollmentId} order by percent`,
  );
  return rows.map((row) => row.percent);
}

/** Completes lessons one after the other; answers the last result. */
export async function completed(learner: Client, lessonIds: readonly string[]) {
  let last: Awaited<ReturnType<typeof succeed>> | undefined;
  for (const lessonId of lessonIds) last = await succeed(complete(learner, lessonId));
  return last;
}

/** A learner who has completed a fresh course, with everything that follows delivered. */
export async function aCompletedCourse(
  product: Product,
  options: { course?: Record<string, unknown>; learner?: string } = {},
) {
  const trainer = await product.signIn('trainer');
  const learner = await product.signIn('learner', options.learner ? { display_name: options.learner } : {});
  const course = await aPublishedCourse(trainer, {
    lessons: 1,
    ...(options.course ? { course: options.course } : {}),
  });
  const enrollment = await anEnrollment(learner, course.id);
  await completed(learner, course.lesson_ids);
  await product.settle();
  return { trainer, learner, course, enrollment };
}

async function succeed(call: ReturnType<Client['get']>) {
  const { status, body } = await call;
  if (status >= 300) throw new Error(`Expected success, got ${status}: ${JSON.stringify(body)}`);
  return body;
}
