/** The attempt that would be next: one place for starting and for handing in at once. */
import { randomInt } from 'node:crypto';
import type { Ctx, UserActor } from '#server/platform/context.ts';
import { AppError } from '#server/platform/errors.ts';
import { newId } from '#server/platform/ids.ts';
import type { QuizAccess } from './assessment.policy.ts';
import { deadlineOf } from './attempts.rules.ts';
import type { NewAttempt } from './attempts.sql.ts';
import type { QuizDefinition } from './definition.ts';

/** @param access  from `accessQuiz(…, 'take')`, so the quiz is published and the actor has a seat */
export const planAttempt = (
  ctx: Ctx,
  { quiz, seat }: QuizAccess,
  definition: QuizDefinition,
): NewAttempt => ({
  id: newId(ctx.now.getTime()),
  quiz_id: quiz.id,
  quiz_version_id: quiz.version_id!,
  enrollment_id: seat!.enrollment_id,
  student_id: (ctx.actor as UserActor).user_id,
  seed: randomInt(2 ** 31),
  started_at: ctx.now,
  deadline_at: deadlineOf(definition, ctx.now),
  max_attempts: definition.max_attempts,
});

export const limitReached = (definition: QuizDefinition): AppError =>
  new AppError('attempt.limit-reached', { params: { limit: definition.max_attempts } });

/** How often a start is tried again after another request of the same person moved the state on; beyond what people do. */
export const startRounds = 5;
