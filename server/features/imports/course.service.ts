/** Writes an Open edX course: its files first, then all the rest in one transaction. */
import { acceptedExtensions } from '#contract/files.ts';
import type { ImportReport } from '#contract/imports.ts';
import { addQuestions, createQuiz } from '#server/features/assessment/index.ts';
import { createCourse, createLesson, createModule } from '#server/features/catalog/index.ts';
import { fileUrl, storeBytes, useFile } from '#server/features/files/index.ts';
import type { Ctx } from '#server/platform/context.ts';
import { inTransaction } from '#server/platform/db/in-transaction.ts';
import { AppError } from '#server/platform/errors.ts';
import { type Archive, openArchive } from './olx/archive.ts';
import { withAssets } from './olx/assets.ts';
import { type OlxCourse, readCourse } from './olx/course.ts';
import { assetsOf, type OlxLesson } from './olx/units.ts';
import { type Finding, reason } from './questions/made.ts';
import { emptyReport, issuesOf } from './report.rules.ts';

type Steps = {
  progress: (done: number, total: number) => Promise<unknown>;
  /** Called inside the transaction that writes the course. */
  finish: (ctx: Ctx, result: { course_id: string; report: ImportReport }) => Promise<void>;
};

/**
 * Makes a draft course of the actor's from an export. Nothing of it is there unless all is; pictures stored for a course
 * that was then not written are collected like any unused file.
 *
 * @throws AppError `import.unreadable` when there is no course in it, or nothing to import
 */
export async function importCourse(
  ctx: Ctx,
  file: { path: string; byte_size: number },
  steps: Steps,
): Promise<void> {
  const archive = await openArchive(file.path, file.byte_size);
  try {
    const course = await readCourse(archive, async (done, units) => {
      await steps.progress(done, units * 3);
    });
    const lessons = course.modules.flatMap((module) => module.lessons);
    if (lessons.length === 0)
      throw new AppError('import.unreadable', {
        detail: 'There is nothing in this course that can be imported',
      });
    const { urls, findings } = await storeAssets(ctx, archive, course);
    await inTransaction(ctx, async (ctx) => {
      const counts = countsOf(course, urls);
      let written = 0;
      const courseId = await writeCourse(ctx, course, urls, () =>
        steps.progress(lessons.length * 2 + ++written, lessons.length * 3),
      );
      const report = {
        ...emptyReport(),
        course_title: course.title,
        counts,
        ...issuesOf([...course.findings, ...findings]),
      };
      await steps.finish(ctx, { course_id: courseId, report });
    });
  } finally {
    archive.close();
  }
}

type Assets = ReadonlyMap<string, { id: string }>;

function countsOf(course: OlxCourse, urls: Assets): ImportReport['counts'] {
  const lessons = course.modules.flatMap((module) => module.lessons);
  const ofKind = (kind: OlxLesson['kind']) => lessons.filter((lesson) => lesson.kind === kind).length;
  return {
    modules: course.modules.length,
    lessons: lessons.length,
    videos: ofKind('video'),
    files: urls.size,
    quizzes: ofKind('quiz'),
    questions: lessons.reduce((sum, lesson) => sum + lesson.questions.length, 0),
  };
}

const assetLimitBytes = 25 * 1024 * 1024;
const assetExtensions = new Set(acceptedExtensions.lesson);

/** Stores each file that lessons mention, once; what is absent or not accepted is told where it is first missed. */
async function storeAssets(
  ctx: Ctx,
  archive: Archive,
  course: OlxCourse,
): Promise<{ urls: Assets; findings: Finding[] }> {
  const urls = new Map<string, { id: string }>();
  const findings: Finding[] = [];
  const places = new Map<string, OlxLesson>();
  for (const lesson of course.modules.flatMap((module) => module.lessons)) {
    for (const name of assetsOf(lesson)) if (!places.has(name)) places.set(name, lesson);
  }
  for (const [name, { path, title }] of places) {
    const stored = await storeAsset(ctx, archive, name, course.assets.get(name));
    if (typeof stored === 'object') urls.set(name, stored);
    else findings.push({ line: null, path, title, effect: 'changed', ...reason(stored, { name }) });
  }
  return { urls, findings };
}

async function storeAsset(
  ctx: Ctx,
  archive: Archive,
  name: string,
  path: string | undefined,
): Promise<{ id: string } | 'file.missing' | 'file.refused'> {
  if (path === undefined) return 'file.missing';
  const extension = /\.[a-z0-9]+$/i.exec(name)?.[0]?.toLowerCase() ?? '';
  if (!assetExtensions.has(extension)) return 'file.refused';
  try {
    return await storeBytes(ctx, {
      bytes: await archive.read(path, assetLimitBytes),
      name,
      purpose: 'lesson',
    });
  } catch (error) {
    // One picture that is damaged or too large is a line in the report, not the end of the course.
    if (
      error instanceof AppError &&
      ['file.type-refused', 'file.too-large', 'import.unreadable'].includes(error.code)
    )
      return 'file.refused';
    throw error;
  }
}

async function writeCourse(
  ctx: Ctx,
  course: OlxCourse,
  assets: Assets,
  progress: () => Promise<unknown>,
): Promise<string> {
  const { id: courseId } = await createCourse(ctx, {
    title: course.title,
    description: course.description,
    ...(course.language ? { language: course.language } : {}),
  });
  for (const module of course.modules) {
    const { id: moduleId } = await createModule(ctx, courseId, { title: module.title }, { draft: true });
    for (const lesson of module.lessons) {
      await writeLesson(ctx, { course_id: courseId, module_id: moduleId }, lesson, assets);
      await progress();
    }
  }
  return courseId;
}

async function writeLesson(
  ctx: Ctx,
  place: { course_id: string; module_id: string },
  lesson: OlxLesson,
  assets: Assets,
): Promise<void> {
  const { title, kind, video_url, questions } = lesson;
  const content = withAssets(lesson.html, (name) => {
    const file = assets.get(name);
    return file && fileUrl(file.id);
  });
  const { id } = await createLesson(
    ctx,
    { ...place, title, kind, content, ...(video_url ? { video_url } : {}) },
    { draft: true },
  );
  for (const name of assetsOf(lesson)) {
    const file = assets.get(name);
    if (file) await useFile(ctx, { file_id: file.id, subject: 'lesson', subject_id: id });
  }
  if (questions.length === 0) return;
  const quiz = await createQuiz(ctx, { lesson_id: id, title }, { draft: true });
  await addQuestions(ctx, quiz.id, questions, { draft: true });
}
