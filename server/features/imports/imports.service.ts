/** Starting an import, following it, and confirming a preview. */
import type { FastifyRequest } from 'fastify';
import type * as z from 'zod';
import { maxQuestionsPerQuiz } from '#contract/assessment.ts';
import type { ImportInput, ImportKind, ImportRun, ImportSummary, imports } from '#contract/imports.ts';
import type { Page } from '#contract/values/common.ts';
import { accessQuiz, addQuestions, createQuiz, getQuiz } from '#server/features/assessment/index.ts';
import { accessCourse } from '#server/features/catalog/index.ts';
import { accessFile, useFile } from '#server/features/files/index.ts';
import type { Ctx, UserActor } from '#server/platform/context.ts';
import { inTransaction } from '#server/platform/db/in-transaction.ts';
import { all, sql } from '#server/platform/db/sql.ts';
import { AppError, invalidField } from '#server/platform/errors.ts';
import { offsetOf, offsetPage } from '#server/platform/http/paging.ts';
import { newId } from '#server/platform/ids.ts';
import { enqueue } from '#server/platform/jobs/jobs.ts';
import { accessImport, visibleRuns } from './imports.policy.ts';
import { presentRun, presentSummary } from './imports.present.ts';
import { endRun, insertRun, lockRun, type RunRow, selectRuns } from './imports.sql.ts';
import { emptyReport } from './report.rules.ts';
import { runImportQueue } from './run.queue.ts';

type ListQuery = z.output<(typeof imports)['listImports']['query']>;

export async function listImports(
  ctx: Ctx,
  query: ListQuery,
  request: FastifyRequest,
): Promise<Page<ImportSummary>> {
  const where = all([
    visibleRuns(ctx),
    query.kind && sql`kind = ${query.kind}`,
    query.status && sql`status = ${query.status}`,
    query.search && sql`position(search_normal(${query.search}) in search_normal(file_name)) > 0`,
  ]);
  const rows = await selectRuns(ctx.db, where, query.page_size, offsetOf(query));
  const results = rows.map(({ matching: _matching, ...row }) => presentSummary(row));
  return offsetPage(request, query, rows[0]?.matching ?? 0, results);
}

export async function getImport(ctx: Ctx, id: string): Promise<ImportRun> {
  return presentRun(await accessImport(ctx, id));
}

const mediaTypes: Record<ImportKind, string> = {
  olx: 'application/zip',
  gift: 'text/plain',
  moodle_xml: 'application/xml',
};

/**
 * Takes an uploaded file in hand; a job does the work. Course imports make a course of their own; question imports need a
 * quiz, or a course to make one in, that the actor may edit.
 *
 * @throws AppError `input.invalid` (fields `file_id`, `kind`, `course_id`, `quiz_id`), `record.not-found`, `access.denied`
 */
export async function createImport(ctx: Ctx, input: ImportInput): Promise<ImportRun> {
  const file = await accessFile(ctx, input.file_id);
  if (file.purpose !== 'import') throw invalidField('file_id', 'Upload the file with the purpose “import”');
  if (file.media_type !== mediaTypes[input.kind])
    throw invalidField('kind', `This file is not of the kind ${input.kind}`);
  const target = await targetOf(ctx, input);
  const id = newId(ctx.now.getTime());
  await inTransaction(ctx, async (ctx) => {
    const run = { id, kind: input.kind, file_id: file.id, file_name: file.name, ...target };
    await insertRun(
      ctx.db,
      { ...run, created_by: (ctx.actor as UserActor).user_id, report: emptyReport() },
      ctx.now,
    );
    await useFile(ctx, { file_id: file.id, subject: 'import', subject_id: id });
    await enqueue(ctx.db, runImportQueue, { run_id: id }, { job_key: `import:${id}`, max_attempts: 3 });
  });
  return getImport(ctx, id);
}

async function targetOf(
  ctx: Ctx,
  input: ImportInput,
): Promise<{ course_id: string | null; quiz_id: string | null }> {
  const { kind, course_id: courseId, quiz_id: quizId } = input;
  if (kind === 'olx') {
    if (courseId !== undefined) throw invalidField('course_id', 'A course import makes a course of its own');
    if (quizId !== undefined) throw invalidField('quiz_id', 'A course import makes quizzes of its own');
    return { course_id: null, quiz_id: null };
  }
  if (quizId !== undefined) {
    const { quiz } = await accessQuiz(ctx, quizId, 'update');
    if (courseId !== undefined && courseId !== quiz.course_id)
      throw invalidField('course_id', 'The quiz belongs to another course');
    return { course_id: quiz.course_id, quiz_id: quizId };
  }
  if (courseId === undefined) throw invalidField('quiz_id', 'Choose a quiz, or a course to make one in');
  return { course_id: (await accessCourse(ctx, courseId, 'course.update')).id, quiz_id: null };
}

/**
 * Writes the previewed questions in one transaction: together they come, or none does. Of two confirmations at once one
 * is refused.
 *
 * @param numbers  of the questions to take, counted from 1 in the preview; all without it
 *
 * @throws AppError `import.busy` while it is still being read, `record.conflict` when it is over
 */
export async function confirmImport(
  ctx: Ctx,
  id: string,
  numbers: readonly number[] | undefined,
): Promise<ImportRun> {
  await accessImport(ctx, id);
  return inTransaction(ctx, async (ctx) => {
    const run = await lockRun(ctx.db, id);
    if (run.status === 'queued' || run.status === 'running') throw new AppError('import.busy');
    if (run.status !== 'preview')
      throw new AppError('record.conflict', { detail: 'This import is over already' });
    const chosen = run.report.preview.filter(
      (_one, index) => numbers === undefined || numbers.includes(index + 1),
    );
    if (chosen.length === 0)
      throw invalidField('questions', 'The preview has no question with one of these numbers');
    const quizId = run.quiz_id ?? (await newQuiz(ctx, run));
    await refuseOverfull(ctx, quizId, chosen.length);
    await addQuestions(
      ctx,
      quizId,
      chosen.map((one) => one.question),
      { draft: true },
    );
    const counts = { ...run.report.counts, quizzes: run.quiz_id ? 0 : 1, questions: chosen.length };
    await endRun(
      ctx.db,
      id,
      { status: 'done', quiz_id: quizId, report: { ...run.report, counts, preview: [] } },
      ctx.now,
    );
    return getImport(ctx, id);
  });
}

async function newQuiz(ctx: Ctx, run: RunRow): Promise<string> {
  const title = run.file_name.replace(/\.[a-z0-9]+$/i, '').slice(0, 200) || run.file_name;
  const quiz = await createQuiz(ctx, { course_id: run.course_id ?? undefined, title }, { draft: true });
  return quiz.id;
}

async function refuseOverfull(ctx: Ctx, quizId: string, more: number): Promise<void> {
  const { question_count: count } = await getQuiz(ctx, quizId);
  if (count + more > maxQuestionsPerQuiz) {
    throw invalidField(
      'questions',
      `A quiz holds at most ${maxQuestionsPerQuiz} questions; this one has ${count} already`,
    );
  }
}
