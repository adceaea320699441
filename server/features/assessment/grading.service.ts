/** Handing in: by the learner, by the server at the deadline, or start, answers and hand-in at once. */
import type { Answer, AttemptResult, Submission, SubmittedAnswer } from '#contract/assessment.ts';
import { completeLesson, recordLessonScore } from '#server/features/enrollment/index.ts';
import type { Ctx } from '#server/platform/context.ts';
import { inTransaction } from '#server/platform/db/in-transaction.ts';
import { AppError, notFound } from '#server/platform/errors.ts';
import { wakeDispatcher } from '#server/platform/facts/wake.ts';
import { readAnswers } from './answers.rules.ts';
import { accessAttempt, accessQuiz } from './assessment.policy.ts';
import { limitReached, planAttempt, startRounds } from './attempts.plan.ts';
import { feedbackOf, presentSubmitted } from './attempts.present.ts';
import { attemptsLeft, isOverdue, orderFor } from './attempts.rules.ts';
import {
  type AttemptRow,
  closeAttemptRow,
  type Grade,
  insertGradedAttempt,
  isSubmitted,
  lockAttempt,
  type NewAttempt,
  overwriteAnswers,
  type SubmittedRow,
  selectAnswers,
  selectSeatOfAttempt,
  selectStanding,
  type WholeAttemptRow,
} from './attempts.sql.ts';
import type { Answers, QuizDefinition } from './definition.ts';
import { presentOpenQuestion } from './quizzes.present.ts';
import { scoreAttempt } from './scoring.rules.ts';
import { getDefinition } from './versions.service.ts';

/**
 * Hands in an open attempt and answers with its result. Repeating it, also at the same moment, answers with the same
 * result: the attempt is graded once.
 *
 * @throws AppError `record.not-found` for somebody else's attempt
 */
export async function submitAttempt(ctx: Ctx, attemptId: string): Promise<AttemptResult> {
  const attempt = await accessAttempt(ctx, attemptId, 'own');
  if (attempt.submitted_at === null)
    await closeAttempt(ctx, attemptId, isOverdue(attempt, ctx.now) ? 'server' : 'learner');
  return getAttemptResult(ctx, attemptId);
}

/**
 * Grades what is saved and closes the attempt, with its score, its lesson and its facts in one transaction. Does nothing to
 * an attempt that is closed already.
 */
export function closeAttempt(ctx: Ctx, attemptId: string, submittedBy: Grade['submitted_by']): Promise<void> {
  return inTransaction(ctx, async (ctx) => {
    const attempt = await lockAttempt(ctx.db, attemptId);
    if (!attempt || attempt.submitted_at !== null) return;
    await grade(ctx, attempt, submittedBy);
  });
}

/** Grades an attempt whose lock the caller holds. Answers are read after the lock was won, so none that was saved is missed. */
async function grade(ctx: Ctx, attempt: AttemptRow, submittedBy: Grade['submitted_by']): Promise<void> {
  const definition = await getDefinition(ctx, attempt.quiz_version_id);
  const score = scoreAttempt(definition, answersOf(await selectAnswers(ctx.db, attempt.id)));
  await closeAttemptRow(ctx, attempt, { score, submitted_by: submittedBy, at: ctx.now });
  ctx.db.afterCommit(wakeDispatcher);
  const seat = await selectSeatOfAttempt(ctx.db, attempt);
  // An enrollment that ended meanwhile, or a lesson that was taken out, no longer moves; the score itself is kept.
  if (attempt.lesson_id && seat.takes_progress)
    await recordOnLesson(ctx, { ...attempt, lesson_id: attempt.lesson_id }, score);
}

const answersOf = (rows: { question_id: string; answer: Answer }[]): Map<string, Answer> =>
  new Map(rows.map((row) => [row.question_id, row.answer]));

/** A pass completes the lesson (L-89); a fail leaves it as it was and keeps the score (L-90). @returns the course percentage when it is known */
async function recordOnLesson(
  ctx: Ctx,
  attempt: { enrollment_id: string; lesson_id: string },
  score: { percent: number; passed: boolean },
): Promise<number | null> {
  const scored = {
    enrollment_id: attempt.enrollment_id,
    lesson_id: attempt.lesson_id,
    score_percent: score.percent,
  };
  if (score.passed) return (await completeLesson(ctx, scored)).percent;
  await recordLessonScore(ctx, { ...scored, passed: false });
  return null;
}

/**
 * Starts, answers and hands in at once (L-88). An attempt that is open already is the one that is answered and handed in.
 *
 * @throws AppError `attempt.not-started` when the quiz has a time limit and no attempt is open, `attempt.limit-reached`,
 *   `attempt.too-late`, `input.invalid` naming the answers that do not fit
 */
export async function createSubmission(
  ctx: Ctx,
  input: { quiz_id: string; answers: SubmittedAnswer[] },
): Promise<Submission> {
  const access = await accessQuiz(ctx, input.quiz_id, 'take');
  const definition = await getDefinition(ctx, access.quiz.version_id!);
  const answers = readAnswers(definition, input.answers);
  const fresh = {
    course_id: access.quiz.course_id,
    lesson_id: access.quiz.lesson_id,
    progress_percent: access.seat!.percent,
  };
  for (let round = 0; round < startRounds; round++) {
    const attempt = planAttempt(ctx, access, definition);
    const timed = definition.time_limit_seconds !== null;
    const made = timed ? null : await submitAtOnce(ctx, { attempt, ...fresh }, definition, answers);
    if (made) return made;
    const standing = await selectStanding(ctx.db, attempt.quiz_id, attempt.enrollment_id);
    if (standing.open_attempt_id) return submitOpen(ctx, standing.open_attempt_id, input.answers);
    if (attemptsLeft(definition.max_attempts, standing.used) === 0) throw limitReached(definition);
    if (timed) throw new AppError('attempt.not-started');
  }
  throw new AppError('service.unavailable', { retry_after: 1 });
}

type Fresh = { attempt: NewAttempt; course_id: string; lesson_id: string | null; progress_percent: number };

/** The usual case: one statement writes the finished attempt. @returns null when an attempt is open or the limit is reached */
function submitAtOnce(
  ctx: Ctx,
  fresh: Fresh,
  definition: QuizDefinition,
  answers: Map<string, Answer>,
): Promise<Submission | null> {
  const { attempt } = fresh;
  const score = scoreAttempt(definition, answers);
  return inTransaction(ctx, async (ctx) => {
    const made = await insertGradedAttempt(ctx, attempt, fresh.course_id, answers, {
      score,
      submitted_by: 'learner',
      at: ctx.now,
    });
    if (!made) return null;
    ctx.db.afterCommit(wakeDispatcher);
    const moved =
      fresh.lesson_id === null
        ? null
        : await recordOnLesson(
            ctx,
            { enrollment_id: attempt.enrollment_id, lesson_id: fresh.lesson_id },
            score,
          );
    const row: SubmittedRow = {
      ...attempt,
      course_id: fresh.course_id,
      lesson_id: fresh.lesson_id,
      number: made.number,
      started_at: ctx.now.toISOString(),
      deadline_at: null,
      submitted_at: ctx.now.toISOString(),
      submitted_by: 'learner',
      score: String(score.score),
      max_score: String(score.max_score),
      percent: score.percent,
      passed: score.passed,
      outcome: score.questions,
    };
    return submissionOf(row, definition, answers, {
      used: made.number,
      progress_percent: moved ?? fresh.progress_percent,
    });
  });
}

async function submitOpen(ctx: Ctx, attemptId: string, sent: SubmittedAnswer[]): Promise<Submission> {
  await inTransaction(ctx, async (ctx) => {
    const attempt = await lockAttempt(ctx.db, attemptId);
    if (!attempt || attempt.submitted_at !== null) throw new AppError('attempt.closed');
    if (isOverdue(attempt, ctx.now))
      throw new AppError('attempt.too-late', { params: { deadline_at: attempt.deadline_at } });
    const definition = await getDefinition(ctx, attempt.quiz_version_id);
    await overwriteAnswers(ctx.db, attempt.id, readAnswers(definition, sent), ctx.now);
    await grade(ctx, attempt, 'learner');
  });
  return getSubmission(ctx, attemptId);
}

/** @throws AppError `record.not-found` while the attempt is open: it has no result yet */
export async function getSubmission(ctx: Ctx, attemptId: string): Promise<Submission> {
  const { attempt, definition } = await accessSubmitted(ctx, attemptId);
  return storedSubmission(ctx, attempt, definition);
}

/** The submission with its questions in the order this attempt asked them. */
export async function getAttemptResult(ctx: Ctx, attemptId: string): Promise<AttemptResult> {
  const { attempt, definition } = await accessSubmitted(ctx, attemptId);
  return {
    ...(await storedSubmission(ctx, attempt, definition)),
    course_title: attempt.course_title,
    student_name: attempt.student_name,
    questions: orderFor(definition, attempt.seed).map(presentOpenQuestion),
  };
}

async function accessSubmitted(
  ctx: Ctx,
  attemptId: string,
): Promise<{ attempt: WholeAttemptRow & SubmittedRow; definition: QuizDefinition }> {
  const attempt = await accessAttempt(ctx, attemptId, 'read');
  if (!isSubmitted(attempt)) throw notFound('result');
  return { attempt, definition: await getDefinition(ctx, attempt.quiz_version_id) };
}

async function storedSubmission(
  ctx: Ctx,
  attempt: SubmittedRow,
  definition: QuizDefinition,
): Promise<Submission> {
  const answers = answersOf(await selectAnswers(ctx.db, attempt.id));
  const { percent, used } = await selectSeatOfAttempt(ctx.db, attempt);
  return submissionOf(attempt, definition, answers, { used, progress_percent: percent });
}

function submissionOf(
  attempt: SubmittedRow,
  definition: QuizDefinition,
  answers: Answers,
  seat: { used: number; progress_percent: number },
): Submission {
  return {
    ...presentSubmitted(attempt, definition.title),
    feedback_mode: definition.feedback_mode,
    feedback: feedbackOf(definition, attempt.outcome, answers, attempt.passed),
    attempts_left: attemptsLeft(definition.max_attempts, seat.used),
    pass_percent: definition.pass_percent,
    progress_percent: seat.progress_percent,
  };
}
