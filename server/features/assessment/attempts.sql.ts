/** Queries on attempts, their answers and their scores. Limits are constraints: nothing here is checked first and written later. */
import type { Answer } from '#contract/assessment.ts';
import type { Ctx } from '#server/platform/context.ts';
import type { Db } from '#server/platform/db/database.ts';
import { type Sql, sql } from '#server/platform/db/sql.ts';
import { factRow } from '#server/platform/facts/publish.ts';
import { newId } from '#server/platform/ids.ts';
import { graceSeconds } from './attempts.rules.ts';
import type { QuestionOutcome, Score } from './scoring.rules.ts';

export type AttemptRow = {
  id: string;
  quiz_id: string;
  quiz_version_id: string;
  course_id: string;
  lesson_id: string | null;
  enrollment_id: string;
  student_id: string;
  number: number;
  seed: number;
  started_at: string;
  deadline_at: string | null;
  submitted_at: string | null;
  submitted_by: 'learner' | 'server' | null;
  /** numeric as text, like max_score */
  score: string | null;
  max_score: string | null;
  percent: number | null;
  passed: boolean | null;
  outcome: QuestionOutcome[] | null;
};

/** An attempt that was handed in: what the database promises by `attempts_submitted_check`. */
export type SubmittedRow = AttemptRow & {
  submitted_at: string;
  submitted_by: 'learner' | 'server';
  score: string;
  max_score: string;
  percent: number;
  passed: boolean;
  outcome: QuestionOutcome[];
};
export const isSubmitted = <Row extends AttemptRow>(row: Row): row is Row & SubmittedRow =>
  row.submitted_at !== null;

const attemptColumns = sql`a.id, a.quiz_id, a.quiz_version_id, q.course_id, q.lesson_id, a.enrollment_id, a.student_id, a.number, a.seed,
  a.started_at, a.deadline_at, a.submitted_at, a.submitted_by, a.score, a.max_score, a.percent, a.passed, a.outcome`;

export type WholeAttemptRow = AttemptRow & { course_title: string; student_name: string };

export const selectAttempt = (db: Db, attemptId: string): Promise<WholeAttemptRow | undefined> =>
  db.maybe(sql`
    select ${attemptColumns}, c.title as course_title, p.display_name as student_name
      from attempts a
      join quizzes q on q.id = a.quiz_id
      join v_catalog_published_courses c on c.course_id = q.course_id
      join v_identity_people p on p.user_id = a.student_id
     where a.id = ${attemptId}`);

/** Locks the attempt until the transaction ends; saves of answers wait, and then find it closed. */
export const lockAttempt = (db: Db, attemptId: string): Promise<AttemptRow | undefined> =>
  db.maybe(
    sql`select ${attemptColumns} from attempts a join quizzes q on q.id = a.quiz_id where a.id = ${attemptId} for no key update of a`,
  );

export type StandingRow = {
  used: number;
  open_attempt_id: string | null;
  open_seed: number | null;
  best_percent: number | null;
  passed: boolean;
};

export const selectStanding = (db: Db, quizId: string, enrollmentId: string): Promise<StandingRow> =>
  db.one(sql`
    select coalesce(max(number), 0) as used, max(percent) as best_percent, coalesce(bool_or(passed), false) as passed,
           (array_agg(id) filter (where submitted_at is null))[1] as open_attempt_id,
           (array_agg(seed) filter (where submitted_at is null))[1] as open_seed
      from attempts where quiz_id = ${quizId} and enrollment_id = ${enrollmentId}`);

export type NewAttempt = {
  id: string;
  quiz_id: string;
  quiz_version_id: string;
  enrollment_id: string;
  student_id: string;
  seed: number;
  started_at: Date;
  deadline_at: Date | null;
  /** Null: unlimited. */
  max_attempts: number | null;
};

const newAttempt = (row: NewAttempt, more: { columns: Sql; values: Sql }): Sql => sql`
  insert into attempts (id, quiz_id, quiz_version_id, enrollment_id, student_id, number, seed, started_at, deadline_at${more.columns})
  select ${row.id}::uuid, ${row.quiz_id}::uuid, ${row.quiz_version_id}::uuid, ${row.enrollment_id}::uuid, ${row.student_id}::uuid,
         used.number + 1, ${row.seed}::int, ${row.started_at}::timestamptz, ${row.deadline_at}::timestamptz${more.values}
    from (select coalesce(max(number), 0) as number, coalesce(bool_or(submitted_at is null), false) as one_is_open
            from attempts where quiz_id = ${row.quiz_id} and enrollment_id = ${row.enrollment_id}) used
   where not used.one_is_open and (${row.max_attempts}::int is null or used.number < ${row.max_attempts}::int)
  on conflict do nothing
  returning id, number`;

const nothingMore = { columns: sql``, values: sql`` };

/**
 * Opens the next attempt. Attempts are never deleted, so the next number is one more than the highest; the limit is a
 * condition on that number, and two who compute the same number meet at `attempts_number_key`.
 *
 * @returns undefined when the limit is reached, one is open already, or somebody was faster
 */
export const insertAttempt = (db: Db, row: NewAttempt): Promise<{ number: number } | undefined> =>
  db.maybe(newAttempt(row, nothingMore));

export type Grade = { score: Score; submitted_by: 'learner' | 'server'; at: Date };

/** Opens, answers and closes an attempt in one statement, with its score and its facts. @returns undefined as above */
export const insertGradedAttempt = (
  ctx: Ctx,
  row: NewAttempt,
  courseId: string,
  answers: ReadonlyMap<string, Answer>,
  grade: Grade,
): Promise<{ number: number } | undefined> =>
  ctx.db.maybe(sql`
    with made as (${newAttempt(row, {
      columns: sql`, submitted_at, submitted_by, score, max_score, percent, passed, outcome`,
      values: sql`, ${grade.at}::timestamptz, ${grade.submitted_by}, ${grade.score.score}::numeric, ${grade.score.max_score}::numeric,
         ${grade.score.percent}::int, ${grade.score.passed}::boolean, ${JSON.stringify(grade.score.questions)}::jsonb`,
    })}),
    answered as (
      insert into attempt_answers (attempt_id, question_id, answer, sequence, saved_at)
      select made.id, n.question_id, n.answer, 0, ${grade.at}::timestamptz
        from made, unnest(${[...answers.keys()]}::uuid[], ${[...answers.values()].map((answer) => JSON.stringify(answer))}::jsonb[]) as n (question_id, answer)),
    ${consequences(ctx, row, courseId, grade)}
    select number from made`);

/** Closes an open attempt with its score and its facts. The caller holds its lock. */
export const closeAttemptRow = (ctx: Ctx, attempt: AttemptRow, grade: Grade): Promise<{ id: string }> =>
  ctx.db.one(sql`
    with made as (
      update attempts set submitted_at = ${grade.at}, submitted_by = ${grade.submitted_by}, score = ${grade.score.score}::numeric,
             max_score = ${grade.score.max_score}::numeric, percent = ${grade.score.percent}, passed = ${grade.score.passed},
             outcome = ${JSON.stringify(grade.score.questions)}::jsonb
       where id = ${attempt.id} and submitted_at is null returning id),
    ${consequences(ctx, attempt, attempt.course_id, grade)}
    select id from made`);

/** The score row and both facts, once for the attempt that `made` really wrote. */
function consequences(
  ctx: Ctx,
  attempt: Pick<NewAttempt, 'quiz_id' | 'student_id'>,
  courseId: string,
  { score, submitted_by, at }: Grade,
): Sql {
  const who = sql`'attempt_id', made.id, 'quiz_id', ${attempt.quiz_id}::uuid, 'student_id', ${attempt.student_id}::uuid, 'course_id', ${courseId}::uuid`;
  const from = sql`from made`;
  return sql`
    scored as (
      insert into attempt_scores (id, attempt_id, score, max_score, percent, outcome, reason, created_at)
      select ${newId(ctx.now.getTime())}::uuid, made.id, ${score.score}::numeric, ${score.max_score}::numeric, ${score.percent}::int,
             ${JSON.stringify(score.questions)}::jsonb, ${submitted_by === 'server' ? 'deadline' : 'submitted'}, ${at}::timestamptz from made),
    told_submitted as (${factRow(ctx, 'attempt.submitted', sql`jsonb_build_object(${who})`, from)}),
    told_outcome as (${factRow(ctx, score.passed ? 'attempt.passed' : 'attempt.failed', sql`jsonb_build_object(${who}, 'percent', ${score.percent}::int)`, from)})`;
}

export type AnswerRow = { question_id: string; answer: Answer; sequence: number; saved_at: string };

export const selectAnswers = (db: Db, attemptId: string): Promise<AnswerRow[]> =>
  db.rows(
    sql`select question_id, answer, sequence, saved_at from attempt_answers where attempt_id = ${attemptId}`,
  );

export type AnswerToSave = { question_id: string; answer: Answer; sequence: number };
export type SaveOutcome = {
  submitted: boolean;
  late: boolean;
  deadline_at: string | null;
  answers: (AnswerRow & { accepted: boolean })[];
};

/**
 * Saves answers of an open attempt, in one statement that also says why nothing was saved.
 *
 * The share lock makes a save and a hand-in exclude each other: an answer that was acknowledged is always graded. An answer
 * with a sequence that is not higher than the saved one leaves it alone and gets the saved one back.
 *
 * @returns undefined when the attempt does not exist or is not this student's
 */
export const upsertAnswers = (
  db: Db,
  attemptId: string,
  studentId: string,
  answers: AnswerToSave[],
  now: Date,
): Promise<SaveOutcome | undefined> =>
  db.maybe(sql`
    with target as (
      select id, deadline_at, submitted_at is not null as submitted,
             coalesce(deadline_at + make_interval(secs => ${graceSeconds}::int) < ${now}::timestamptz, false) as late
        from attempts where id = ${attemptId} and student_id = ${studentId} for share),
    given as (
      select * from unnest(${answers.map((answer) => answer.question_id)}::uuid[], ${answers.map((answer) => JSON.stringify(answer.answer))}::jsonb[],
                           ${answers.map((answer) => answer.sequence)}::bigint[]) as n (question_id, answer, sequence)),
    saved as (
      insert into attempt_answers as s (attempt_id, question_id, answer, sequence, saved_at)
      select target.id, given.question_id, given.answer, given.sequence, ${now}::timestamptz
        from target, given where not target.submitted and not target.late
       order by given.question_id
      on conflict on constraint attempt_answers_pkey do update
         set answer = excluded.answer, sequence = excluded.sequence, saved_at = excluded.saved_at
       where excluded.sequence > s.sequence
      returning question_id, answer, sequence, saved_at)
    select target.submitted, target.late, target.deadline_at,
           coalesce((select jsonb_agg(jsonb_build_object('question_id', given.question_id, 'accepted', saved.question_id is not null,
                            'answer', coalesce(saved.answer, kept.answer), 'sequence', coalesce(saved.sequence, kept.sequence),
                            'saved_at', to_char(coalesce(saved.saved_at, kept.saved_at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')))
                       from given left join saved using (question_id)
                       left join attempt_answers kept on kept.attempt_id = target.id and kept.question_id = given.question_id), '[]') as answers
      from target`);

export const selectOverdueAttempts = async (db: Db, now: Date, limit: number): Promise<string[]> =>
  (
    await db.rows<{ id: string }>(sql`
      select id from attempts
       where submitted_at is null and deadline_at < ${now}::timestamptz - make_interval(secs => ${graceSeconds}::int)
       order by deadline_at limit ${limit}`)
  ).map((row) => row.id);

export type ListedAttemptRow = AttemptRow & { student_name: string; quiz_title: string };

const listedColumns = sql`${attemptColumns}, p.display_name as student_name, v.definition->>'title' as quiz_title`;
const listedTables = sql`attempts a
  join quizzes q on q.id = a.quiz_id
  join quiz_versions v on v.id = a.quiz_version_id
  join v_identity_people p on p.user_id = a.student_id`;

export const selectAttemptPage = (
  db: Db,
  filter: { where: Sql; order: Sql; limit: number; offset: number },
): Promise<ListedAttemptRow[]> =>
  db.rows(
    sql`select ${listedColumns} from ${listedTables} where ${filter.where} order by ${filter.order} limit ${filter.limit} offset ${filter.offset}`,
  );

export const countAttempts = async (db: Db, where: Sql): Promise<number> =>
  (
    await db.one<{ count: number }>(
      sql`select count(*)::int as count from attempts a join quizzes q on q.id = a.quiz_id where ${where}`,
    )
  ).count;

/** Replaces what is saved, whatever its sequence. The caller holds the attempt's lock. */
export async function overwriteAnswers(
  db: Db,
  attemptId: string,
  answers: ReadonlyMap<string, Answer>,
  now: Date,
): Promise<void> {
  await db.run(sql`
    insert into attempt_answers as s (attempt_id, question_id, answer, sequence, saved_at)
    select ${attemptId}::uuid, n.question_id, n.answer, 0, ${now}::timestamptz
      from unnest(${[...answers.keys()]}::uuid[], ${[...answers.values()].map((answer) => JSON.stringify(answer))}::jsonb[]) as n (question_id, answer)
    on conflict on constraint attempt_answers_pkey do update
       set answer = excluded.answer, sequence = s.sequence + 1, saved_at = excluded.saved_at`);
}

export type SeatOfAttempt = { percent: number; used: number; takes_progress: boolean };

/** Where an attempt's enrollment stands: the course percentage, attempts used, and whether its lesson can still move. */
export const selectSeatOfAttempt = (
  db: Db,
  attempt: Pick<AttemptRow, 'enrollment_id' | 'quiz_id' | 'lesson_id'>,
): Promise<SeatOfAttempt> =>
  db.one(sql`
    select e.percent, (select coalesce(max(number), 0) from attempts where quiz_id = ${attempt.quiz_id} and enrollment_id = e.enrollment_id) as used,
           e.status <> 'ended' and (${attempt.lesson_id}::uuid = any (v.lesson_ids) or coalesce(${attempt.lesson_id}::uuid = any (c.lesson_ids), false)) as takes_progress
      from v_enrollment_enrollments e
      join v_catalog_course_versions v on v.course_version_id = e.course_version_id
      left join v_catalog_published_courses c on c.course_id = e.course_id
     where e.enrollment_id = ${attempt.enrollment_id}`);
