/** Making the catalog: categories, courses with their lessons, files and quizzes, published as their trainers would. */
import { addQuestions, createQuiz } from '#server/features/assessment/index.ts';
import {
  createCategory,
  createCourse,
  createLesson,
  createModule,
  publishCourse,
  updateLesson,
} from '#server/features/catalog/index.ts';
import type { Ctx } from '#server/platform/context.ts';
import { sql } from '#server/platform/db/sql.ts';
import { actingAs, type Cast, daysBefore, memberOf } from './cast.ts';
import { demoCategories, demoCourses } from './content/catalog.ts';
import type { DemoCourse, DemoLesson, DemoQuiz } from './content/content.types.ts';
import { type Library, placeFigures, storeAsset, storeHandout } from './library.ts';

export type SeededLesson = { id: string; lesson: DemoLesson; quiz_id: string | null };
export type SeededCourse = {
  id: string;
  course: DemoCourse;
  begun_at: Date;
  /** Null while it is a draft. */
  published_at: Date | null;
  lessons: SeededLesson[];
};

/** A course takes this long from the first line to its publication. */
const daysOfWriting = 12;
const daysAgoOfDraft = 9;

/** @returns ids of the categories that were not there before */
export async function seedCategories(ctx: Ctx): Promise<string[]> {
  const made: string[] = [];
  for (const category of demoCategories) {
    const known = await ctx.db.maybe(
      sql`select 1 from categories where name = ${category.name} and deleted_at is null`,
    );
    if (!known) made.push((await createCategory(ctx, category)).id);
  }
  return made;
}

export async function seedCourses(ctx: Ctx, cast: Cast, library: Library): Promise<SeededCourse[]> {
  const seeded: SeededCourse[] = [];
  for (const course of demoCourses) seeded.push(await seedCourse(ctx, cast, library, course));
  await leaveAnUnpublishedChange(ctx, cast, seeded);
  return seeded;
}

async function seedCourse(ctx: Ctx, cast: Cast, library: Library, course: DemoCourse): Promise<SeededCourse> {
  const trainer = memberOf(cast, course.trainer);
  const publishedAt =
    course.published_days_ago === undefined ? null : daysBefore(ctx.now, course.published_days_ago);
  const begunAt = publishedAt ? daysBefore(publishedAt, daysOfWriting) : daysBefore(ctx.now, daysAgoOfDraft);
  const authoring = actingAs(ctx, trainer, begunAt);
  const { id } = await createCourse(authoring, {
    title: course.title,
    code: course.code,
    description: course.description,
    category: course.category,
    difficulty_level: course.difficulty,
    duration_weeks: course.weeks,
    language: 'en',
    outcomes: course.outcomes,
    price: course.price ?? '0.00',
    currency: 'EUR',
    cover_motif: course.motif,
    certificate_valid_months: course.valid_months ?? null,
    trainer_ids: (course.co_trainers ?? []).map((login) => memberOf(cast, login).actor.user_id),
  });
  const lessons: SeededLesson[] = [];
  for (const module of course.modules) {
    const { id: moduleId } = await createModule(
      authoring,
      id,
      { title: module.title, duration_hours: module.hours },
      { draft: true },
    );
    for (const lesson of module.lessons)
      lessons.push(await seedLesson(authoring, library, { course_id: id, module_id: moduleId, lesson }));
  }
  if (publishedAt) await publishCourse(actingAs(ctx, trainer, publishedAt), id, 'First version');
  return { id, course, begun_at: begunAt, published_at: publishedAt, lessons };
}

type Place = { course_id: string; module_id: string; lesson: DemoLesson };

async function seedLesson(ctx: Ctx, library: Library, { lesson, ...place }: Place): Promise<SeededLesson> {
  const content = lesson.kind === 'quiz' ? '' : await placeFigures(ctx, library, lesson.html);
  const { id } = await createLesson(
    ctx,
    {
      ...place,
      title: lesson.title,
      kind: lesson.kind,
      content,
      estimated_minutes: lesson.minutes,
      is_preview: lesson.preview ?? false,
      required: !lesson.optional,
      ...(await mediumOf(ctx, library, lesson)),
    },
    { draft: true },
  );
  return {
    id,
    lesson,
    quiz_id: lesson.kind === 'quiz' ? await seedQuiz(ctx, id, lesson.title, lesson.quiz) : null,
  };
}

async function mediumOf(ctx: Ctx, library: Library, lesson: DemoLesson) {
  if (lesson.kind === 'video') {
    const fileId = await storeAsset(ctx, library, lesson.asset);
    return {
      file_id: fileId,
      completion_rule: 'watched_share' as const,
      watched_percent: lesson.watched_percent,
    };
  }
  if (lesson.kind === 'file') return { file_id: await storeHandout(ctx, library, lesson.handout) };
  if (lesson.kind === 'article' && lesson.minimum_seconds)
    return { completion_rule: 'minimum_time' as const, minimum_seconds: lesson.minimum_seconds };
  return {};
}

async function seedQuiz(ctx: Ctx, lessonId: string, title: string, quiz: DemoQuiz): Promise<string> {
  const isTest = quiz.max_attempts !== undefined;
  const { id } = await createQuiz(
    ctx,
    {
      lesson_id: lessonId,
      title,
      description: quiz.description,
      pass_percent: quiz.pass_percent,
      max_attempts: quiz.max_attempts ?? null,
      time_limit_seconds: quiz.time_limit_minutes ? quiz.time_limit_minutes * 60 : null,
      shuffle_questions: isTest,
      shuffle_choices: true,
      // A final test shows the key only once it is passed, so that the next attempt still means something.
      feedback_mode: isTest ? 'after_pass' : 'full',
    },
    { draft: true },
  );
  await addQuestions(ctx, id, quiz.questions, { draft: true });
  return id;
}

/** So that the builder shows what a draft ahead of its published version looks like. */
async function leaveAnUnpublishedChange(
  ctx: Ctx,
  cast: Cast,
  courses: readonly SeededCourse[],
): Promise<void> {
  const course = courses.find(({ course }) => course.code === 'LITH-110');
  const changed = course?.lessons.find(({ lesson }) => lesson.title === 'Receiving battery pallets');
  if (!course || !changed || changed.lesson.kind !== 'article')
    throw new Error('The lesson with the open change is gone');
  const note =
    '<aside data-callout="note"><p>From next month on, door 3 has a thermal camera. Ask its display before you ask your hand.</p></aside>';
  const yesterday = actingAs(ctx, memberOf(cast, course.course.trainer), daysBefore(ctx.now, 1));
  await updateLesson(
    yesterday,
    changed.id,
    { content: `${changed.lesson.html.trim()}\n${note}` },
    { draft: true },
  );
}
