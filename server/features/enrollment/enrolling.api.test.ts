/** Enrolling: T-64, L-54, L-82, L-83, U-13, settled conflict 10. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Ctx } from '#server/platform/context.ts';
import type { Db } from '#server/platform/db/database.ts';
import { type Sql, sql } from '#server/platform/db/sql.ts';
import { newId } from '#server/platform/ids.ts';
import { type Client, startProduct } from '#server/testing/product.ts';
import { enrollMany } from './enrolling.service.ts';
import { anEnrollment, aPublishedCourse, type BuiltCourse, completed } from './enrollment.builders.ts';

const product = await startProduct();
const { db } = product.runtime;
let trainer: Client;
let otherTrainer: Client;
let manager: Client;
let admin: Client;
let course: BuiltCourse;

beforeAll(async () => {
  [trainer, otherTrainer, manager, admin] = (await Promise.all(
    (['trainer', 'trainer', 'manager', 'admin'] as const).map((role) => product.signIn(role)),
  )) as [Client, Client, Client, Client];
  course = await aPublishedCourse(trainer, { lessons: 3 });
});

const factsOf = (name: string, enrollmentId: string) =>
  db.rows(sql`select id from facts where name = ${name} and payload->>'enrollment_id' = ${enrollmentId}`);

/** Runs a service as this person and notes the text of every statement it sends. */
async function countStatements<Answer>(client: Client, work: (ctx: Ctx) => Promise<Answer>) {
  const statements: string[] = [];
  const note = (query: Sql): Sql => {
    statements.push(query.text);
    return query;
  };
  const noted = (executor: Db): Db => ({
    in_transaction: executor.in_transaction,
    rows: (query) => executor.rows(note(query)),
    one: (query) => executor.one(note(query)),
    maybe: (query) => executor.maybe(note(query)),
    run: (query) => executor.run(note(query)),
    transaction: (inside) => executor.transaction((inner) => inside(noted(inner))),
    afterCommit: (after) => executor.afterCommit(after),
    whenCommitted: (after) => executor.whenCommitted(after),
    announce: (changes) => executor.announce(changes),
  });
  const actor: Ctx['actor'] = {
    kind: 'user',
    user_id: client.user_id,
    login_session_id: newId(),
    role: 'trainer',
    roles: ['trainer'],
  };
  const answer = await work({ ...product.ctx(), actor, db: noted(db) });
  return { answer, statements };
}

describe('POST /api/courses/:id/enroll/', () => {
  it('enrolls the caller, pinned to the current version, and says so as a fact', async () => {
    const learner = await product.signIn('learner', { display_name: 'Sofie Kjær' });
    const { status, body } = await learner.post(`/api/courses/${course.id}/enroll/`);
    expect(status).toBe(201);
    expect(body).toMatchObject({
      student_id: learner.user_id,
      course_id: course.id,
      status: 'active',
      source: 'self',
      percent: 0,
      cycle: 1,
      due_at: null,
      course: { title: course.title, lesson_count: 3 },
      student: { display_name: 'Sofie Kjær' },
      can: ['learn', 'leave'],
    });
    expect(Date.parse(body.enrolled_at)).toBeGreaterThan(0);
    expect(await factsOf('enrollment.created', body.id)).toHaveLength(1);
  });

  it('shows a row of progress per lesson to every client at once', async () => {
    const learner = await product.signIn('learner');
    await anEnrollment(learner, course.id);
    const { body } = await learner.get('/api/progress/');
    expect(body.count).toBe(3);
    expect(body.results.map((row: { lesson_id: string }) => row.lesson_id)).toEqual(course.lesson_ids);
    expect(body.results[0]).toMatchObject({
      completed: false,
      completed_at: null,
      student_id: learner.user_id,
    });
  });

  it('answers 400 already_enrolled the second time and changes nothing', async () => {
    const learner = await product.signIn('learner');
    const first = await anEnrollment(learner, course.id);
    const second = await learner.post(`/api/courses/${course.id}/enroll/`);
    expect([second.status, second.body.code]).toEqual([400, 'already_enrolled']);
    const alias = await learner.post('/api/enrollments/', { course_id: course.id });
    expect([alias.status, alias.body.code]).toEqual([400, 'already_enrolled']);
    const rows = await db.rows<{ id: string }>(
      sql`select id from enrollments where student_id = ${learner.user_id}`,
    );
    expect(rows.map((row) => row.id)).toEqual([first.id]);
    expect(await factsOf('enrollment.created', first.id)).toHaveLength(1);
  });

  it('makes one enrollment of a hundred sent at once; the other 99 are told', async () => {
    const learner = await product.signIn('learner');
    const answers = await Promise.all(
      Array.from({ length: 100 }, () => learner.post(`/api/courses/${course.id}/enroll/`)),
    );
    const statuses = answers.map((answer) =>
      answer.status === 201 ? '201' : `${answer.status} ${answer.body.code}`,
    );
    expect(statuses.filter((one) => one === '201')).toHaveLength(1);
    expect(statuses.filter((one) => one === '400 already_enrolled')).toHaveLength(99);
    const rows = await db.rows(sql`select id from enrollments where student_id = ${learner.user_id}`);
    const facts = await db.rows(
      sql`select id from facts where name = 'enrollment.created' and payload->>'student_id' = ${learner.user_id}`,
    );
    expect([rows.length, facts.length]).toEqual([1, 1]);
  });

  it.each([
    ['anonymous', 401],
    ['learner', 201],
    ['trainer', 201],
    ['manager', 201],
    ['admin', 201],
  ] as const)('%s gets %i', async (who, expected) => {
    const client = who === 'anonymous' ? product.anonymous : await product.signIn(who);
    expect((await client.post(`/api/courses/${course.id}/enroll/`)).status).toBe(expected);
  });

  it('refuses a draft: not there for strangers, not published for its trainer', async () => {
    const draft = (await trainer.post('/api/courses/', { title: 'Not yet' })).body;
    const learner = await product.signIn('learner');
    const stranger = await learner.post(`/api/courses/${draft.id}/enroll/`);
    expect([stranger.status, stranger.body.code]).toEqual([404, 'record.not-found']);
    const own = await trainer.post(`/api/courses/${draft.id}/enroll/`);
    expect([own.status, own.body.code]).toEqual([409, 'course.not-published']);
  });

  it('refuses courses and ids that do not exist, and fields it does not know', async () => {
    const learner = await product.signIn('learner');
    expect((await learner.post(`/api/courses/${newId()}/enroll/`)).status).toBe(404);
    expect((await learner.post('/api/courses/nonsense/enroll/')).status).toBe(404);
    const unknown = await learner.post(`/api/courses/${course.id}/enroll/`, {
      percent: 100,
      status: 'completed',
    });
    expect(unknown.status).toBe(400);
    expect(unknown.body.errors.map((one: { path: string }) => one.path).sort()).toEqual([
      'percent',
      'status',
    ]);
  });

  it('asks for payment when the course has a price, unless staff assigns it', async () => {
    const paid = await aPublishedCourse(trainer, { lessons: 1, course: { price: '49.00' } });
    const learner = await product.signIn('learner');
    const self = await learner.post(`/api/courses/${paid.id}/enroll/`);
    expect([self.status, self.body.code]).toEqual([422, 'payment.required']);
    const assigned = await trainer.post('/api/enrollments/', {
      course_id: paid.id,
      student_id: learner.user_id,
    });
    expect(assigned.status).toBe(201);
    expect(assigned.body).toMatchObject({ source: 'assigned', assigned_by: trainer.user_id });
  });

  it('opens a second cycle after a completion only when a retake is asked for, and keeps the first', async () => {
    const short = await aPublishedCourse(trainer, { lessons: 1 });
    const learner = await product.signIn('learner');
    const first = await anEnrollment(learner, short.id);
    await completed(learner, short.lesson_ids);
    const again = await learner.post(`/api/courses/${short.id}/enroll/`);
    expect([again.status, again.body.code]).toEqual([400, 'already_enrolled']);
    const retake = await learner.post(`/api/courses/${short.id}/enroll/`, { retake: true });
    expect(retake.status).toBe(201);
    expect(retake.body).toMatchObject({ cycle: 2, percent: 0, status: 'active' });
    expect((await learner.get(`/api/enrollments/${first.id}/`)).body).toMatchObject({
      status: 'completed',
      percent: 100,
      cycle: 1,
    });
  });

  it('lets people enroll anew, without asking, once their completion has expired', async () => {
    const yearly = await aPublishedCourse(trainer, { lessons: 1, course: { certificate_valid_months: 12 } });
    const learner = await product.signIn('learner');
    const first = await anEnrollment(learner, yearly.id);
    await completed(learner, yearly.lesson_ids);
    const { body } = await learner.get(`/api/enrollments/${first.id}/`);
    expect(body.expires_at.slice(0, 4)).toBe(String(Number(body.completed_at.slice(0, 4)) + 1));
    await db.run(sql`update enrollments set expires_at = now() - interval '1 second' where id = ${first.id}`);
    expect((await learner.post(`/api/courses/${yearly.id}/enroll/`)).body).toMatchObject({
      cycle: 2,
      status: 'active',
    });
  });
});

describe('POST /api/enrollments/', () => {
  it('enrolls the caller with or without their own id', async () => {
    const [one, two] = await Promise.all([product.signIn('learner'), product.signIn('learner')]);
    expect((await one.post('/api/enrollments/', { course_id: course.id })).status).toBe(201);
    const named = await two.post('/api/enrollments/', { course_id: course.id, student_id: two.user_id });
    expect(named.status).toBe(201);
    expect(named.body.source).toBe('self');
  });

  it('lets staff assign a course with a date and a reason', async () => {
    const learner = await product.signIn('learner');
    const due_at = '2030-03-01T16:00:00.000Z';
    const { status, body } = await manager.post('/api/enrollments/', {
      course_id: course.id,
      student_id: learner.user_id,
      due_at,
      reason: 'You are in Warehouse',
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      due_at,
      reason: 'You are in Warehouse',
      source: 'assigned',
      assigned_by: manager.user_id,
      can: ['manage'],
    });
    expect((await learner.get(`/api/enrollments/${body.id}/`)).body.can).toEqual(['learn']);
  });

  it('who may enroll somebody else', async () => {
    const outcomes: Record<string, number> = {};
    for (const [name, client] of Object.entries({
      trainer,
      otherTrainer,
      manager,
      admin,
      learner: await product.signIn('learner'),
      anonymous: product.anonymous,
    })) {
      const learner = await product.signIn('learner');
      outcomes[name] = (
        await client.post('/api/enrollments/', { course_id: course.id, student_id: learner.user_id })
      ).status;
    }
    expect(outcomes).toEqual({
      trainer: 201,
      otherTrainer: 403,
      manager: 201,
      admin: 201,
      learner: 403,
      anonymous: 401,
    });
  });

  it('does not let learners date their own enrollment, and names people it does not know', async () => {
    const learner = await product.signIn('learner');
    const dated = await learner.post('/api/enrollments/', {
      course_id: course.id,
      due_at: '2030-01-01T00:00:00.000Z',
    });
    expect([dated.status, dated.body.errors[0].path]).toEqual([400, 'due_at']);
    const nobody = await trainer.post('/api/enrollments/', { course_id: course.id, student_id: newId() });
    expect([nobody.status, nobody.body.errors[0].path]).toEqual([400, 'student_id']);
    expect((await learner.post('/api/enrollments/', {})).status).toBe(400);
    expect(
      (await learner.post('/api/enrollments/', { course_id: course.id, cycle: 7 })).body.errors[0].path,
    ).toBe('cycle');
  });

  it('does not enroll people whose account is closed', async () => {
    const learner = await product.signIn('learner');
    await db.run(
      sql`update users set is_active = false, deactivated_at = now() where id = ${learner.user_id}`,
    );
    const { status, body } = await trainer.post('/api/enrollments/', {
      course_id: course.id,
      student_id: learner.user_id,
    });
    expect([status, body.errors[0].code]).toEqual([400, 'inactive']);
  });
});

describe('POST /api/courses/:id/enrollments/', () => {
  it('enrolls a list and says what became of each', async () => {
    const [fresh, known, closed] = await Promise.all([
      product.signIn('learner', { email: `Fresh-${newId()}@example.test` }),
      product.signIn('learner', { email: `known-${newId()}@example.test` }),
      product.signIn('learner', { email: `closed-${newId()}@example.test` }),
    ]);
    await anEnrollment(known, course.id);
    await db.run(
      sql`update users set is_active = false, deactivated_at = now() where id = ${closed.user_id}`,
    );
    const emailOf = async (client: Client) =>
      (await db.one<{ email: string }>(sql`select email from users where id = ${client.user_id}`)).email;
    const emails = [
      await emailOf(fresh),
      await emailOf(known),
      await emailOf(closed),
      'nobody@example.test',
      (await emailOf(fresh)).toUpperCase(),
    ];
    const { status, body } = await trainer.post(`/api/courses/${course.id}/enrollments/`, {
      emails,
      due_at: '2030-05-01T12:00:00.000Z',
    });
    expect(status).toBe(200);
    expect(body.enrolled_count).toBe(1);
    expect(body.results.map((row: { outcome: string }) => row.outcome)).toEqual([
      'enrolled',
      'already_enrolled',
      'inactive',
      'not_found',
      'repeated',
    ]);
    expect(body.results.map((row: { given: string }) => row.given)).toEqual(emails);
    const enrolled = await trainer.get(`/api/enrollments/${body.results[0].enrollment_id}/`);
    expect(enrolled.body).toMatchObject({
      student_id: fresh.user_id,
      source: 'assigned',
      due_at: '2030-05-01T12:00:00.000Z',
    });
    expect(await factsOf('enrollment.created', body.results[0].enrollment_id)).toHaveLength(1);
  });

  it('takes a thousand people by id, each once, with as many statements as one person needs', async () => {
    const big = await aPublishedCourse(trainer, { lessons: 25 });
    await db.run(sql`
      with people as (
        insert into users (id, email, username) select gen_random_uuid(), 'bulk' || n || '@example.test', 'bulk' || n from generate_series(1, 1000) n returning id, username)
      insert into user_profiles (id, user_id, display_name) select gen_random_uuid(), id, username::text from people`);
    const ids = (await db.rows<{ id: string }>(sql`select id from users where username like 'bulk%'`)).map(
      (row) => row.id,
    );
    expect(ids).toHaveLength(1000);
    const one = await countStatements(trainer, (ctx) => enrollMany(ctx, big.id, { user_ids: [ids[0]!] }));
    const all = await countStatements(trainer, (ctx) => enrollMany(ctx, big.id, { user_ids: ids }));
    expect([one.answer.enrolled_count, all.answer.enrolled_count]).toEqual([1, 999]);
    expect(all.answer.results[0]!.outcome).toBe('already_enrolled');
    expect(one.statements).toHaveLength(2);
    expect(all.statements).toEqual(one.statements);
    const again = await trainer.post(`/api/courses/${big.id}/enrollments/`, { user_ids: ids });
    expect([again.status, again.body.enrolled_count]).toEqual([200, 0]);
    const { rows, facts } = await db.one<{ rows: number; facts: number }>(sql`
      select (select count(*) from enrollments where course_id = ${big.id}) as rows,
             (select count(*) from facts where name = 'enrollment.created' and payload->>'course_id' = ${big.id}) as facts`);
    expect([rows, facts]).toEqual([1000, 1000]);
  });

  it('who may', async () => {
    const learner = await product.signIn('learner');
    const outcomes: Record<string, number> = {};
    for (const [name, client] of Object.entries({
      trainer,
      otherTrainer,
      manager,
      admin,
      learner,
      anonymous: product.anonymous,
    })) {
      outcomes[name] = (await client.post(`/api/courses/${course.id}/enrollments/`, { emails: [] })).status;
    }
    expect(outcomes).toEqual({
      trainer: 200,
      otherTrainer: 403,
      manager: 200,
      admin: 200,
      learner: 403,
      anonymous: 401,
    });
  });

  it('refuses both lists, none, and a thousand and one', async () => {
    const url = `/api/courses/${course.id}/enrollments/`;
    expect((await trainer.post(url, {})).status).toBe(400);
    expect((await trainer.post(url, { emails: [], user_ids: [] })).status).toBe(400);
    expect(
      (await trainer.post(url, { emails: Array.from({ length: 1001 }, (_, n) => `p${n}@example.test`) }))
        .status,
    ).toBe(400);
  });
});
