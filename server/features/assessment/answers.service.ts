/** Saving answers while an attempt runs: one statement per save, also for a whole backlog after being offline. */
import type { AnswerInput, SubmittedAnswer } from '#contract/assessment.ts';
import { entries } from '#server/platform/cache/entries.ts';
import type { Ctx, UserActor } from '#server/platform/context.ts';
import { AppError, notFound } from '#server/platform/errors.ts';
import { services } from '#server/platform/services.ts';
import { readAnswer, readAnswers } from './answers.rules.ts';
import { accessAttempt } from './assessment.policy.ts';
import { type AnswerToSave, upsertAnswers } from './attempts.sql.ts';
import type { QuizDefinition } from './definition.ts';
import { getDefinition } from './versions.service.ts';

/**
 * The questions of the version an attempt was started on. Which version that is never changes, so it is remembered;
 * whose attempt it is is asked of the database at every save.
 */
async function paperOf(ctx: Ctx, attemptId: string): Promise<QuizDefinition> {
  const versionId = await services().cache.remember(
    entries.attempt,
    { attempt_id: attemptId, user_id: (ctx.actor as UserActor).user_id },
    async () => (await accessAttempt(ctx, attemptId, 'own')).quiz_version_id,
  );
  return getDefinition(ctx, versionId);
}

/**
 * Keeps one answer as typed.
 *
 * @param input.sequence  the client's counter; a save that is not newer than the kept one changes nothing and is answered
 *   with what is kept
 * @throws AppError `attempt.too-late` after deadline and grace, `attempt.closed` once handed in
 */
export async function saveAnswer(
  ctx: Ctx,
  attemptId: string,
  questionId: string,
  input: { answer: AnswerInput; sequence: number },
) {
  const answer = readAnswer(await paperOf(ctx, attemptId), questionId, input.answer);
  if (!answer) throw notFound('question');
  return save(ctx, attemptId, [{ question_id: questionId, answer, sequence: input.sequence }]);
}

/** The same for several questions at once; all of them or, when one does not fit its question, none. */
export async function saveAnswers(
  ctx: Ctx,
  attemptId: string,
  inputs: { question_id: string; answer: AnswerInput; sequence: number }[],
) {
  const sent: SubmittedAnswer[] = inputs.map(({ question_id, answer }) => ({ question_id, ...answer }));
  const answers = readAnswers(await paperOf(ctx, attemptId), sent);
  return save(
    ctx,
    attemptId,
    inputs.map(({ question_id, sequence }) => ({ question_id, answer: answers.get(question_id)!, sequence })),
  );
}

async function save(ctx: Ctx, attemptId: string, answers: AnswerToSave[]) {
  const outcome = await upsertAnswers(ctx.db, attemptId, (ctx.actor as UserActor).user_id, answers, ctx.now);
  if (!outcome) throw notFound('attempt');
  if (outcome.submitted) throw new AppError('attempt.closed');
  if (outcome.late) throw new AppError('attempt.too-late', { params: { deadline_at: outcome.deadline_at } });
  return { answers: outcome.answers, deadline_at: outcome.deadline_at, server_now: ctx.now.toISOString() };
}
