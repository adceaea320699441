/** Choices one by one, as both documents' clients write them; the question's kind follows its choices. */
import type { FastifyRequest } from 'fastify';
import {
  type Choice,
  type ChoiceInput,
  type ChoicePatch,
  maxChoicesPerQuestion,
} from '#contract/assessment.ts';
import { changeStructure, type DraftOption, withMoved } from '#server/features/catalog/index.ts';
import type { Ctx } from '#server/platform/context.ts';
import { all, sql } from '#server/platform/db/sql.ts';
import { invalidField, notFound } from '#server/platform/errors.ts';
import { offsetOf, offsetPage } from '#server/platform/http/paging.ts';
import { newId } from '#server/platform/ids.ts';
import { editableCourse } from './assessment.policy.ts';
import { type DraftChoice, kindFor, saysAnswer } from './questions.rules.ts';
import { accessQuestion, asMissing, existingQuestion, orderBy, writeChoices } from './questions.service.ts';
import {
  type QuestionRow,
  selectChoicePage,
  selectChoicePlace,
  selectChoices,
  updateQuestionRow,
} from './questions.sql.ts';
import { presentChoice } from './quizzes.present.ts';
import { touchQuiz } from './quizzes.sql.ts';

type ChoiceQuery = {
  page: number;
  page_size: number;
  search?: string;
  question?: string;
  question_id?: string;
  ordering: string;
};

export async function listChoices(ctx: Ctx, query: ChoiceQuery, request: FastifyRequest) {
  const questionId = query.question ?? query.question_id;
  const search = query.search?.trim();
  const rows = await selectChoicePage(ctx.db, {
    where: all([
      editableCourse(ctx.actor, 'q.course_id'),
      questionId && sql`c.question_id = ${questionId}`,
      search && sql`search_normal(c.text) like '%' || search_normal(${search}) || '%'`,
    ]),
    order: orderBy('c', query.ordering),
    limit: query.page_size,
    offset: offsetOf(query),
  });
  return offsetPage(
    request,
    query,
    rows[0]?.matching ?? 0,
    rows.map(({ matching, ...row }) => presentChoice(row)),
  );
}

async function accessChoice(
  ctx: Ctx,
  choiceId: string,
): Promise<{ question: QuestionRow; course_id: string }> {
  const place = await selectChoicePlace(ctx.db, choiceId);
  if (!place) throw notFound('choice');
  return accessQuestion(ctx, place.question_id).catch(asMissing('choice'));
}

export async function getChoice(ctx: Ctx, choiceId: string): Promise<Choice> {
  const { question } = await accessChoice(ctx, choiceId);
  return existingChoice(ctx, question.id, choiceId);
}

/** Without `is_correct` the choice is right when it equals the question's `answer`. */
export async function createChoice(
  ctx: Ctx,
  { question_id: questionId, ...input }: ChoiceInput,
  option: DraftOption = {},
): Promise<Choice> {
  const { course_id: courseId } = await accessQuestion(ctx, questionId);
  const choiceId = newId();
  return changeStructure(ctx, courseId, option, async (ctx) => {
    const question = await existingQuestion(ctx, questionId);
    const known = await selectChoices(ctx.db, [questionId]);
    if (known.length >= maxChoicesPerQuestion)
      throw invalidField('question_id', `A question has at most ${maxChoicesPerQuestion} choices`);
    const choice = {
      id: choiceId,
      text: input.text,
      is_correct: input.is_correct ?? saysAnswer(input.text, question.answer),
      feedback: input.feedback ?? '',
    };
    await rewriteChoices(ctx, question, withPlaced([...known, choice], choiceId, input.order));
    return existingChoice(ctx, questionId, choiceId);
  });
}

export async function updateChoice(
  ctx: Ctx,
  choiceId: string,
  { order, ...fields }: ChoicePatch,
  option: DraftOption = {},
): Promise<Choice> {
  const { question: seen, course_id: courseId } = await accessChoice(ctx, choiceId);
  return changeStructure(ctx, courseId, option, async (ctx) => {
    const question = await existingQuestion(ctx, seen.id);
    const known = await selectChoices(ctx.db, [seen.id]);
    const before = await existingChoice(ctx, seen.id, choiceId);
    const changed = known.map((choice) => (choice.id === choiceId ? { ...choice, ...fields } : choice));
    await rewriteChoices(
      ctx,
      question,
      order === undefined || order === before.order ? changed : withPlaced(changed, choiceId, order),
    );
    return existingChoice(ctx, seen.id, choiceId);
  });
}

export async function deleteChoice(ctx: Ctx, choiceId: string, option: DraftOption = {}): Promise<null> {
  const { question: seen, course_id: courseId } = await accessChoice(ctx, choiceId);
  return changeStructure(ctx, courseId, option, async (ctx) => {
    const question = await existingQuestion(ctx, seen.id);
    await existingChoice(ctx, seen.id, choiceId);
    const rest = (await selectChoices(ctx.db, [seen.id])).filter((choice) => choice.id !== choiceId);
    await rewriteChoices(ctx, question, rest);
    return null;
  });
}

async function existingChoice(ctx: Ctx, questionId: string, choiceId: string): Promise<Choice> {
  const choice = (await selectChoices(ctx.db, [questionId])).find((one) => one.id === choiceId);
  if (!choice) throw notFound('choice');
  return presentChoice(choice);
}

type KeptChoice = DraftChoice & { id: string };

function withPlaced(choices: KeptChoice[], choiceId: string, order: number | undefined): KeptChoice[] {
  const ids = withMoved(
    choices.map((choice) => choice.id),
    choiceId,
    order,
  );
  return ids.flatMap((id) => choices.find((choice) => choice.id === id) ?? []);
}

/** Writes the choices and lets the question's kind follow them: a second right choice makes it multiple choice. */
async function rewriteChoices(ctx: Ctx, question: QuestionRow, choices: KeptChoice[]): Promise<void> {
  await writeChoices(ctx, question.id, choices);
  await updateQuestionRow(ctx.db, question.id, { kind: kindFor(question.kind, question.answer, choices) });
  await touchQuiz(ctx.db, question.quiz_id);
}
