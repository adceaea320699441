/** Living through the plan: each enrollment, lesson and quiz goes through the services, at its own time, by its own person. */
import { createSubmission, startAttempt } from '#server/features/assessment/index.ts';
import {
  completeLesson,
  endEnrollment,
  enroll,
  recordProgress,
  remindLearner,
  visitLesson,
} from '#server/features/enrollment/index.ts';
import type { Ctx } from '#server/platform/context.ts';
import { sql } from '#server/platform/db/sql.ts';
import { actingAs, type Cast, dayMilliseconds, daysBefore, memberOf } from './cast.ts';
import type { SeededCourse, SeededLesson } from './courses.ts';
import { type PlannedEnrollment, planHistory } from './history.plan.ts';
import { type FrozenQuiz, failingAnswers, passingAnswers } from './quiz-answers.ts';
import { type Chance, chanceOf } from './random.ts';

const minute = 60_000;
const quarterHour = 15 * minute;
const lessonsPerSitting = 4;
const shareOfFirstFailures = 0.2;
/** Closer to now than this, the hour is left as planned: "this morning" must stay this morning. */
const recentDays = 1.5;

type World = {
  ctx: Ctx;
  cast: Cast;
  courses: ReadonlyMap<string, SeededCourse>;
  quizzes: ReadonlyMap<string, FrozenQuiz>;
};

/**
 * In the order in which people came to an end with their courses, as far as they came.
 *
 * @param follow  called for what the product does about it, before anybody begins something else
 * @returns how many enrollments were made
 */
export async function seedHistory(
  ctx: Ctx,
  cast: Cast,
  seeded: readonly SeededCourse[],
  follow: () => Promise<void>,
): Promise<number> {
  const courses = new Map(seeded.map((course) => [course.course.code, course]));
  const world: World = { ctx, cast, courses, quizzes: await frozenQuizzes(ctx, seeded) };
  const lengths = new Map(seeded.map(({ course, lessons }) => [course.code, lessons.length]));
  const plan = planHistory(lengths, await daysUntilWeekEnd(ctx));
  const lived = new Set<string>();
  for (const planned of plan.toSorted((a, b) => daysAgoOfEnd(b) - daysAgoOfEnd(a))) {
    if (lived.has(planned.login)) {
      await follow();
      lived.clear();
    }
    await live(world, planned);
    lived.add(planned.login);
  }
  return plan.length;
}

const daysAgoOfEnd = ({ lessons, enrolled_days_ago, last_days_ago }: PlannedEnrollment): number =>
  lessons > 0 ? last_days_ago : enrolled_days_ago;

/** As the dashboard counts: weeks end on Sunday night where the learner lives. */
async function daysUntilWeekEnd(ctx: Ctx): Promise<number> {
  const { seconds } = await ctx.db.one<{ seconds: number }>(sql`
    select extract(epoch from (date_trunc('week', ${ctx.now}::timestamptz at time zone 'Europe/Copenhagen') + interval '7 days')
                              at time zone 'Europe/Copenhagen' - ${ctx.now}::timestamptz)::float8 as seconds`);
  return (seconds * 1000) / dayMilliseconds;
}

async function frozenQuizzes(ctx: Ctx, courses: readonly SeededCourse[]): Promise<Map<string, FrozenQuiz>> {
  const rows = await ctx.db.rows<FrozenQuiz>(sql`
    select q.id as quiz_id, q.lesson_id, q.time_limit_seconds is not null as timed, q.pass_percent, v.definition -> 'questions' as questions
      from quizzes q join quiz_versions v on v.id = q.version_id where q.course_id = any(${courses.map(({ id }) => id)}::uuid[])`);
  return new Map(rows.map((row) => [row.lesson_id, row]));
}

async function live(world: World, planned: PlannedEnrollment): Promise<void> {
  const { ctx, cast } = world;
  const course = world.courses.get(planned.code);
  if (!course) throw new Error(`The demo has no course ${planned.code}`);
  const student = memberOf(cast, planned.login);
  const chance = chanceOf(
    `${planned.login} in ${planned.code} since ${Math.round(planned.enrolled_days_ago)}`,
  );
  const enrolledAt = atWork(ctx.now, planned.enrolled_days_ago, chance);
  const enrollment = await enroll(
    actingAs(ctx, planned.by ? memberOf(cast, planned.by) : student, enrolledAt),
    {
      course_id: course.id,
      student_id: student.actor.user_id,
      source: planned.by ? 'assigned' : 'self',
      due_at: dueAt(ctx.now, planned.due_in_days),
      reason: planned.reason,
      retake: planned.retake,
    },
  );
  const at = await learn(world, planned, { course, enrollment_id: enrollment.id, from: enrolledAt }, chance);
  if (planned.lingers) await linger(world, planned, course.lessons[planned.lessons], at);
  if (planned.left_days_ago !== undefined)
    await endEnrollment(actingAs(ctx, student, daysBefore(ctx.now, planned.left_days_ago)), enrollment.id);
  else if (planned.reminded_days_ago !== undefined)
    await remindLearner(
      actingAs(ctx, memberOf(cast, planned.by ?? 'admin'), daysBefore(ctx.now, planned.reminded_days_ago)),
      enrollment.id,
    );
}

type Seat = { course: SeededCourse; enrollment_id: string; from: Date };

/** Goes through the planned lessons, a few per sitting. @returns when the last one was done */
async function learn(
  world: World,
  planned: PlannedEnrollment,
  { course, from, enrollment_id }: Seat,
  chance: Chance,
): Promise<Date> {
  const { now } = world.ctx;
  const student = { login: planned.login, enrollment_id };
  const sittings = Math.max(1, Math.ceil(planned.lessons / lessonsPerSitting));
  let clock = from.getTime() + minute;
  for (const [index, seeded] of course.lessons.slice(0, planned.lessons).entries()) {
    if (index % lessonsPerSitting === 0) {
      const share = sittings === 1 ? 1 : Math.floor(index / lessonsPerSitting) / (sittings - 1);
      const daysAgo = planned.first_days_ago + (planned.last_days_ago - planned.first_days_ago) * share;
      clock = Math.max(clock + 5 * minute, atWork(now, daysAgo, chance).getTime());
    }
    const spent = Math.round(seeded.lesson.minutes * 60 * chance.between(0.6, 1.3));
    const end = Math.min(clock + spent * 1000, now.getTime() - 2 * minute);
    await doLesson(
      world,
      student,
      seeded,
      { begin: new Date(end - spent * 1000), end: new Date(end), spent },
      chance,
    );
    clock = end;
  }
  return new Date(clock);
}

type Span = { begin: Date; end: Date; spent: number };

async function doLesson(
  world: World,
  { login, enrollment_id }: { login: string; enrollment_id: string },
  { id, lesson }: SeededLesson,
  span: Span,
  chance: Chance,
): Promise<void> {
  const student = memberOf(world.cast, login);
  const end = actingAs(world.ctx, student, span.end);
  if (lesson.kind === 'quiz') {
    if (chance.is(shareOfFirstFailures))
      await attempt(world, login, id, { ...span, end: partOf(span, 0.4) }, failingAnswers, chance);
    await attempt(world, login, id, { ...span, begin: partOf(span, 0.5) }, passingAnswers, chance);
  } else if (lesson.kind === 'video') {
    await visitLesson(actingAs(world.ctx, student, span.begin), id, {});
    const whole: [number, number] = [0, lesson.seconds];
    const played = {
      watched_ranges: [whole],
      media_seconds: lesson.seconds,
      position_seconds: lesson.seconds,
    };
    await recordProgress(end, { lesson_id: id, completed: true, seconds_spent: span.spent, ...played });
  } else {
    // Half the statements of recordProgress; the time spent is filled in for all of them at once afterwards.
    await completeLesson(end, { enrollment_id, lesson_id: id });
  }
}

const partOf = ({ begin, spent }: Span, share: number): Date =>
  new Date(begin.getTime() + spent * 1000 * share);

type Answers = typeof passingAnswers;

async function attempt(
  world: World,
  login: string,
  lessonId: string,
  span: Span,
  answers: Answers,
  chance: Chance,
): Promise<void> {
  const student = memberOf(world.cast, login);
  const quiz = world.quizzes.get(lessonId);
  if (!quiz) throw new Error('A quiz lesson of the demo has no published quiz');
  // A quiz with a time limit is opened first; the others are handed in at once.
  if (quiz.timed) await startAttempt(actingAs(world.ctx, student, span.begin), quiz.quiz_id);
  await createSubmission(actingAs(world.ctx, student, span.end), {
    quiz_id: quiz.quiz_id,
    answers: answers(quiz, chance),
  });
}

/** Opens the next lesson and stops in it; a quiz they try and do not pass. */
async function linger(
  world: World,
  planned: PlannedEnrollment,
  next: SeededLesson | undefined,
  after: Date,
): Promise<void> {
  if (!next) return;
  const chance = chanceOf(`${planned.login} lingers in ${planned.code}`);
  const spent = 90;
  const end = new Date(Math.min(after.getTime() + 6 * minute, world.ctx.now.getTime() - minute));
  const begin = new Date(end.getTime() - spent * 1000);
  if (next.lesson.kind === 'quiz')
    return attempt(world, planned.login, next.id, { begin, end, spent }, failingAnswers, chance);
  const student = memberOf(world.cast, planned.login);
  await visitLesson(actingAs(world.ctx, student, begin), next.id, {});
  await visitLesson(actingAs(world.ctx, student, end), next.id, { seconds_spent: spent });
}

/** That many days ago, moved into working hours unless it was only just now. */
function atWork(now: Date, daysAgo: number, chance: Chance): Date {
  const moment = daysBefore(now, daysAgo);
  if (daysAgo < recentDays) return byDaylight(moment, now);
  const shifted = new Date(moment);
  shifted.setUTCHours(chance.whole(5, 14), chance.whole(0, 59), chance.whole(0, 59), 0);
  return shifted;
}

/** What was only just now stays that, but nobody is made to learn at night for it. */
function byDaylight(moment: Date, now: Date): Date {
  const hour = moment.getUTCHours();
  if (hour >= 5 && hour < 18) return moment;
  const moved = new Date(moment);
  moved.setUTCHours(hour < 5 ? hour + 6 : hour - 6);
  return moved.getTime() < now.getTime() - quarterHour ? moved : moment;
}

/** Due dates end with a working day. What is over was over by then; what is due within hours keeps its hour. */
function dueAt(now: Date, inDays: number | null): string | null {
  if (inDays === null) return null;
  const moment = now.getTime() + inDays * dayMilliseconds;
  // In the last hour of a week a quarter of an hour more would be next week.
  if (Math.abs(inDays) < 1 / 24) return new Date(moment).toISOString();
  if (Math.abs(inDays) < 1) return new Date(Math.round(moment / quarterHour) * quarterHour).toISOString();
  const evening = new Date(moment);
  evening.setUTCHours(16, 0, 0, 0);
  const tooLate = inDays < 0 && evening.getTime() > moment;
  return (tooLate ? daysBefore(evening, 1) : evening).toISOString();
}
