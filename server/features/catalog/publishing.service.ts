/** From draft to version: what learners see changes here and nowhere else. */
import type { Outline } from '#contract/catalog.ts';
import { type ChangedLesson, changedLessons } from '#contract/values/outline-changes.ts';
import { actorId, type Ctx } from '#server/platform/context.ts';
import { inTransaction } from '#server/platform/db/in-transaction.ts';
import { AppError } from '#server/platform/errors.ts';
import { publish } from '#server/platform/facts/publish.ts';
import { newId } from '#server/platform/ids.ts';
import { accessCourse } from './catalog.policy.ts';
import { lockCourse } from './courses.sql.ts';
import { selectDraft } from './draft.sql.ts';
import { buildOutline, compareOutlines, lessonsOf, type OutlineChanges } from './outline.rules.ts';
import { type PublishProblem, publishProblems } from './publishing.rules.ts';
import {
  freezeLessons,
  insertVersion,
  markDraftChanged,
  pointCourseAt,
  selectAudience,
  selectCurrentVersion,
} from './publishing.sql.ts';

/**
 * How a higher feature takes part in a course's life without catalog knowing it. Registered once, at start.
 *
 * `freeze` makes the feature's own immutable part of the version; `problems` says what keeps the course from being published
 * by hand; `copy` duplicates the feature's rows when a course is duplicated.
 */
export type CourseExtension = {
  name: string;
  freeze(ctx: Ctx, courseId: string): Promise<void>;
  problems(ctx: Ctx, courseId: string): Promise<PublishProblem[]>;
  copy?(ctx: Ctx, copied: { course_id: string; lesson_ids: ReadonlyMap<string, string> }): Promise<void>;
};

const extensions = new Map<string, CourseExtension>();

export function registerCourseExtension(extension: CourseExtension): void {
  extensions.set(extension.name, extension);
}
export const courseExtensions = (): CourseExtension[] => [...extensions.values()];

/**
 * To be called, in its transaction, by whoever changed a part of a course's draft.
 *
 * @param options.publish  true for the documents' plain CRUD: a published course shows the change at once
 */
export async function courseChanged(
  ctx: Ctx,
  courseId: string,
  options: { publish: boolean },
): Promise<void> {
  const course = await accessCourse(ctx, courseId, 'course.update');
  if (options.publish && course.status === 'published') await makeVersion(ctx, courseId, '');
  else await markDraftChanged(ctx.db, courseId);
  await publish(ctx, 'course.changed', { course_id: courseId });
}

/** Publishes the draft after checking that it is ready. @throws AppError `course.not-ready` with the list of problems */
export function publishCourse(ctx: Ctx, courseId: string, note: string): Promise<void> {
  return inTransaction(ctx, async (ctx) => {
    const course = await accessCourse(ctx, courseId, 'course.update');
    const problems = await findProblems(ctx, courseId, course);
    if (problems.length > 0)
      throw new AppError('course.not-ready', {
        params: { problems },
        detail: problems.map((one) => one.message).join(' '),
      });
    await makeVersion(ctx, courseId, note);
  });
}

/** Makes a version without the readiness check, for plain CRUD (`published: true`) and imports that were checked before. */
export async function makeVersion(ctx: Ctx, courseId: string, note: string): Promise<void> {
  await lockCourse(ctx.db, courseId);
  for (const extension of extensions.values()) await extension.freeze(ctx, courseId);
  await freezeLessons(ctx.db, courseId);
  const previous = await selectCurrentVersion(ctx.db, courseId);
  const outline = await draftOutline(ctx, courseId);
  const versionId =
    previous && sameOutline(previous.outline, outline)
      ? previous.id
      : await addVersion(ctx, courseId, outline, (previous?.number ?? 0) + 1, note);
  await pointCourseAt(ctx.db, courseId, versionId);
  const number = versionId === previous?.id ? previous.number : (previous?.number ?? 0) + 1;
  await publish(ctx, 'course.published', { course_id: courseId, course_version_id: versionId, number });
}

async function addVersion(
  ctx: Ctx,
  courseId: string,
  draft: Outline,
  number: number,
  note: string,
): Promise<string> {
  const versionId = newId();
  const lessons = lessonsOf(draft);
  await insertVersion(ctx.db, {
    id: versionId,
    course_id: courseId,
    number,
    outline: { ...draft, version_id: versionId, number },
    lesson_ids: lessons.map((lesson) => lesson.id),
    required_lesson_ids: lessons.filter((lesson) => lesson.required).map((lesson) => lesson.id),
    estimated_minutes: lessons.reduce((sum, lesson) => sum + lesson.estimated_minutes, 0),
    note,
    published_by: actorId(ctx),
  });
  return versionId;
}

export async function draftOutline(ctx: Ctx, courseId: string): Promise<Outline> {
  const { modules, lessons } = await selectDraft(ctx.db, courseId);
  return buildOutline(courseId, modules, lessons);
}

const sameOutline = (a: Outline, b: Outline): boolean => canonical(a.modules) === canonical(b.modules);
// jsonb does not keep the order of keys, so compare with keys sorted.
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) =>
    inner && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted())
      : inner,
  );

async function findProblems(
  ctx: Ctx,
  courseId: string,
  course: { title: string; description: string },
): Promise<PublishProblem[]> {
  const { modules, lessons } = await selectDraft(ctx.db, courseId);
  const own = publishProblems(course, buildOutline(courseId, modules, lessons));
  const others = await Promise.all(
    [...extensions.values()].map((extension) => extension.problems(ctx, courseId)),
  );
  return [...own, ...others.flat()];
}

export type PublishState = {
  ready: boolean;
  problems: PublishProblem[];
  current_number: number | null;
  changes: OutlineChanges;
  changed_lessons: ChangedLesson[];
  in_progress_count: number;
  completed_count: number;
};

class DryRun extends Error {}

/**
 * What publishing now would do. Found out by doing it in a transaction that is then rolled back, so the answer cannot drift
 * from the act.
 */
export async function getPublishState(ctx: Ctx, courseId: string): Promise<PublishState> {
  let state: PublishState | undefined;
  await inTransaction(ctx, async (ctx) => {
    const course = await accessCourse(ctx, courseId, 'course.update');
    const problems = await findProblems(ctx, courseId, course);
    const previous = await selectCurrentVersion(ctx.db, courseId);
    const audience = await selectAudience(ctx.db, courseId);
    for (const extension of extensions.values()) await extension.freeze(ctx, courseId);
    await freezeLessons(ctx.db, courseId);
    const outline = await draftOutline(ctx, courseId);
    state = {
      ready: problems.length === 0,
      problems,
      current_number: previous?.number ?? null,
      changes: compareOutlines(previous?.outline ?? null, outline),
      changed_lessons: changedLessons(previous?.outline ?? null, outline),
      in_progress_count: audience.in_progress,
      completed_count: audience.completed,
    };
    throw new DryRun();
  }).catch((error: unknown) => {
    if (!(error instanceof DryRun)) throw error;
  });
  return state!;
}
