/** Assessment's part in a course's life: freezing quizzes at publication, the publish checklist, copying a course. */
import type { CourseExtension } from '#server/features/catalog/index.ts';
import type { Ctx } from '#server/platform/context.ts';
import { newId } from '#server/platform/ids.ts';
import { contentHash, draftsOf, type QuizDraft, quizDefinition, quizProblems } from './freezing.rules.ts';
import { insertQuestion, replaceChoices, selectChoicesOfQuizzes, selectQuestions } from './questions.sql.ts';
import {
  freezeDefinitions,
  insertQuiz,
  type QuizRow,
  selectLiveQuizzes,
  selectQuizzesOfLessons,
  updateQuizRow,
} from './quizzes.sql.ts';

export async function loadDrafts(ctx: Ctx, quizzes: QuizRow[]): Promise<QuizDraft[]> {
  const ids = quizzes.map((quiz) => quiz.id);
  const questions = await selectQuestions(ctx.db, ids);
  const choices = await selectChoicesOfQuizzes(ctx.db, ids);
  return draftsOf(quizzes, questions, choices);
}

const loadDefinitions = async (ctx: Ctx, courseId: string) =>
  (await loadDrafts(ctx, await selectLiveQuizzes(ctx.db, courseId))).map((draft) => ({
    quiz: draft.quiz,
    definition: quizDefinition(draft),
  }));

/**
 * Freezes what is ready. A quiz that is not - a question without its right choice, because a client of the documents adds
 * question and choices one by one - keeps the version it had, so learners never meet a question that cannot be answered.
 */
async function freeze(ctx: Ctx, courseId: string): Promise<void> {
  const definitions = await loadDefinitions(ctx, courseId);
  const ready = definitions.filter(({ definition }) => quizProblems(definition).length === 0);
  await freezeDefinitions(
    ctx.db,
    courseId,
    ready.map(({ quiz, definition }) => ({
      id: newId(),
      quiz_id: quiz.id,
      content_hash: contentHash(definition),
      definition,
    })),
  );
}

async function problems(ctx: Ctx, courseId: string) {
  const definitions = await loadDefinitions(ctx, courseId);
  return definitions.flatMap(({ quiz, definition }) =>
    quizProblems(definition).map((problem) => ({ ...problem, lesson_id: quiz.lesson_id })),
  );
}

async function copy(
  ctx: Ctx,
  copied: { course_id: string; lesson_ids: ReadonlyMap<string, string> },
): Promise<void> {
  const drafts = await loadDrafts(ctx, await selectQuizzesOfLessons(ctx.db, [...copied.lesson_ids.keys()]));
  for (const draft of drafts)
    await copyQuiz(ctx, draft, copied.course_id, copied.lesson_ids.get(draft.quiz.lesson_id ?? '') ?? null);
}

async function copyQuiz(
  ctx: Ctx,
  draft: QuizDraft,
  courseId: string,
  lessonId: string | null,
): Promise<void> {
  const quizId = newId();
  const { title, questions, ...settings } = quizDefinition(draft);
  await insertQuiz(ctx.db, { id: quizId, course_id: courseId, lesson_id: lessonId, title });
  await updateQuizRow(ctx.db, quizId, settings);
  for (const { choices, ...question } of questions) {
    const questionId = newId();
    await insertQuestion(ctx.db, { ...question, id: questionId, quiz_id: quizId });
    await replaceChoices(
      ctx.db,
      questionId,
      choices.map((choice) => ({ ...choice, id: newId() })),
    );
  }
}

export const courseExtension: CourseExtension = { name: 'assessment', freeze, problems, copy };
