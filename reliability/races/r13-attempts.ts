/**
 * R13: the last attempt is started a hundred times at once, handed in a hundred times at once, and too late. Its short version are
 * ordinary API tests: server/features/assessment/attempts.api.test.ts and deadlines.api.test.ts.
 */
import { sql } from '#server/platform/db/sql.ts';
import type { Answer } from '../http.ts';
import { must } from '../http.ts';
import type { Check, Report } from '../report.ts';
import { enroll, newCourse, newQuiz, type Person, publish } from '../school.ts';
import { count, openStage, post, type Stage, strange } from './stage.ts';

type Quiz = { quiz_id: string; questions: string[]; course_id: string };

async function aQuiz(stage: Stage, time_limit_seconds?: number): Promise<Quiz> {
  const base = stage.base(0);
  const course = await newCourse(base, stage.admin, `Quiz ${time_limit_seconds ?? 'at leisure'}`, 1);
  const quiz = await newQuiz(base, stage.admin, course.id, {
    questions: 2,
    ...(time_limit_seconds ? { time_limit_seconds } : {}),
  });
  const body = { max_attempts: 2 };
  await must(`${base}/api/quizzes/${quiz.quiz_id}/?draft=true`, {
    method: 'PATCH',
    token: stage.admin,
    body,
  });
  await publish(base, stage.admin, course.id);
  return { ...quiz, course_id: course.id };
}

const start = (stage: Stage, quiz: Quiz, { token }: Person, turn = 0) =>
  stage.send(turn, `/api/quizzes/${quiz.quiz_id}/attempts/`, post(token));
const save = (stage: Stage, attempt: string, question: string, { token }: Person, sequence: number) =>
  stage.send(0, `/api/attempts/${attempt}/answers/${question}/`, {
    method: 'PUT',
    token,
    body: { answer: { text: sequence === 1 ? 'word 1' : 'word 2' }, sequence },
  });
const submit = (stage: Stage, attempt: string, { token }: Person, turn = 0) =>
  stage.send(turn, `/api/attempts/${attempt}/submit/`, post(token));
const attemptsOf = (stage: Stage, quiz: Quiz, person: Person) =>
  count(
    stage,
    sql`select count(*) from attempts a join enrollments e on e.id = a.enrollment_id
         where a.quiz_id = ${quiz.quiz_id} and e.student_id = ${person.id}`,
  );
const hundred = (ask: (turn: number) => Promise<Answer>) =>
  Promise.all(Array.from({ length: 100 }, (_, turn) => ask(turn)));

type Wrong = Record<'answers' | 'starts' | 'beyond' | 'grades' | 'scores', number>;

async function round(stage: Stage, quiz: Quiz, person: Person, wrong: Wrong): Promise<void> {
  await enroll(stage.base(0), person.token, quiz.course_id);
  await submit(stage, String((await start(stage, quiz, person)).body['id']), person);

  const starts = await hundred((turn) => start(stage, quiz, person, turn));
  wrong.answers += strange(stage, starts, ['200', '201']);
  const ids = new Set(starts.map(({ body }) => body['id']));
  if (ids.size !== 1 || (await attemptsOf(stage, quiz, person)) !== 2) wrong.starts += 1;

  const [attempt] = [...ids].map(String);
  await save(stage, attempt!, quiz.questions[0]!, person, 1);
  const submits = await hundred((turn) => submit(stage, attempt!, person, turn));
  wrong.answers += strange(stage, submits, ['200']);
  if (new Set(submits.map(({ body }) => `${body['percent']} ${body['score']}`)).size !== 1) wrong.scores += 1;
  const graded = await count(stage, sql`select count(*) from attempt_scores where attempt_id = ${attempt!}`);
  if (graded !== 1) wrong.grades += 1;

  const refused = await Promise.all(
    Array.from({ length: 10 }, (_, turn) => start(stage, quiz, person, turn)),
  );
  wrong.beyond += strange(stage, refused, ['422 attempt.limit-reached']);
}

/** Answers until the deadline count, the one after it is refused, and the paper is graded with what was saved. */
async function lateRound(stage: Stage, quiz: Quiz, person: Person): Promise<string[]> {
  await enroll(stage.base(0), person.token, quiz.course_id);
  const attempt = String((await start(stage, quiz, person)).body['id']);
  const intime = await save(stage, attempt, quiz.questions[0]!, person, 1);
  await stage.db.run(
    sql`update attempts set deadline_at = now() - interval '10 seconds' where id = ${attempt}`,
  );
  const late = await save(stage, attempt, quiz.questions[1]!, person, 2);
  const handed = await submit(stage, attempt, person);
  const score = await stage.db.maybe<{ score: number }>(
    sql`select score::float8 as score from attempt_scores where attempt_id = ${attempt}`,
  );
  const wrong: string[] = [];
  if (intime.status !== 200) wrong.push('an answer in time was refused');
  if (late.status !== 422 && late.status !== 409) wrong.push(`an answer after the deadline: ${late.status}`);
  if (handed.status >= 500) wrong.push(`handing in late: ${handed.status}`);
  if (score?.score !== 1) wrong.push(`graded ${score?.score ?? 'not at all'} instead of 1`);
  return wrong;
}

async function run(report: Report): Promise<void> {
  const rounds = report.count(50, 2);
  const stage = await openStage(report, { people: rounds });
  const quiz = await aQuiz(stage);
  const wrong: Wrong = { answers: 0, starts: 0, beyond: 0, grades: 0, scores: 0 };
  for (const person of stage.people) await round(stage, quiz, person, wrong);
  report.counted('rounds of 100 starts and 100 submissions at once', rounds);
  report.zero('rounds in which the last attempt became none or several', wrong.starts);
  report.zero('answers to starting and handing in that are no success', wrong.answers);
  report.zero('attempts beyond the limit', wrong.beyond);
  report.zero('attempts not graded exactly once', wrong.grades);
  report.zero('rounds in which not everybody saw the same score', wrong.scores);
  const timed = await aQuiz(stage, 600);
  const late: string[] = [];
  for (const person of stage.people) late.push(...(await lateRound(stage, timed, person)));
  for (const one of new Set(late)) report.say(one);
  report.zero(`late submissions (${rounds}) that went wrong`, late.length);
}

export const check: Check = {
  id: 'R13',
  title: 'the last attempt, handed in twice and too late',
  minutes: 4,
  run,
};
