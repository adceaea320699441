/** What people did: feeds, timelines, engagement and who may need help. T-10, T-29, U-25. */
import { describe, expect, it } from 'vitest';
import {
  aLearnerIn,
  anEnrollment,
  aPublishedCourse,
  complete,
} from '#server/features/enrollment/enrollment.builders.ts';
import { sql } from '#server/platform/db/sql.ts';
import { newId } from '#server/platform/ids.ts';
import { type Client, startProduct } from '#server/testing/product.ts';
import { viewRecorder } from './recording.service.ts';
import { insertActivity, type NewActivity } from './recording.sql.ts';

const product = await startProduct();
const admin = await product.signIn('admin', { display_name: 'Ada Admin' });
const trainer = await product.signIn('trainer', { display_name: 'Tom Trainer' });
const { db } = product.runtime;

const verbsOf = (answer: { body: { results: { verb: string }[] } }) =>
  answer.body.results.map((one) => one.verb);

/** Puts `manager` above `person`. */
const leads = (manager: Client, person: Client) =>
  db.run(sql`
    insert into reporting_lines (id, user_id, manager_id, valid_from)
    values (${newId()}, ${person.user_id}, ${manager.user_id}, now() - interval '1 day')`);

const did = (person: Client, verb: string, days: number, more: Partial<NewActivity> = {}): NewActivity => ({
  id: newId(),
  occurred_at: new Date(Date.now() - days * 86_400_000).toISOString(),
  verb,
  area: 'learning',
  actor_id: person.user_id,
  user_id: person.user_id,
  course_id: null,
  object_type: '',
  object_id: null,
  details: {},
  login_session_id: null,
  ip: '',
  request_id: null,
  ...more,
});

describe('activity', () => {
  it('tells who did what, on what, when and from where, once each', async () => {
    const course = await aPublishedCourse(trainer, { lessons: 2 });
    const { learner } = await aLearnerIn(product, course.id);
    const done = await complete(learner, course.lesson_ids[0]!);
    await product.settle();
    await product.settle();
    const { body } = await admin.get(`/api/activity/?user=${learner.user_id}&course=${course.id}`);
    const verbs = body.results.map((one: { verb: string }) => one.verb).toSorted();
    expect(verbs).toEqual([
      'enrollment.created',
      'lesson.completed',
      'milestone.reached',
      'milestone.reached',
    ]);
    const lesson = body.results.find((one: { verb: string }) => one.verb === 'lesson.completed');
    expect(lesson).toMatchObject({
      area: 'learning',
      actor: { id: learner.user_id, name: 'A learner' },
      user: { id: learner.user_id },
      course: { id: course.id, name: course.title },
      object: { type: 'lesson', id: course.lesson_ids[0], name: 'Lesson 1' },
      details: { percent: 50 },
      ip: '127.0.0.1',
    });
    const kept = await db.one<{ request_id: string; session: string | null }>(sql`
      select request_id, login_session_id as session from activity where verb = 'lesson.completed' and actor_id = ${learner.user_id}`);
    expect(kept.request_id).toBe(done.headers.get('x-request-id'));
    expect(kept.session).not.toBeNull();
  });

  it('is written once when a fact is delivered again', async () => {
    const anna = await product.signIn('learner');
    await product.settle();
    const count = async () =>
      (
        await db.one<{ n: number }>(
          sql`select count(*)::int as n from activity where user_id = ${anna.user_id}`,
        )
      ).n;
    const hours = async () =>
      (
        await db.one<{ n: number }>(
          sql`select coalesce(sum(actions), 0)::int as n from activity_hours where user_id = ${anna.user_id}`,
        )
      ).n;
    const before = [await count(), await hours()];
    await db.run(sql`update facts set delivered_at = null where payload ->> 'user_id' = ${anna.user_id}`);
    await product.settle();
    expect([await count(), await hours()]).toEqual(before);
    expect(before[0]).toBeGreaterThan(0);
  });

  it('that cannot be written hides nothing else and holds nobody up', async () => {
    const anna = await product.signIn('learner');
    await product.settle();
    const broken = newId();
    // Nothing reacts to this one, so whatever holds it up would be the log.
    await db.run(sql`
      insert into facts (id, name, payload) values
        (${broken}, 'user.changed', '{"user_id": "not an id"}'),
        (${newId()}, 'user.changed', ${JSON.stringify({ user_id: anna.user_id })})`);
    await product.settle();
    expect(verbsOf(await admin.get(`/api/activity/?user=${anna.user_id}&verb=user.changed`))).toEqual([
      'user.changed',
    ]);
    expect(await db.run(sql`select 1 from facts where id = ${broken} and delivered_at is not null`)).toBe(1);
  });

  it('tells what people looked at, the same thing once in a quarter of an hour', async () => {
    const course = await aPublishedCourse(trainer);
    const anna = await product.signIn('learner');
    for (let n = 0; n < 3; n++) await anna.get(`/api/courses/${course.id}/`);
    await viewRecorder.flush();
    const { body } = await anna.get('/api/users/activity/?area=viewing');
    expect(body.results).toMatchObject([
      { verb: 'course.viewed', object: { id: course.id, name: course.title } },
    ]);
  });

  it('tells nothing of a look that was refused', async () => {
    const { body: draft } = await trainer.post('/api/courses/', { title: 'Secret' });
    const anna = await product.signIn('learner');
    expect((await anna.get(`/api/courses/${draft.id}/`)).status).toBe(404);
    await viewRecorder.flush();
    expect((await anna.get('/api/users/activity/?area=viewing')).body.results).toEqual([]);
  });

  it('tells sign-ins and refused ones, also for accounts that do not exist', async () => {
    const email = `${newId()}@example.test`;
    const password = 'a long enough pass phrase';
    await product.anonymous.post('/api/auth/register/', { email, password });
    await product.anonymous.post('/api/auth/login/', { email, password: 'wrong' });
    await product.anonymous.post('/api/auth/login/', { email: `${newId()}@example.test`, password });
    await product.settle();
    const { body } = await admin.get('/api/activity/?area=security&page_size=3');
    expect(body.results.map((one: { verb: string; user: unknown }) => [one.verb, one.user !== null])).toEqual(
      [
        ['sign-in.refused', false],
        ['sign-in.refused', true],
        ['session.started', true],
      ],
    );
    expect(body.results[2]).toMatchObject({ ip: '127.0.0.1', user_agent: expect.any(String) });
  });

  it('is paged by cursor without gaps or repeats, whichever side of it one is on', async () => {
    const anna = await product.signIn('learner');
    await insertActivity(db, [
      ...Array.from({ length: 7 }, (_, n) => did(anna, 'lesson.completed', 30 + n)),
      did(anna, 'skill.rated', 29.5, { actor_id: admin.user_id }),
    ]);
    const seen: string[] = [];
    let next: string | null =
      `/api/users/${anna.user_id}/activity/?page_size=3&until=${new Date(Date.now() - 86_400_000 * 29).toISOString()}`;
    while (next) {
      const { body } = await admin.get(next);
      seen.push(...body.results.map((one: { occurred_at: string }) => one.occurred_at));
      next = body.next;
    }
    expect(seen).toHaveLength(8);
    expect(seen).toEqual(seen.toSorted().toReversed());
  });

  it('lies in monthly partitions, and outside of them in one that takes the rest', async () => {
    const anna = await product.signIn('learner');
    await insertActivity(db, [did(anna, 'lesson.completed', 1), did(anna, 'lesson.completed', 4000)]);
    const rows = await db.rows<{ part: string }>(sql`
      select tableoid::regclass::text as part from activity where user_id = ${anna.user_id} and verb = 'lesson.completed' order by occurred_at`);
    expect(rows[0]!.part).toBe('activity_other_times');
    expect(rows[1]!.part).toMatch(/^activity_\d{4}_\d{2}$/);
  });
});

describe('a timeline', () => {
  it('is the person’s own, with addresses', async () => {
    const course = await aPublishedCourse(trainer);
    const { learner } = await aLearnerIn(product, course.id);
    await product.settle();
    const { body } = await learner.get('/api/users/activity/');
    expect(verbsOf({ body })).toContain('enrollment.created');
    expect(body.results.every((one: { ip: string }) => one.ip === '127.0.0.1' || one.ip === null)).toBe(true);
  });

  it('is open to the manager of the line without sign-ins and addresses, until the moment the line changes', async () => {
    const course = await aPublishedCourse(trainer);
    const { learner } = await aLearnerIn(product, course.id);
    const [boss, head, other] = [
      await product.signIn('manager'),
      await product.signIn('manager'),
      await product.signIn('manager'),
    ];
    await leads(boss, learner);
    await leads(head, boss);
    await insertActivity(db, [did(learner, 'session.started', 0, { area: 'security', ip: '10.1.2.3' })]);
    await product.settle();
    const url = `/api/users/${learner.user_id}/activity/`;
    for (const manager of [boss, head]) {
      const answer = await manager.get(url);
      expect(verbsOf(answer)).toContain('enrollment.created');
      expect(verbsOf(answer)).not.toContain('session.started');
      expect(JSON.stringify(answer.body)).not.toContain('127.0.0.1');
    }
    expect((await other.get(url)).status).toBe(404);
    expect((await trainer.get(url)).status).toBe(404);
    await db.run(sql`update reporting_lines set valid_until = now() where user_id = ${learner.user_id}`);
    expect((await boss.get(url)).status).toBe(404);
  });

  it('of nobody is not found', async () => {
    expect((await admin.get(`/api/users/${newId()}/activity/`)).status).toBe(404);
  });
});

describe('engagement', () => {
  it('is told by hour of the week and by day in the reader’s zone, of the own line only', async () => {
    const [boss, anna, ben, stranger] = [
      await product.signIn('manager'),
      await product.signIn('learner'),
      await product.signIn('learner'),
      await product.signIn('learner'),
    ];
    await db.run(
      sql`update user_profiles set time_zone = 'Pacific/Auckland' where user_id = ${boss.user_id}`,
    );
    await leads(boss, anna);
    await leads(boss, ben);
    // That they have joined is told whenever the worker comes to it, and is not what is counted here.
    await product.settle();
    await db.run(sql`delete from activity_hours where user_id = any(${[anna.user_id, ben.user_id]}::uuid[])`);
    const monday = new Date();
    monday.setUTCDate(monday.getUTCDate() - ((monday.getUTCDay() + 6) % 7) - 7);
    const at = `${monday.toISOString().slice(0, 10)}T23:30:00.000Z`;
    await insertActivity(db, [
      did(anna, 'lesson.completed', 0, { occurred_at: at }),
      did(anna, 'lesson.completed', 0, { occurred_at: at }),
      did(ben, 'lesson.completed', 0, { occurred_at: at }),
      did(stranger, 'lesson.completed', 0, { occurred_at: at }),
    ]);
    const { body } = await boss.get('/api/activity/engagement/?days=28');
    expect(body).toMatchObject({
      days: 28,
      time_zone: 'Pacific/Auckland',
      people: 2,
      active_people: 2,
      actions: 3,
    });
    // Monday 23:30 UTC is Tuesday in Auckland, 11 or 12 o'clock as the season has it.
    expect(body.hours).toEqual([
      {
        weekday: 2,
        hour: expect.toSatisfy((hour: number) => hour === 11 || hour === 12),
        actions: 3,
        people: 2,
      },
    ]);
    expect(body.by_day).toHaveLength(28);
    expect(body.by_day.filter((day: { actions: number }) => day.actions > 0)).toMatchObject([
      { actions: 3, people: 2 },
    ]);
  });

  it('of nobody is empty, not an error', async () => {
    const { body } = await (await product.signIn('learner')).get('/api/activity/engagement/');
    expect(body).toMatchObject({ people: 0, active_people: 0, actions: 0, hours: [] });
  });
});

describe('who may need help', () => {
  it('names the reasons, to the manager and the trainer, each of their own people', async () => {
    const course = await aPublishedCourse(trainer);
    const other = await aPublishedCourse(await product.signIn('trainer'));
    const { learner: late, enrollment } = await aLearnerIn(product, course.id);
    const { learner: elsewhere } = await aLearnerIn(product, other.id);
    await trainer.patch(`/api/enrollments/${enrollment.id}/`, {
      due_at: new Date(Date.now() + 86_400_000).toISOString(),
    });
    await db.run(sql`update enrollments set due_at = now() - interval '3 days' where id = ${enrollment.id}`);
    await db.run(
      sql`update users set last_active = now() - interval '20 days' where id = any(${[late.user_id, elsewhere.user_id]}::uuid[])`,
    );
    const quiz = newId();
    await insertActivity(db, [
      did(late, 'attempt.failed', 3, { object_type: 'quiz', object_id: quiz, course_id: course.id }),
      did(late, 'attempt.failed', 2, { object_type: 'quiz', object_id: quiz, course_id: course.id }),
    ]);
    const named = { id: course.id, name: course.title };
    const boss = await product.signIn('manager');
    await leads(boss, late);
    for (const reader of [trainer, boss]) {
      const { body } = await reader.get('/api/activity/attention/');
      const row = body.results.find((one: { user: { id: string } }) => one.user.id === late.user_id);
      expect(row).toMatchObject({
        open_courses: 1,
        reasons: [
          { kind: 'overdue', number: 1, course: named },
          { kind: 'stuck', number: 2, course: named },
          { kind: 'inactive', number: 20, course: null },
        ],
      });
      expect(body.results.some((one: { user: { id: string } }) => one.user.id === elsewhere.user_id)).toBe(
        false,
      );
    }
    const all = await admin.get('/api/activity/attention/?kind=inactive&page_size=100');
    expect(all.body.results.map((one: { user: { id: string } }) => one.user.id)).toEqual(
      expect.arrayContaining([late.user_id, elsewhere.user_id]),
    );
  });

  it('forgets failed attempts after a pass, and people with nothing open', async () => {
    const course = await aPublishedCourse(trainer, { lessons: 1 });
    const { learner } = await aLearnerIn(product, course.id);
    const quiz = newId();
    const about = { object_type: 'quiz', object_id: quiz, course_id: course.id };
    await insertActivity(db, [
      did(learner, 'attempt.failed', 5, about),
      did(learner, 'attempt.failed', 4, about),
      did(learner, 'attempt.passed', 3, about),
    ]);
    const idsFor = async () =>
      (await trainer.get(`/api/activity/attention/?course=${course.id}`)).body.results.length;
    expect(await idsFor()).toBe(0);
    await db.run(
      sql`update users set last_active = now() - interval '20 days' where id = ${learner.user_id}`,
    );
    expect(await idsFor()).toBe(1);
    await complete(learner, course.lesson_ids[0]!);
    expect(await idsFor()).toBe(0);
  });

  it('is empty for a learner', async () => {
    const { learner } = await aLearnerIn(product, (await aPublishedCourse(trainer)).id);
    expect((await learner.get('/api/activity/attention/')).body).toMatchObject({ count: 0, results: [] });
  });

  it('counts what matches and searches by name', async () => {
    const course = await aPublishedCourse(trainer);
    const names = ['Zoë Überall', 'Zora Other'];
    for (const display_name of names) {
      const anna = await product.signIn('learner', { display_name });
      await anEnrollment(anna, course.id);
      await db.run(sql`update users set last_active = now() - interval '15 days' where id = ${anna.user_id}`);
    }
    const { body } = await trainer.get(`/api/activity/attention/?course=${course.id}&page_size=1`);
    expect(body).toMatchObject({ count: 2, results: [{ user: { name: 'Zoë Überall' } }] });
    const found = await trainer.get(`/api/activity/attention/?course=${course.id}&search=zoe uber`);
    expect(found.body).toMatchObject({ count: 1 });
  });
});
