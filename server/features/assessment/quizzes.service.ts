/** Quizzes: list, read, create, change, delete, try out. */
import type { FastifyRequest } from 'fastify';
import type {
  PreviewResult,
  QuestionDraft,
  QuizDetail,
  QuizInput,
  QuizPatch,
  SubmittedAnswer,
} from '#contract/assessment.ts';
import {
  accessCourse,
  accessLesson,
  changeStructure,
  type DraftOption,
  updateLesson,
} from '#server/features/catalog/index.ts';
import type { Ctx } from '#server/platform/context.ts';
import { onConstraint } from '#server/platform/db/database.ts';
import { all, identifier, sql } from '#server/platform/db/sql.ts';
import { AppError, invalidField } from '#server/platform/errors.ts';
import { offsetOf, offsetPage } from '#server/platform/http/paging.ts';
import { newId } from '#server/platform/ids.ts';
import { readAnswers } from './answers.rules.ts';
import { accessQuiz, editableCourse, type QuizAccess, visibleQuizzes } from './assessment.policy.ts';
import { feedbackOf } from './attempts.present.ts';
import { orderFor } from './attempts.rules.ts';
import { getStanding } from './attempts.service.ts';
import { grouped, quizDefinition } from './freezing.rules.ts';
import { loadDrafts } from './freezing.service.ts';
import { addQuestion } from './questions.service.ts';
import { presentDraft, presentOpenQuestion, presentPublished, presentQuestion } from './quizzes.present.ts';
import { deleteQuizRow, insertQuiz, selectQuizPage, updateQuizRow } from './quizzes.sql.ts';
import { maxScore, scoreAttempt } from './scoring.rules.ts';
import { getDefinition } from './versions.service.ts';

type ListQuery = {
  page: number;
  page_size: number;
  search?: string;
  lesson?: string;
  lesson_id?: string;
  course?: string;
  course_id?: string;
  ordering: string;
};

export async function listQuizzes(ctx: Ctx, query: ListQuery, request: FastifyRequest) {
  const lessonId = query.lesson ?? query.lesson_id;
  const courseId = query.course ?? query.course_id;
  const search = query.search?.trim();
  const rows = await selectQuizPage(ctx.db, {
    where: all([
      visibleQuizzes(ctx.actor),
      lessonId && sql`q.lesson_id = ${lessonId}`,
      courseId && sql`q.course_id = ${courseId}`,
      search && sql`search_normal(q.title) like '%' || search_normal(${search}) || '%'`,
    ]),
    editable: editableCourse(ctx.actor, 'q.course_id'),
    order: sql`q.${identifier(query.ordering.replace('-', ''))} ${query.ordering.startsWith('-') ? sql`desc` : sql`asc`}`,
    limit: query.page_size,
    offset: offsetOf(query),
  });
  const results = rows.map(({ question_count, definition, can_edit, matching, ...quiz }) =>
    can_edit || !definition ? presentDraft(quiz, question_count) : presentPublished(quiz, definition),
  );
  return offsetPage(request, query, rows[0]?.matching ?? 0, results);
}

/** Authors get the draft with its key, everyone else what was published, without it (L-87). */
export async function getQuiz(ctx: Ctx, quizId: string): Promise<QuizDetail> {
  const access = await accessQuiz(ctx, quizId, 'read');
  return access.can_edit ? authorsQuiz(ctx, access) : learnersQuiz(ctx, access);
}

async function authorsQuiz(ctx: Ctx, { quiz, seat }: QuizAccess): Promise<QuizDetail> {
  const [draft] = await loadDrafts(ctx, [quiz]);
  const { questions, choices } = draft!;
  const choicesOf = grouped(choices, (choice) => choice.question_id);
  const published = seat && quiz.version_id ? await getDefinition(ctx, quiz.version_id) : null;
  return {
    ...presentDraft(quiz, questions.length),
    can: published ? ['update', 'delete', 'take'] : ['update', 'delete'],
    max_score: maxScore(quizDefinition(draft!).questions),
    questions: questions.map((question) => presentQuestion(question, choicesOf.get(question.id) ?? [])),
    standing:
      seat &&
      published &&
      (await getStanding(ctx, quiz.id, seat.enrollment_id, published.max_attempts)).standing,
  };
}

/**
 * With a time limit the questions stay hidden until an attempt runs: reading them first would make the limit worthless.
 * An open attempt shows its own order, so this page and the paper agree.
 */
async function learnersQuiz(ctx: Ctx, { quiz, seat }: QuizAccess): Promise<QuizDetail> {
  const definition = await getDefinition(ctx, quiz.version_id!);
  const { standing, open_seed } = seat
    ? await getStanding(ctx, quiz.id, seat.enrollment_id, definition.max_attempts)
    : { standing: null, open_seed: null };
  const hidden = definition.time_limit_seconds !== null && open_seed === null;
  const ordered = open_seed === null ? definition.questions : orderFor(definition, open_seed);
  return {
    ...presentPublished(quiz, definition),
    can: seat ? ['take'] : [],
    max_score: maxScore(definition.questions),
    questions: hidden ? [] : ordered.map(presentOpenQuestion),
    standing,
  };
}

/**
 * Adds a quiz to a lesson or to a course. A lesson that was open to ticking off now asks for the quiz to be passed,
 * unless its author had chosen another rule.
 *
 * @throws AppError `record.conflict` when the lesson has a quiz already
 */
export async function createQuiz(ctx: Ctx, input: QuizInput, option: DraftOption = {}): Promise<QuizDetail> {
  const { lesson_id: lessonId, course_id: givenCourseId, title, ...settings } = input;
  const lesson = lessonId === undefined ? null : await accessLesson(ctx, lessonId, 'lesson.update');
  if (lesson?.kind === 'session')
    throw invalidField('lesson_id', 'A session is completed by attendance, not by a quiz');
  const courseId = lesson?.course_id ?? (await accessCourse(ctx, givenCourseId ?? '', 'course.update')).id;
  if (givenCourseId !== undefined && givenCourseId !== courseId)
    throw invalidField('course_id', 'The lesson belongs to another course');
  const quizId = newId();
  await changeStructure(ctx, courseId, option, async (ctx) => {
    await onConstraint(
      insertQuiz(ctx.db, { id: quizId, course_id: courseId, lesson_id: lesson?.id ?? null, title }),
      {
        quizzes_lesson_key: () =>
          new AppError('record.conflict', { detail: 'This lesson already has a quiz' }),
      },
    );
    await updateQuizRow(ctx.db, quizId, settings);
    if (lesson?.completion_rule === 'open')
      await updateLesson(ctx, lesson.id, { completion_rule: 'quiz_passed' }, { draft: true });
  });
  return getQuiz(ctx, quizId);
}

/** @param option.expected_version  from If-Match; another value in the row means someone else was faster (`record.stale`) */
export async function updateQuiz(
  ctx: Ctx,
  quizId: string,
  input: QuizPatch,
  option: DraftOption & { expected_version?: number | undefined } = {},
): Promise<QuizDetail> {
  const { quiz } = await accessQuiz(ctx, quizId, 'update');
  await changeStructure(ctx, quiz.course_id, option, async (ctx) => {
    if (!(await updateQuizRow(ctx.db, quizId, input, option.expected_version)))
      throw new AppError('record.stale');
  });
  return getQuiz(ctx, quizId);
}

/** Attempts and their scores stay: they are evidence. A lesson that is not a quiz lesson can be ticked off again. */
export async function deleteQuiz(ctx: Ctx, quizId: string, option: DraftOption = {}): Promise<null> {
  const { quiz } = await accessQuiz(ctx, quizId, 'update');
  return changeStructure(ctx, quiz.course_id, option, async (ctx) => {
    await deleteQuizRow(ctx.db, quizId);
    if (quiz.lesson_id) await reopenLesson(ctx, quiz.lesson_id);
    return null;
  });
}

async function reopenLesson(ctx: Ctx, lessonId: string): Promise<void> {
  const lesson = await accessLesson(ctx, lessonId, 'lesson.update');
  if (lesson.kind !== 'quiz' && lesson.completion_rule === 'quiz_passed')
    await updateLesson(ctx, lessonId, { completion_rule: 'open' }, { draft: true });
}

/** Appends questions in the order given, all or none. */
export async function addQuestions(
  ctx: Ctx,
  quizId: string,
  questions: QuestionDraft[],
  option: DraftOption = {},
): Promise<QuizDetail> {
  const { quiz } = await accessQuiz(ctx, quizId, 'update');
  await changeStructure(ctx, quiz.course_id, option, async (ctx) => {
    for (const [index, question] of questions.entries())
      await addQuestion(ctx, quizId, question, `questions.${index}.`);
  });
  return getQuiz(ctx, quizId);
}

/** Scores answers against the draft, for authors. Nothing is stored, and all feedback is shown. */
export async function previewQuiz(ctx: Ctx, quizId: string, sent: SubmittedAnswer[]): Promise<PreviewResult> {
  const { quiz } = await accessQuiz(ctx, quizId, 'update');
  const [draft] = await loadDrafts(ctx, [quiz]);
  const definition = quizDefinition(draft!);
  const answers = readAnswers(definition, sent);
  const { questions, ...score } = scoreAttempt(definition, answers);
  return {
    ...score,
    feedback: feedbackOf({ ...definition, feedback_mode: 'full' }, questions, answers, score.passed),
  };
}
