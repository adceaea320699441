/** Certificates that end: reminders, renewal with a new number, and what the old one then says. T-14, U-18. */
import { beforeAll, describe, expect, it } from 'vitest';
import {
  aCompletedCourse,
  anEnrollment,
  aPublishedCourse,
  completed,
} from '#server/features/enrollment/enrollment.builders.ts';
import { sql } from '#server/platform/db/sql.ts';
import { newId } from '#server/platform/ids.ts';
import { type Client, startProduct } from '#server/testing/product.ts';
import { remindOfEnds } from './renewal.service.ts';

const product = await startProduct();
const { db } = product.runtime;
let admin: Client;
let stranger: Client;

beforeAll(async () => {
  admin = await product.signIn('admin');
  stranger = await product.signIn('learner');
});

/** A certificate whose end is so many days away (negative: over). */
async function ending(days: number | null, options: Parameters<typeof aCompletedCourse>[1] = {}) {
  const made = await aCompletedCourse(product, {
    ...options,
    course: { certificate_valid_months: 12, ...options.course },
  });
  const [certificate] = (await made.learner.get('/api/certificates/')).body.results;
  await endIn(certificate.id, days);
  const read = async () => (await made.learner.get(`/api/certificates/${certificate.id}/`)).body;
  return { ...made, certificate: await read(), read };
}
const endIn = (id: string, days: number | null) =>
  db.run(sql`
    update certificates set expires_at = case when ${days}::int is null then null else ${product.ctx().now}::timestamptz + make_interval(days => ${days}) end
     where id = ${id}`);
const toldOf = (id: string) =>
  db.rows<{ days: number }>(sql`
    select (payload ->> 'days')::int as days from facts where name = 'certificate.expiring' and payload ->> 'certificate_id' = ${id} order by id`);

describe('renewing', () => {
  it('is taking the course again: a new number, and the old one says so and stays valid', async () => {
    const { learner, course, certificate, read } = await ending(20);
    expect(certificate).toMatchObject({ status: 'valid', renews_id: null, renewed_by: null });
    expect(certificate.can).toContain('renew');
    const { status, body } = await learner.post(`/api/certificates/${certificate.id}/renew/`);
    expect([status, body.course_id]).toEqual([201, course.id]);
    expect((await learner.post(`/api/certificates/${certificate.id}/renew/`)).body.code).toBe(
      'already_enrolled',
    );
    await completed(learner, course.lesson_ids);
    await product.settle();
    const { results } = (await learner.get('/api/certificates/')).body;
    const fresh = results.find((one: { id: string }) => one.id !== certificate.id);
    expect(fresh).toMatchObject({ renews_id: certificate.id, renewed_by: null, status: 'valid' });
    expect(fresh.number).not.toBe(certificate.number);
    const old = await read();
    expect(old).toMatchObject({
      status: 'valid',
      renewed_by: { number: fresh.number },
      renewed_by_id: fresh.id,
    });
    expect(old.can).not.toContain('renew');
    const verified = (await product.anonymous.get(`/api/certificates/verify/${old.verification_id}/`)).body;
    expect(verified.renewed_by).toEqual({ number: fresh.number, expires_on: fresh.expires_on });
    // A stranger who holds the old paper learns that there is a newer one, not how to open it.
    expect(JSON.stringify(verified)).not.toContain(fresh.verification_id);
    expect((await learner.post(`/api/certificates/${certificate.id}/renew/`)).body).toMatchObject({
      code: 'certificate.not-renewable',
      params: { renewed_by: fresh.number },
    });
  });

  it('the old one ends on its own day, and a revoked renewal opens it again', async () => {
    const { learner, course, certificate, read, trainer } = await ending(5);
    await learner.post(`/api/certificates/${certificate.id}/renew/`);
    await completed(learner, course.lesson_ids);
    await product.settle();
    await endIn(certificate.id, -1);
    const old = await read();
    expect(old.status).toBe('expired');
    await trainer.post(`/api/certificates/${old.renewed_by_id}/revoke/`, {
      reason: 'Somebody else sat there',
    });
    expect(await read()).toMatchObject({ renewed_by: null, can: expect.arrayContaining(['renew']) });
  });

  it('stays known when the old one is reissued afterwards', async () => {
    const { learner, course, certificate, read, trainer } = await ending(20);
    await learner.post(`/api/certificates/${certificate.id}/renew/`);
    await completed(learner, course.lesson_ids);
    await product.settle();
    const fresh = (await learner.get(`/api/certificates/${(await read()).renewed_by_id}/`)).body;
    const again = await trainer.post(`/api/certificates/${certificate.id}/reissue/`, {
      reason: 'The name was misspelled',
    });
    expect(again.status).toBe(201);
    expect(again.body.renewed_by_id).toBe(fresh.id);
    await endIn(again.body.id, 20);
    const reissued = (await learner.get(`/api/certificates/${again.body.id}/`)).body;
    expect(reissued).toMatchObject({ status: 'valid', renewed_by: { number: fresh.number } });
    expect(reissued.can).not.toContain('renew');
    expect((await learner.post(`/api/certificates/${reissued.id}/renew/`)).body.code).toBe(
      'certificate.not-renewable',
    );
    const { body: verified } = await product.anonymous.get(
      `/api/certificates/verify/${reissued.verification_id}/`,
    );
    expect(verified.renewed_by).toEqual({ number: fresh.number, expires_on: fresh.expires_on });
    await remindOfEnds(product.ctx());
    expect(await toldOf(reissued.id)).toEqual([]);
    expect((await learner.get(`/api/certificates/${fresh.id}/`)).body).toMatchObject({
      status: 'valid',
      renews_id: reissued.id,
    });
    // Of the renewal nothing else has changed, and its history says who pointed it elsewhere.
    const [change] = await db.rows<{ actor_id: string; after: object }>(sql`
      select actor_id, after from record_history where record_id = ${fresh.id} and action = 'changed' order by id desc limit 1`);
    expect(change).toMatchObject({ actor_id: trainer.user_id, after: { renews_id: reissued.id } });
  });

  it('is possible from ninety days before the end on', async () => {
    const table: [number | null, number][] = [
      [91, 422],
      [89, 201],
      [-400, 201],
      [null, 422],
    ];
    for (const [days, expected] of table) {
      const { learner, certificate } = await ending(days);
      const { status } = await learner.post(`/api/certificates/${certificate.id}/renew/`);
      expect([days, status]).toEqual([days, expected]);
    }
  });

  it('who may', async () => {
    const outcomes: Record<string, number> = {};
    for (const who of ['anonymous', 'stranger', 'boss', 'trainer', 'admin', 'learner'] as const) {
      const { learner, trainer, certificate } = await ending(10);
      const boss = await product.signIn('learner');
      await db.run(sql`
        insert into reporting_lines (id, user_id, manager_id, valid_from) values (${newId()}, ${learner.user_id}, ${boss.user_id}, now() - interval '1 day')`);
      const client = { anonymous: product.anonymous, stranger, boss, trainer, admin, learner }[who];
      outcomes[who] = (await client.post(`/api/certificates/${certificate.id}/renew/`)).status;
    }
    // Who leads somebody sees their certificates; enrolling them is the business of those who run the course.
    expect(outcomes).toEqual({
      anonymous: 401,
      stranger: 404,
      boss: 403,
      trainer: 201,
      admin: 201,
      learner: 201,
    });
  });

  it('a revoked certificate is not renewed, and neither is one of a course that is gone', async () => {
    const revoked = await ending(10);
    await revoked.trainer.post(`/api/certificates/${revoked.certificate.id}/revoke/`, { reason: 'Mistake' });
    expect((await revoked.learner.post(`/api/certificates/${revoked.certificate.id}/renew/`)).status).toBe(
      409,
    );
    const gone = await ending(10);
    await gone.trainer.delete(`/api/courses/${gone.course.id}/`);
    expect((await gone.learner.post(`/api/certificates/${gone.certificate.id}/renew/`)).status).toBe(404);
  });

  it('happens once when pressed five times at once', async () => {
    const { learner, course, certificate } = await ending(10);
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => learner.post(`/api/certificates/${certificate.id}/renew/`)),
    );
    expect(answers.map((answer) => answer.status).toSorted()).toEqual([201, 400, 400, 400, 400]);
    expect(
      await db.rows(
        sql`select 1 from enrollments where student_id = ${learner.user_id} and course_id = ${course.id}`,
      ),
    ).toHaveLength(2);
  });
});

describe('reminders', () => {
  it('come at sixty, thirty and seven days, once each', async () => {
    const { certificate } = await ending(61);
    const steps: number[][] = [];
    for (const days of [61, 60, 59, 31, 30, 8, 7, 1]) {
      await endIn(certificate.id, days);
      await remindOfEnds(product.ctx());
      await remindOfEnds(product.ctx());
      steps.push((await toldOf(certificate.id)).map((row) => row.days));
    }
    expect(steps).toEqual([[], [60], [60], [60], [60, 30], [60, 30], [60, 30, 7], [60, 30, 7]]);
  });

  it('two servers at once say each step once', async () => {
    const { certificate } = await ending(20);
    await Promise.all(Array.from({ length: 6 }, () => remindOfEnds(product.ctx())));
    expect((await toldOf(certificate.id)).map((row) => row.days)).toEqual([30]);
  });

  it('one that came late skips the steps that have passed', async () => {
    const { certificate } = await ending(3);
    await remindOfEnds(product.ctx());
    expect((await toldOf(certificate.id)).map((row) => row.days)).toEqual([7]);
  });

  it('none for what is over, revoked, renewed or endless', async () => {
    const over = await ending(-1);
    const endless = await ending(null);
    const revoked = await ending(20);
    await revoked.trainer.post(`/api/certificates/${revoked.certificate.id}/revoke/`, { reason: 'Mistake' });
    const renewed = await ending(20);
    await renewed.learner.post(`/api/certificates/${renewed.certificate.id}/renew/`);
    await completed(renewed.learner, renewed.course.lesson_ids);
    await product.settle();
    await remindOfEnds(product.ctx());
    for (const { certificate } of [over, endless, revoked, renewed])
      expect(await toldOf(certificate.id)).toEqual([]);
  });

  it('reach the person in the app and by mail, with the day the paper says', async () => {
    const { learner, certificate, read } = await ending(30);
    await remindOfEnds(product.ctx());
    await product.settle();
    const { results } = (await learner.get('/api/notifications/')).body;
    const notice = results.find((one: { kind: string }) => one.kind === 'certificate_expiring');
    expect(notice).toMatchObject({ link: `/certificates/${certificate.id}` });
    const { expires_on } = await read();
    expect(notice.message).toContain(String(Number(expires_on.slice(8))));
    expect(
      await db.rows(
        sql`select 1 from mails where recipient_id = ${learner.user_id} and kind = 'certificate_expiring'`,
      ),
    ).toHaveLength(1);
  });
});

describe('finding those that end', () => {
  it('lists what ends within so many days and was not renewed', async () => {
    const { trainer, course, certificate } = await ending(20);
    const other = await product.signIn('learner');
    await anEnrollment(other, course.id);
    await completed(other, course.lesson_ids);
    await product.settle();
    const found = async (query: string) =>
      (await trainer.get(`/api/certificates/?course=${course.id}&${query}`)).body.results.map(
        (one: { id: string }) => one.id,
      );
    expect(await found('expiring_within=30')).toEqual([certificate.id]);
    expect(await found('expiring_within=19')).toEqual([]);
    expect(await found('expiring_within=400')).toHaveLength(2);
    expect((await trainer.get('/api/certificates/?expiring_within=0')).status).toBe(400);
  });

  it('shows a manager the certificates of their own line, until the line changes', async () => {
    const { learner, certificate } = await ending(20);
    const boss = await product.signIn('learner');
    const line = newId();
    await db.run(sql`
      insert into reporting_lines (id, user_id, manager_id, valid_from) values (${line}, ${learner.user_id}, ${boss.user_id}, now() - interval '1 day')`);
    const seen = async () => (await boss.get(`/api/certificates/?student=${learner.user_id}`)).body.results;
    expect((await seen()).map((one: { id: string }) => one.id)).toEqual([certificate.id]);
    await db.run(sql`update reporting_lines set valid_until = now() where id = ${line}`);
    expect(await seen()).toEqual([]);
  });
});

it('a third cycle renews the second, not the first', async () => {
  const trainer = await product.signIn('trainer');
  const learner = await product.signIn('learner');
  const course = await aPublishedCourse(trainer, { lessons: 1 });
  for (const retake of [false, true, true]) {
    await learner.post(`/api/courses/${course.id}/enroll/`, { retake });
    await completed(learner, course.lesson_ids);
    await product.settle();
  }
  const { results } = (await learner.get('/api/certificates/?ordering=issued_at')).body;
  const ids = results.map((one: { id: string }) => one.id);
  expect(results.map((one: { renews_id: string | null }) => one.renews_id)).toEqual([null, ids[0], ids[1]]);
});
