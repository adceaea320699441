/** Questions of the draft, with their choices: every write happens under the course's lock. */
import type { FastifyRequest } from 'fastify';
import type {
  Question,
  QuestionDraft,
  QuestionInput,
  QuestionKind,
  QuestionPatch,
} from '#contract/assessment.ts';
import { maxQuestionsPerQuiz } from '#contract/assessment.ts';
import { changeStructure, type DraftOption, withMoved } from '#server/features/catalog/index.ts';
import type { Ctx } from '#server/platform/context.ts';
import { all, identifier, type Sql, sql } from '#server/platform/db/sql.ts';
import { AppError, invalidField, notFound } from '#server/platform/errors.ts';
import { offsetOf, offsetPage } from '#server/platform/http/paging.ts';
import { newId } from '#server/platform/ids.ts';
import { accessQuiz, editableCourse } from './assessment.policy.ts';
import { grouped } from './freezing.rules.ts';
import {
  completeChoices,
  type DraftChoice,
  hasChoices,
  kindFor,
  trueFalseChoices,
} from './questions.rules.ts';
import {
  deleteQuestionRow,
  insertQuestion,
  type QuestionRow,
  renumberQuestions,
  replaceChoices,
  selectChoices,
  selectQuestion,
  selectQuestionIds,
  selectQuestionPage,
  selectQuestionPlace,
  updateQuestionRow,
} from './questions.sql.ts';
import { presentQuestion } from './quizzes.present.ts';
import { touchQuiz } from './quizzes.sql.ts';

type QuestionQuery = {
  page: number;
  page_size: number;
  search?: string;
  quiz?: string;
  quiz_id?: string;
  kind?: QuestionKind;
  ordering: string;
};

export async function listQuestions(ctx: Ctx, query: QuestionQuery, request: FastifyRequest) {
  const quizId = query.quiz ?? query.quiz_id;
  const search = query.search?.trim();
  const rows = await selectQuestionPage(ctx.db, {
    where: all([
      editableCourse(ctx.actor, 'q.course_id'),
      quizId && sql`s.quiz_id = ${quizId}`,
      query.kind && sql`s.kind = ${query.kind}`,
      search && sql`search_normal(s.text) like '%' || search_normal(${search}) || '%'`,
    ]),
    order: orderBy('s', query.ordering),
    limit: query.page_size,
    offset: offsetOf(query),
  });
  const choicesOf = grouped(
    await selectChoices(
      ctx.db,
      rows.map((row) => row.id),
    ),
    (choice) => choice.question_id,
  );
  const results = rows.map(({ matching, ...row }) => presentQuestion(row, choicesOf.get(row.id) ?? []));
  return offsetPage(request, query, rows[0]?.matching ?? 0, results);
}

export const orderBy = (table: string, ordering: string): Sql =>
  sql`${identifier(`${table}.${ordering.replace('-', '')}`)} ${ordering.startsWith('-') ? sql`desc` : sql`asc`}`;

/**
 * Loads a question of the draft for somebody who may edit its course; to everyone else it does not exist, since it carries
 * the key.
 */
export async function accessQuestion(
  ctx: Ctx,
  questionId: string,
): Promise<{ question: QuestionRow; course_id: string }> {
  const place = await selectQuestionPlace(ctx.db, questionId);
  if (!place) throw notFound('question');
  const { can_edit } = await accessQuiz(ctx, place.quiz_id, 'read').catch(asMissing('question'));
  const question = can_edit ? await selectQuestion(ctx.db, questionId) : undefined;
  if (!question) throw notFound('question');
  return { question, course_id: place.course_id };
}

export const asMissing =
  (noun: string) =>
  (error: unknown): never => {
    throw error instanceof AppError && error.code === 'record.not-found' ? notFound(noun) : error;
  };

export async function getQuestion(ctx: Ctx, questionId: string): Promise<Question> {
  const { question } = await accessQuestion(ctx, questionId);
  return presentQuestion(question, await selectChoices(ctx.db, [questionId]));
}

export async function createQuestion(
  ctx: Ctx,
  { quiz_id: quizId, ...input }: QuestionInput,
  option: DraftOption = {},
): Promise<Question> {
  const { quiz } = await accessQuiz(ctx, quizId, 'update');
  const questionId = await changeStructure(ctx, quiz.course_id, option, (ctx) =>
    addQuestion(ctx, quizId, input),
  );
  return getQuestion(ctx, questionId);
}

/** Writes one new question with its choices. The caller holds the course's lock. @param path  prefix of field names in errors */
export async function addQuestion(
  ctx: Ctx,
  quizId: string,
  input: QuestionDraft,
  path = '',
): Promise<string> {
  const before = await selectQuestionIds(ctx.db, quizId);
  if (before.length >= maxQuestionsPerQuiz)
    throw invalidField(`${path}text`, `A quiz has at most ${maxQuestionsPerQuiz} questions`);
  const questionId = newId();
  const answer = input.answer ?? null;
  const given = readChoices(input.choices ?? [], [], answer, path);
  const kind = input.kind ?? kindFor(null, answer, given);
  await insertQuestion(ctx.db, {
    id: questionId,
    quiz_id: quizId,
    kind,
    text: input.text,
    answer,
    settings: input.settings ?? {},
    points: input.points ?? 1,
    feedback: input.feedback ?? '',
  });
  await writeChoices(ctx, questionId, choicesOfKind(kind, answer, given));
  if (input.order !== undefined)
    await renumberQuestions(ctx.db, withMoved([...before, questionId], questionId, input.order));
  await touchQuiz(ctx.db, quizId);
  return questionId;
}

export async function updateQuestion(
  ctx: Ctx,
  questionId: string,
  input: QuestionPatch,
  option: DraftOption = {},
): Promise<Question> {
  const { course_id: courseId } = await accessQuestion(ctx, questionId);
  await changeStructure(ctx, courseId, option, async (ctx) => {
    const question = await existingQuestion(ctx, questionId);
    const { order, choices, kind: namedKind, ...fields } = input;
    const known = await selectChoices(ctx.db, [questionId]);
    const answer = input.answer === undefined ? question.answer : input.answer;
    const next = choices === undefined ? known : readChoices(choices, known, answer, '');
    const kind = namedKind ?? kindFor(question.kind, answer, choices === undefined ? [] : next);
    await updateQuestionRow(ctx.db, questionId, { ...fields, kind });
    if (choices !== undefined || kind !== question.kind)
      await writeChoices(ctx, questionId, choicesOfKind(kind, answer, next));
    if (order !== undefined)
      await renumberQuestions(
        ctx.db,
        withMoved(await selectQuestionIds(ctx.db, question.quiz_id), questionId, order),
      );
    await touchQuiz(ctx.db, question.quiz_id);
  });
  return getQuestion(ctx, questionId);
}

export async function deleteQuestion(ctx: Ctx, questionId: string, option: DraftOption = {}): Promise<null> {
  const { course_id: courseId } = await accessQuestion(ctx, questionId);
  return changeStructure(ctx, courseId, option, async (ctx) => {
    const { quiz_id: quizId } = await existingQuestion(ctx, questionId);
    await deleteQuestionRow(ctx.db, questionId);
    await renumberQuestions(ctx.db, await selectQuestionIds(ctx.db, quizId));
    await touchQuiz(ctx.db, quizId);
    return null;
  });
}

/** Read again under the lock: the row seen by the access check may have changed or gone since. */
export async function existingQuestion(ctx: Ctx, questionId: string): Promise<QuestionRow> {
  const question = await selectQuestion(ctx.db, questionId);
  if (!question) throw notFound('question');
  return question;
}

function readChoices(
  given: NonNullable<QuestionDraft['choices']>,
  known: DraftChoice[],
  answer: string | null,
  path: string,
): DraftChoice[] {
  const ids = given.flatMap((choice) => choice.id ?? []);
  for (const [index, { id }] of given.entries()) {
    if (id === undefined) continue;
    if (!known.some((choice) => choice.id === id))
      throw invalidField(`${path}choices.${index}.id`, 'Not a choice of this question');
    if (ids.indexOf(id) !== ids.lastIndexOf(id))
      throw invalidField(`${path}choices.${index}.id`, 'Named twice');
  }
  return completeChoices(given, known, answer);
}

/** A text question keeps no choices; a statement has its two unless the author wrote two of their own. */
function choicesOfKind(kind: QuestionKind, answer: string | null, choices: DraftChoice[]): DraftChoice[] {
  if (!hasChoices(kind)) return [];
  return kind === 'true_false' && choices.length !== 2 ? trueFalseChoices(answer) : choices;
}

export const writeChoices = (ctx: Ctx, questionId: string, choices: DraftChoice[]): Promise<void> =>
  replaceChoices(
    ctx.db,
    questionId,
    choices.map((choice) => ({ ...choice, id: choice.id ?? newId() })),
  );
