/** Attempts: start or go on, read the paper, list. */
import type { FastifyRequest } from 'fastify';
import type { AttemptPaper, QuizStanding } from '#contract/assessment.ts';
import type { Ctx } from '#server/platform/context.ts';
import { inTransaction } from '#server/platform/db/in-transaction.ts';
import { all, identifier, type Sql, sql } from '#server/platform/db/sql.ts';
import { AppError } from '#server/platform/errors.ts';
import { cursorPage, decodeCursor, offsetOf, offsetPage } from '#server/platform/http/paging.ts';
import { HttpReply } from '#server/platform/http/reply.ts';
import { enqueue } from '#server/platform/jobs/jobs.ts';
import { closeAttemptJob } from './assessment.jobs.ts';
import { accessAttempt, accessQuiz, visibleAttempts } from './assessment.policy.ts';
import { limitReached, planAttempt, startRounds } from './attempts.plan.ts';
import { presentAttempt, presentListedAttempt } from './attempts.present.ts';
import { attemptsLeft, closesAt, isOverdue, orderFor } from './attempts.rules.ts';
import {
  countAttempts,
  insertAttempt,
  type NewAttempt,
  selectAnswers,
  selectAttempt,
  selectAttemptPage,
  selectStanding,
  type WholeAttemptRow,
} from './attempts.sql.ts';
import { closeAttempt } from './grading.service.ts';
import { presentOpenQuestion } from './quizzes.present.ts';
import { getDefinition } from './versions.service.ts';

/** One person's standing, and the seed of the attempt that is open, so that its order can be shown. */
export async function getStanding(
  ctx: Ctx,
  quizId: string,
  enrollmentId: string,
  maxAttempts: number | null,
): Promise<{ standing: QuizStanding; open_seed: number | null }> {
  const { used, open_seed, ...standing } = await selectStanding(ctx.db, quizId, enrollmentId);
  return {
    standing: { ...standing, attempts_used: used, attempts_left: attemptsLeft(maxAttempts, used) },
    open_seed,
  };
}

/**
 * Starts the next attempt (201) or goes on with the open one (200): there is never more than one open.
 *
 * @throws AppError `attempt.limit-reached` with the limit; `access.denied` for people who are not enrolled
 */
export async function startAttempt(ctx: Ctx, quizId: string): Promise<HttpReply> {
  const access = await accessQuiz(ctx, quizId, 'take');
  const definition = await getDefinition(ctx, access.quiz.version_id!);
  for (let round = 0; round < startRounds; round++) {
    const attempt = planAttempt(ctx, access, definition);
    if (await openAttempt(ctx, attempt))
      return new HttpReply({ status: 201, body: await getAttempt(ctx, attempt.id) });
    const standing = await selectStanding(ctx.db, quizId, attempt.enrollment_id);
    if (standing.open_attempt_id) {
      const open = await selectAttempt(ctx.db, standing.open_attempt_id);
      if (open && !isOverdue(open, ctx.now))
        return new HttpReply({ status: 200, body: await paperOf(ctx, open) });
      await closeAttempt(ctx, standing.open_attempt_id, 'server');
    } else if (attemptsLeft(definition.max_attempts, standing.used) === 0) throw limitReached(definition);
  }
  throw new AppError('service.unavailable', { retry_after: 1 });
}

/** The attempt and, with a time limit, the job that hands it in when nobody does. */
const openAttempt = (ctx: Ctx, attempt: NewAttempt): Promise<boolean> => {
  const { deadline_at: deadline } = attempt;
  if (deadline === null) return insertAttempt(ctx.db, attempt).then(Boolean);
  return inTransaction(ctx, async (ctx) => {
    const made = await insertAttempt(ctx.db, attempt);
    if (made)
      await enqueue(
        ctx.db,
        closeAttemptJob,
        { attempt_id: attempt.id },
        { job_key: `close-attempt:${attempt.id}`, run_at: closesAt(deadline) },
      );
    return Boolean(made);
  });
};

export async function getAttempt(ctx: Ctx, attemptId: string): Promise<AttemptPaper> {
  return paperOf(ctx, await accessAttempt(ctx, attemptId, 'own'));
}

async function paperOf(ctx: Ctx, attempt: WholeAttemptRow): Promise<AttemptPaper> {
  const definition = await getDefinition(ctx, attempt.quiz_version_id);
  const answers = await selectAnswers(ctx.db, attempt.id);
  const { used } = await selectStanding(ctx.db, attempt.quiz_id, attempt.enrollment_id);
  return {
    ...presentAttempt(attempt, definition.title),
    course_title: attempt.course_title,
    server_now: ctx.now.toISOString(),
    pass_percent: definition.pass_percent,
    time_limit_seconds: definition.time_limit_seconds,
    max_attempts: definition.max_attempts,
    attempts_left: attemptsLeft(definition.max_attempts, used),
    questions: orderFor(definition, attempt.seed).map(presentOpenQuestion),
    answers,
  };
}

type ListQuery = {
  page: number;
  page_size: number;
  cursor?: string;
  search?: string;
  quiz?: string;
  course?: string;
  student?: string;
  submitted?: boolean;
  ordering: string;
};

/** Own attempts and, for those who edit the course, everyone's. `cursor=` pages by the time of starting. */
export async function listAttempts(ctx: Ctx, query: ListQuery, request: FastifyRequest) {
  const search = query.search?.trim();
  const where = all([
    visibleAttempts(ctx.actor),
    query.quiz && sql`a.quiz_id = ${query.quiz}`,
    query.course && sql`q.course_id = ${query.course}`,
    query.student && sql`a.student_id = ${query.student}`,
    query.submitted !== undefined && sql`(a.submitted_at is not null) = ${query.submitted}`,
    search &&
      sql`a.student_id in (select user_id from v_identity_people where search_normal(display_name) like '%' || search_normal(${search}) || '%')`,
  ]);
  if (query.cursor !== undefined)
    return listByCursor(ctx, { ...query, cursor: query.cursor }, where, request);
  const direction = query.ordering.startsWith('-') ? sql`desc nulls last` : sql`asc nulls last`;
  const order = sql`a.${identifier(query.ordering.replace('-', ''))} ${direction}, a.id`;
  const rows = await selectAttemptPage(ctx.db, {
    where,
    order,
    limit: query.page_size,
    offset: offsetOf(query),
  });
  return offsetPage(request, query, await countAttempts(ctx.db, where), rows.map(presentListedAttempt));
}

async function listByCursor(
  ctx: Ctx,
  query: ListQuery & { cursor: string },
  where: Sql,
  request: FastifyRequest,
) {
  const after = decodeCursor(query.cursor, 2);
  const from = all([
    where,
    after && sql`(a.started_at, a.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`,
  ]);
  const rows = await selectAttemptPage(ctx.db, {
    where: from,
    order: sql`a.started_at desc, a.id desc`,
    limit: query.page_size + 1,
    offset: 0,
  });
  return cursorPage(request, query, rows, (row) => [row.started_at, row.id], presentListedAttempt);
}
