/** Lesson progress, percentage, milestones: L-55, L-56, L-84..L-86, L-90, T-05. */
import { beforeAll, describe, expect, it } from 'vitest';
import { sql } from '#server/platform/db/sql.ts';
import { newId } from '#server/platform/ids.ts';
import { type Client, startProduct } from '#server/testing/product.ts';
import {
  aLearnerIn,
  anEnrollment,
  aPublishedCourse,
  type BuiltCourse,
  complete,
  completed,
  milestonesOf,
} from './enrollment.builders.ts';
import { wholePercent } from './percent.rules.ts';

const product = await startProduct();
const { db } = product.runtime;
let trainer: Client;
let course: BuiltCourse;

beforeAll(async () => {
  trainer = await product.signIn('trainer');
  course = await aPublishedCourse(trainer, { lessons: 4 });
});

const enrolled = (of: BuiltCourse = course) => aLearnerIn(product, of.id);
const factsOf = (enrollmentId: string) =>
  db.rows<{ name: string; percent: number | null }>(sql`
    select name, (payload->>'percent')::int as percent from facts where payload->>'enrollment_id' = ${enrollmentId} order by name, percent`);

describe('POST /api/progress/', () => {
  it('moves the percentage lesson by lesson and reports each milestone once', async () => {
    const { learner, enrollment } = await enrolled();
    const seen: unknown[] = [];
    for (const lessonId of course.lesson_ids) {
      const { status, body } = await complete(learner, lessonId);
      expect(status).toBe(200);
      seen.push([body.completed, body.percent, body.milestones_reached, body.course_completed]);
    }
    expect(seen).toEqual([
      [true, 25, [25], false],
      [true, 50, [50], false],
      [true, 75, [75], false],
      [true, 100, [100], true],
    ]);
    const after = (await learner.get(`/api/enrollments/${enrollment.id}/`)).body;
    expect(after).toMatchObject({ status: 'completed', percent: 100, expires_at: null });
    expect(after.completed_at).not.toBeNull();
    expect((await factsOf(enrollment.id)).map((fact) => `${fact.name} ${fact.percent ?? ''}`.trim())).toEqual(
      [
        'enrollment.completed',
        'enrollment.created',
        'lesson.completed 25',
        'lesson.completed 50',
        'lesson.completed 75',
        'lesson.completed 100',
        'milestone.reached 25',
        'milestone.reached 50',
        'milestone.reached 75',
        'milestone.reached 100',
      ],
    );
    const evidence = await db.rows(
      sql`select student_id, course_id, cycle, method from completions where enrollment_id = ${enrollment.id}`,
    );
    expect(evidence).toEqual([
      { student_id: learner.user_id, course_id: course.id, cycle: 1, method: 'lessons' },
    ]);
  });

  it('completing a lesson twice changes nothing', async () => {
    const { learner, enrollment } = await enrolled();
    const first = (await complete(learner, course.lesson_ids[0]!)).body;
    const again = (await complete(learner, course.lesson_ids[0]!)).body;
    expect(again).toMatchObject({
      completed: true,
      completed_at: first.completed_at,
      percent: 25,
      milestones_reached: [],
    });
    expect((await factsOf(enrollment.id)).filter((fact) => fact.name === 'lesson.completed')).toHaveLength(1);
  });

  it('taking a completion back lowers the percentage, but a milestone never fires again', async () => {
    const { learner, enrollment } = await enrolled();
    await completed(learner, course.lesson_ids.slice(0, 2));
    const back = await learner.post('/api/progress/', { lesson_id: course.lesson_ids[1], completed: false });
    expect(back.body).toMatchObject({ completed: false, completed_at: null, percent: 25 });
    expect((await learner.get(`/api/enrollments/${enrollment.id}/`)).body.percent).toBe(25);
    expect((await complete(learner, course.lesson_ids[1]!)).body).toMatchObject({
      percent: 50,
      milestones_reached: [],
    });
    expect(await milestonesOf(db, enrollment.id)).toEqual([25, 50]);
    expect((await factsOf(enrollment.id)).filter((fact) => fact.name === 'milestone.reached')).toHaveLength(
      2,
    );
  });

  it('a finished course cannot be un-finished', async () => {
    const { learner } = await enrolled();
    await completed(learner, course.lesson_ids);
    const { status, body } = await learner.post('/api/progress/', {
      lesson_id: course.lesson_ids[0],
      completed: false,
    });
    expect([status, body.code]).toEqual([422, 'enrollment.closed']);
  });

  it('counts only required lessons, floored, and reaches 100 with none of them open', async () => {
    const three = await aPublishedCourse(trainer, { lessons: 3 });
    const optional = (
      await trainer.post('/api/lessons/', { course_id: three.id, title: 'Further reading', required: false })
    ).body;
    const { learner } = await enrolled(three);
    expect((await complete(learner, optional.id)).body).toMatchObject({ percent: 0, milestones_reached: [] });
    expect((await complete(learner, three.lesson_ids[0]!)).body.percent).toBe(33);
    expect((await complete(learner, three.lesson_ids[1]!)).body.percent).toBe(66);
    expect((await complete(learner, three.lesson_ids[2]!)).body).toMatchObject({
      percent: 100,
      course_completed: true,
    });
  });

  it('a course of one lesson passes all four milestones at once', async () => {
    const one = await aPublishedCourse(trainer, { lessons: 1 });
    const { learner } = await enrolled(one);
    expect((await complete(learner, one.lesson_ids[0]!)).body).toMatchObject({
      percent: 100,
      milestones_reached: [25, 50, 75, 100],
    });
  });

  it('fifty lessons completed at once end at 100 with each milestone, completion and fact written once', async () => {
    const fifty = await aPublishedCourse(trainer, { lessons: 50 });
    const { learner, enrollment } = await enrolled(fifty);
    const answers = await Promise.all(fifty.lesson_ids.map((lessonId) => complete(learner, lessonId)));
    expect(answers.map((answer) => answer.status)).toEqual(fifty.lesson_ids.map(() => 200));
    expect(answers.map((answer) => answer.body.percent).sort((a, b) => a - b)).toEqual(
      fifty.lesson_ids.map((_, index) => wholePercent(index + 1, 50)),
    );
    expect(await milestonesOf(db, enrollment.id)).toEqual([25, 50, 75, 100]);
    const facts = await factsOf(enrollment.id);
    expect(facts.filter((fact) => fact.name === 'milestone.reached').map((fact) => fact.percent)).toEqual([
      25, 50, 75, 100,
    ]);
    expect(facts.filter((fact) => fact.name === 'enrollment.completed')).toHaveLength(1);
    expect(await db.rows(sql`select 1 from completions where enrollment_id = ${enrollment.id}`)).toHaveLength(
      1,
    );
    expect(answers.filter((answer) => answer.body.course_completed)).toHaveLength(1);
  });

  it('one lesson completed fifty times at once counts once', async () => {
    const { learner, enrollment } = await enrolled();
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => complete(learner, course.lesson_ids[0]!)),
    );
    expect(new Set(answers.map((answer) => `${answer.status} ${answer.body.percent}`))).toEqual(
      new Set(['200 25']),
    );
    expect(answers.flatMap((answer) => answer.body.milestones_reached)).toEqual([25]);
    expect((await factsOf(enrollment.id)).filter((fact) => fact.name === 'lesson.completed')).toHaveLength(1);
  });

  it('refuses a quiz lesson, whose only way is to pass', async () => {
    const withQuiz = await aPublishedCourse(trainer, { lessons: 1 });
    const quiz = (
      await trainer.post('/api/lessons/', {
        course_id: withQuiz.id,
        title: 'Test',
        completion_rule: 'quiz_passed',
      })
    ).body;
    const { learner } = await enrolled(withQuiz);
    const { status, body } = await complete(learner, quiz.id);
    expect([status, body.code, body.params.reason]).toEqual([422, 'lesson.not-completable', 'quiz_passed']);
  });

  it('holds a minimum time by the server clock, counted from the first visit', async () => {
    const slow = await aPublishedCourse(trainer, {
      lessons: 1,
      lesson: { completion_rule: 'minimum_time', minimum_seconds: 600 },
    });
    const { learner } = await enrolled(slow);
    const [lessonId] = slow.lesson_ids as [string];
    const unseen = await complete(learner, lessonId, { seconds_spent: 86_400 });
    expect([unseen.status, unseen.body.params]).toEqual([
      422,
      { reason: 'minimum_time', remaining_seconds: 600 },
    ]);
    expect((await learner.post(`/api/lessons/${lessonId}/visit/`)).status).toBe(200);
    const early = await complete(learner, lessonId, { seconds_spent: 86_400 });
    expect(early.body.params.remaining_seconds).toBeGreaterThan(590);
    product.travel(601_000);
    expect((await complete(learner, lessonId)).body).toMatchObject({ completed: true, percent: 100 });
  });

  it('holds a watched share by what was watched, together from every report', async () => {
    const film = await aPublishedCourse(trainer, {
      lessons: 1,
      lesson: {
        kind: 'video',
        video_url: 'https://video.example/f.mp4',
        completion_rule: 'watched_share',
        watched_percent: 80,
      },
    });
    const { learner } = await enrolled(film);
    const [lessonId] = film.lesson_ids as [string];
    const visit = (body: object) =>
      learner.post(`/api/lessons/${lessonId}/visit/`, { media_seconds: 101, ...body });
    await visit({ watched_ranges: [[0, 10]] });
    product.travel(120_000);
    await Promise.all([visit({ watched_ranges: [[0, 40]] }), visit({ watched_ranges: [[30, 55]] })]);
    const early = await complete(learner, lessonId);
    expect([early.status, early.body.params]).toEqual([
      422,
      { reason: 'watched_share', watched_percent: 55, required_percent: 80 },
    ]);
    const { status, body } = await complete(learner, lessonId, {
      watched_ranges: [[55, 90]],
      media_seconds: 101,
    });
    expect(status).toBe(200);
    expect(body.watched_ranges).toEqual([[0, 90]]);
  });

  it('never counts more time than has passed', async () => {
    const { learner } = await enrolled();
    const [lessonId] = course.lesson_ids as [string];
    await learner.post(`/api/lessons/${lessonId}/visit/`, { seconds_spent: 86_400 });
    product.travel(60_000);
    const { body } = await learner.post(`/api/lessons/${lessonId}/visit/`, { seconds_spent: 86_400 });
    expect(body.seconds_spent).toBeGreaterThanOrEqual(60);
    expect(body.seconds_spent).toBeLessThan(80);
  });

  it('tells someone who is not enrolled to enroll, and hides what is not published', async () => {
    const stranger = await product.signIn('learner');
    const outside = await complete(stranger, course.lesson_ids[0]!);
    expect([outside.status, outside.body.code]).toEqual([403, 'enrollment.required']);
    const draft = (await trainer.post('/api/courses/', { title: 'Hidden' })).body;
    const lesson = (await trainer.post('/api/lessons/', { course_id: draft.id, title: 'Hidden too' })).body;
    expect((await complete(stranger, lesson.id)).status).toBe(404);
    expect((await complete(stranger, newId())).status).toBe(404);
  });

  it('refuses after unenrolling', async () => {
    const { learner, enrollment } = await enrolled();
    expect((await learner.delete(`/api/enrollments/${enrollment.id}/`)).status).toBe(204);
    const { status, body } = await complete(learner, course.lesson_ids[0]!);
    expect([status, body.code]).toEqual([422, 'enrollment.closed']);
  });

  it.each([
    [{ completed: true }, 'lesson_id'],
    [{ lesson_id: 'x', completed: true }, 'lesson_id'],
    [{ completed: 'yes' }, 'completed'],
    [{ percent: 100 }, 'percent'],
    [{ student_id: newId() }, 'student_id'],
    [{ score_percent: 100 }, 'score_percent'],
    [{ seconds_spent: -1 }, 'seconds_spent'],
    [{ position_seconds: 1e9 }, 'position_seconds'],
    [{ watched_ranges: [[10, 5]] }, 'watched_ranges'],
    [{ watched_ranges: [[0, 1, 2]] }, 'watched_ranges.0'],
  ])('refuses %j', async (bad, path) => {
    const { learner } = await enrolled();
    const body = 'lesson_id' in bad || 'completed' in bad ? bad : { lesson_id: course.lesson_ids[0], ...bad };
    const answer = await learner.post('/api/progress/', body);
    expect(answer.status).toBe(400);
    expect(answer.body.errors.map((one: { path: string }) => one.path)).toContain(path);
  });

  it('is closed to the anonymous', async () => {
    expect((await complete(product.anonymous, course.lesson_ids[0]!)).status).toBe(401);
    expect((await product.anonymous.get('/api/progress/')).status).toBe(401);
  });
});

describe('GET /api/progress/', () => {
  it('keeps the id of a row from before the first touch', async () => {
    const { learner } = await enrolled();
    const before = (await learner.get(`/api/progress/?lesson=${course.lesson_ids[0]}`)).body.results[0];
    await learner.post(`/api/lessons/${course.lesson_ids[0]}/visit/`, { position_seconds: 42 });
    const after = (await learner.get(`/api/progress/?lesson=${course.lesson_ids[0]}`)).body.results[0];
    expect(after).toMatchObject({ id: before.id, position_seconds: 42, completed: false });
    expect([before.first_seen_at, typeof after.first_seen_at]).toEqual([null, 'string']);
  });

  it('filters by course, lesson and state', async () => {
    const other = await aPublishedCourse(trainer, { lessons: 2 });
    const { learner } = await enrolled();
    await anEnrollment(learner, other.id);
    await completed(learner, [course.lesson_ids[0]!]);
    const count = async (query: string) => (await learner.get(`/api/progress/?${query}`)).body.count;
    expect(await count('')).toBe(6);
    expect(await count(`course=${other.id}`)).toBe(2);
    expect(await count(`course_id=${course.id}&completed=false`)).toBe(3);
    expect(await count('completed=true')).toBe(1);
    expect(await count(`lesson_id=${course.lesson_ids[3]}`)).toBe(1);
  });

  it('walks all rows by cursor without repeating or losing one', async () => {
    const { learner } = await enrolled();
    const found: string[] = [];
    let url: string | null = `${product.url}/api/progress/?cursor=&page_size=3`;
    for (let pages = 0; url && pages < 10; pages++) {
      const { body }: { body: { results: { lesson_id: string }[]; next: string | null } } =
        await learner.get(url);
      found.push(...body.results.map((row) => row.lesson_id));
      url = body.next;
    }
    expect(found).toEqual(course.lesson_ids);
  });

  it('shows a learner to the course trainer and to managers, to nobody else', async () => {
    const { learner } = await enrolled();
    const asked = async (client: Client) =>
      (await client.get(`/api/progress/?student=${learner.user_id}`)).body.count;
    const [manager, otherTrainer, otherLearner] = await Promise.all([
      product.signIn('manager'),
      product.signIn('trainer'),
      product.signIn('learner'),
    ]);
    expect([
      await asked(trainer),
      await asked(manager),
      await asked(otherTrainer),
      await asked(otherLearner),
    ]).toEqual([4, 4, 0, 0]);
  });
});
