/** Certificates: T-14, U-18. */
import { createHash } from 'node:crypto';
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
import { accessCertificate } from './certificates.policy.ts';
import { issueCertificate } from './certificates.service.ts';
import { paperOf } from './papers.service.ts';

const product = await startProduct({
  ORGANIZATION_NAME: 'Nordhavn Logistics',
  PUBLIC_URL: 'https://learn.nordhavn.example',
});
const { db } = product.runtime;
let otherTrainer: Client;
let manager: Client;
let admin: Client;
let stranger: Client;

beforeAll(async () => {
  [otherTrainer, manager, admin, stranger] = (await Promise.all(
    (['trainer', 'manager', 'admin', 'learner'] as const).map((role) => product.signIn(role)),
  )) as [Client, Client, Client, Client];
});

async function certified(options: Parameters<typeof aCompletedCourse>[1] = {}) {
  const made = await aCompletedCourse(product, options);
  const { body } = await made.learner.get('/api/certificates/');
  return { ...made, certificate: body.results[0] };
}
const bytesOf = (answer: { body: unknown }) => Buffer.from(answer.body as ArrayBuffer);

describe('issuing', () => {
  it('follows the completion, numbered and with everything frozen that the paper says', async () => {
    const { learner, course, certificate } = await certified({
      learner: 'Sofie Kjær',
      course: { certificate_valid_months: 36 },
    });
    const year = new Date().getUTCFullYear();
    expect(certificate).toMatchObject({
      student_id: learner.user_id,
      course_id: course.id,
      recipient_name: 'Sofie Kjær',
      course_title: course.title,
      instructor_name: 'A trainer',
      organization_name: 'Nordhavn Logistics',
      score_percent: null,
      status: 'valid',
      revoked_at: null,
      can: ['download'],
    });
    expect(certificate.number).toMatch(new RegExp(`^LYC-${year}-\\d{6,}$`));
    expect(certificate.expires_on).toBe(
      certificate.completed_on.replace(/^\d+/, (from: string) => String(Number(from) + 3)),
    );
    expect(certificate.verify_url).toBe(
      `https://learn.nordhavn.example/verify/${certificate.verification_id}`,
    );
    await db.run(
      sql`update user_profiles set display_name = 'Somebody Else' where user_id = ${learner.user_id}`,
    );
    expect((await learner.get(`/api/certificates/${certificate.id}/`)).body.recipient_name).toBe(
      'Sofie Kjær',
    );
  });

  it('never happens twice for one completion, however often it is tried', async () => {
    const { certificate } = await certified();
    const tries = await Promise.all(
      Array.from({ length: 20 }, () =>
        db.transaction((transaction) =>
          issueCertificate({ ...product.ctx(), db: transaction }, certificate.completion_id),
        ),
      ),
    );
    expect(tries).toEqual(Array.from({ length: 20 }, () => null));
    expect(
      await db.rows(sql`select 1 from certificates where completion_id = ${certificate.completion_id}`),
    ).toHaveLength(1);
    expect(
      await db.rows(
        sql`select 1 from facts where name = 'certificate.issued' and payload->>'certificate_id' = ${certificate.id}`,
      ),
    ).toHaveLength(1);
  });

  it('makes one of twenty that start before any has ended', async () => {
    const { certificate } = await certified();
    await db.run(sql`delete from certificates where id = ${certificate.id}`);
    const tries = await Promise.all(
      Array.from({ length: 20 }, () =>
        db.transaction((transaction) =>
          issueCertificate({ ...product.ctx(), db: transaction }, certificate.completion_id),
        ),
      ),
    );
    expect(tries.filter((id) => id !== null)).toHaveLength(1);
  });

  it('does not happen where the course gives none', async () => {
    const { certificate } = await certified({ course: { certificate_enabled: false } });
    expect(certificate).toBeUndefined();
  });

  it('gives a second cycle its own certificate and leaves the first alone', async () => {
    const { learner, course, certificate } = await certified();
    await learner.post(`/api/courses/${course.id}/enroll/`, { retake: true });
    await completed(learner, course.lesson_ids);
    await product.settle();
    const { results } = (await learner.get('/api/certificates/')).body;
    expect(results).toHaveLength(2);
    expect(results.map((one: { id: string }) => one.id)).toContain(certificate.id);
    expect(new Set(results.map((one: { verification_id: string }) => one.verification_id)).size).toBe(2);
  });
});

describe('GET /api/certificates/', () => {
  it('shows learners their own, trainers those of their courses, managers and administrators all', async () => {
    const { trainer, learner, certificate } = await certified();
    const seen = async (client: Client) =>
      (await client.get(`/api/certificates/?student=${learner.user_id}`)).body.results.map(
        (one: { id: string }) => one.id,
      );
    expect(await seen(learner)).toEqual([certificate.id]);
    expect(await Promise.all([trainer, manager, admin].map(seen))).toEqual([
      [certificate.id],
      [certificate.id],
      [certificate.id],
    ]);
    expect(await Promise.all([otherTrainer, stranger].map(seen))).toEqual([[], []]);
    expect((await product.anonymous.get('/api/certificates/')).status).toBe(401);
  });

  it('filters by how they stand, searches, and walks by cursor', async () => {
    const { trainer, course, certificate } = await certified({ course: { certificate_valid_months: 1 } });
    const other = await product.signIn('learner', { display_name: 'Żaneta' });
    await anEnrollment(other, course.id);
    await completed(other, course.lesson_ids);
    await product.settle();
    await db.run(
      sql`update certificates set expires_at = now() - interval '1 minute' where id = ${certificate.id}`,
    );
    const found = async (query: string) =>
      (await trainer.get(`/api/certificates/?${query}`)).body.results.map(
        (one: { recipient_name: string }) => one.recipient_name,
      );
    expect(await found('status=expired')).toEqual(['A learner']);
    expect(await found('status=valid')).toEqual(['Żaneta']);
    expect(await found('search=zaneta')).toEqual(['Żaneta']);
    const first = (await trainer.get('/api/certificates/?cursor=&page_size=1')).body;
    expect(first.results[0].recipient_name).toBe('Żaneta');
    const second = (await trainer.get(first.next)).body;
    expect([second.results[0].recipient_name, second.next]).toEqual(['A learner', null]);
    expect((await trainer.get('/api/certificates/?status=lost')).status).toBe(400);
  });
});

describe('GET /api/certificates/:id/ and its paper', () => {
  it('who may', async () => {
    const { trainer, learner, certificate } = await certified();
    for (const path of ['', 'pdf/']) {
      const outcomes: Record<string, number> = {};
      for (const [name, client] of Object.entries({
        anonymous: product.anonymous,
        learner,
        stranger,
        trainer,
        otherTrainer,
        manager,
        admin,
      })) {
        outcomes[name] = (await client.get(`/api/certificates/${certificate.id}/${path}`)).status;
      }
      expect(outcomes).toEqual({
        anonymous: 401,
        learner: 200,
        stranger: 404,
        trainer: 200,
        otherTrainer: 404,
        manager: 200,
        admin: 200,
      });
    }
  });

  it('is one PDF page, and the very same bytes every time', async () => {
    const { learner, certificate } = await certified({ learner: 'Łukasz Wiśniewski-Ελένη' });
    const answers = await Promise.all(
      Array.from({ length: 3 }, () => learner.get(`/api/certificates/${certificate.id}/pdf/`)),
    );
    const later = await learner.get(`/api/certificates/${certificate.id}/pdf/?inline=true`);
    const [first] = answers.map(bytesOf) as [Buffer];
    expect(first.subarray(0, 5).toString()).toBe('%PDF-');
    for (const answer of [...answers, later]) expect(bytesOf(answer).equals(first)).toBe(true);
    expect(answers[0]!.headers.get('content-type')).toBe('application/pdf');
    expect(answers[0]!.headers.get('content-disposition')).toBe(
      `attachment; filename="${certificate.number}.pdf"`,
    );
    expect(later.headers.get('content-disposition')).toMatch(/^inline/);
    const verified = await product.anonymous.get(`/api/certificates/verify/${certificate.verification_id}/`);
    expect(verified.body.pdf_sha256).toBe(createHash('sha256').update(first).digest('hex'));
  });
});

describe('POST /api/certificates/:id/revoke/', () => {
  it('is said on the verification page at once, and ends downloads', async () => {
    const { trainer, learner, certificate } = await certified();
    const { status, body } = await trainer.post(`/api/certificates/${certificate.id}/revoke/`, {
      reason: 'The test was taken by somebody else',
    });
    expect([status, body.status, body.can]).toEqual([200, 'revoked', []]);
    const verified = (await product.anonymous.get(`/api/certificates/verify/${certificate.verification_id}/`))
      .body;
    expect(verified).toMatchObject({ status: 'revoked', recipient_name: 'A learner' });
    expect(JSON.stringify(verified)).not.toContain('somebody else');
    expect((await learner.get(`/api/certificates/${certificate.id}/pdf/`)).body).toMatchObject({
      code: 'certificate.revoked',
    });
    expect(
      (await trainer.post(`/api/certificates/${certificate.id}/revoke/`, { reason: 'Again' })).status,
    ).toBe(409);
  });

  it('happens once when pressed five times at once', async () => {
    const { trainer, certificate } = await certified();
    const answers = await Promise.all(
      Array.from({ length: 5 }, () =>
        trainer.post(`/api/certificates/${certificate.id}/revoke/`, { reason: 'Mistake' }),
      ),
    );
    expect(answers.map((answer) => answer.status).toSorted()).toEqual([200, 409, 409, 409, 409]);
    expect(
      await db.rows(
        sql`select 1 from facts where name = 'certificate.revoked' and payload->>'certificate_id' = ${certificate.id}`,
      ),
    ).toHaveLength(1);
  });

  it('who may', async () => {
    const { trainer, learner, certificate } = await certified();
    const outcomes: Record<string, number> = {};
    for (const [name, client] of Object.entries({
      anonymous: product.anonymous,
      learner,
      stranger,
      otherTrainer,
      manager,
      trainer,
      admin,
    })) {
      outcomes[name] = (
        await client.post(`/api/certificates/${certificate.id}/revoke/`, { reason: 'Mistake' })
      ).status;
    }
    expect(outcomes).toEqual({
      anonymous: 401,
      learner: 403,
      stranger: 403,
      otherTrainer: 404,
      manager: 403,
      trainer: 200,
      admin: 409,
    });
  });

  it('needs a reason', async () => {
    const { trainer, certificate } = await certified();
    for (const body of [
      {},
      { reason: '  ' },
      { reason: 'x'.repeat(501) },
      { reason: 'ok', status: 'valid' },
    ]) {
      expect((await trainer.post(`/api/certificates/${certificate.id}/revoke/`, body)).status).toBe(400);
    }
  });
});

describe('POST /api/certificates/:id/reissue/', () => {
  it('replaces it with the name of today, under a new id, number and page', async () => {
    const { trainer, learner, certificate } = await certified({ learner: 'Sofie Kjar' });
    await db.run(
      sql`update user_profiles set display_name = 'Sofie Kjær' where user_id = ${learner.user_id}`,
    );
    const { status, body } = await trainer.post(`/api/certificates/${certificate.id}/reissue/`, {
      reason: 'The name was misspelled',
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      recipient_name: 'Sofie Kjær',
      status: 'valid',
      supersedes_id: certificate.id,
      completion_id: certificate.completion_id,
    });
    expect(body.verification_id).not.toBe(certificate.verification_id);
    expect(body.number).not.toBe(certificate.number);
    expect((await learner.get(`/api/certificates/${certificate.id}/`)).body).toMatchObject({
      status: 'revoked',
      revoke_reason: 'The name was misspelled',
    });
    expect(
      (await trainer.post(`/api/certificates/${certificate.id}/reissue/`, { reason: 'Again' })).status,
    ).toBe(409);
  });
});

describe('GET /api/certificates/verify/:verification_id/', () => {
  it('tells anyone what the paper must say, and nothing more', async () => {
    const { certificate, learner } = await certified({ learner: 'Sofie Kjær' });
    const { status, body } = await product.anonymous.get(
      `/api/certificates/verify/${certificate.verification_id.toLowerCase().replaceAll('-', ' ')}/`,
    );
    expect(status).toBe(200);
    expect(body).toMatchObject({
      status: 'valid',
      number: certificate.number,
      recipient_name: 'Sofie Kjær',
      course_title: certificate.course_title,
      issued_on: certificate.issued_on,
      organization_name: 'Nordhavn Logistics',
    });
    expect(Object.keys(body)).not.toContain('student_id');
    expect(JSON.stringify(body)).not.toContain(learner.user_id);
    expect(JSON.stringify(body)).not.toContain('@');
  });

  it('knows when the validity is over, by the clock of today', async () => {
    const { certificate } = await certified({ course: { certificate_valid_months: 1 } });
    await db.run(
      sql`update certificates set expires_at = now() - interval '1 second' where id = ${certificate.id}`,
    );
    expect(
      (await product.anonymous.get(`/api/certificates/verify/${certificate.verification_id}/`)).body.status,
    ).toBe('expired');
  });

  it('opens nothing by number, row id, or a neighbour', async () => {
    const { certificate } = await certified();
    const { verification_id: known } = certificate;
    const neighbour = known.slice(0, -1) + (known.endsWith('0') ? '1' : '0');
    for (const guess of [certificate.number, certificate.id, neighbour, newId(), 'x', '%27', '..%2f..']) {
      expect((await product.anonymous.get(`/api/certificates/verify/${guess}/`)).status).toBe(404);
    }
  });

  it('slows one network down that keeps asking', async () => {
    product.travel(61_000);
    const answers = await Promise.all(
      Array.from({ length: 80 }, () => product.anonymous.get(`/api/certificates/verify/${newId()}/`)),
    );
    const statuses = answers.map((answer) => answer.status);
    expect(statuses.filter((status) => status === 404)).toHaveLength(60);
    const refused = answers.find((answer) => answer.status === 429)!;
    expect(refused.body.code).toBe('rate.limited');
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    product.travel(61_000);
    expect((await product.anonymous.get(`/api/certificates/verify/${newId()}/`)).status).toBe(404);
  });

  it('still verifies what a deleted course gave', async () => {
    const { trainer, course, certificate } = await certified();
    await trainer.delete(`/api/courses/${course.id}/`);
    expect(
      (await product.anonymous.get(`/api/certificates/verify/${certificate.verification_id}/`)).body.status,
    ).toBe('valid');
  });
});

it('people who finish at the same moment get different numbers', async () => {
  const trainer = await product.signIn('trainer');
  const course = await aPublishedCourse(trainer, { lessons: 1 });
  const learners = await Promise.all(Array.from({ length: 10 }, () => product.signIn('learner')));
  await Promise.all(learners.map((learner) => anEnrollment(learner, course.id)));
  await Promise.all(learners.map((learner) => completed(learner, course.lesson_ids)));
  await product.settle();
  const { body } = await trainer.get(`/api/certificates/?course=${course.id}`);
  expect(body.count).toBe(10);
  expect(new Set(body.results.map((one: { number: string }) => one.number)).size).toBe(10);
});

describe('erasing a person', () => {
  it('while their paper is drawn keeps one with the pseudonym, and hands out that one', async () => {
    const { learner, certificate } = await certified({ learner: 'Anna Brandt' });
    // Who asked for the paper has read the row; before it is drawn and kept, the person is erased.
    const read = await accessCertificate(product.ctx(), certificate.id, 'read');
    const { email } = (await learner.get('/api/users/me/')).body;
    expect((await admin.post(`/api/users/${learner.user_id}/erase/`, { email })).status).toBe(204);
    const handedOut = await paperOf(product.ctx(), read);

    const paper = () => admin.get(`/api/certificates/${certificate.id}/pdf/`);
    const kept = createHash('sha256')
      .update(bytesOf(await paper()))
      .digest('hex');
    await db.run(
      sql`update certificates set pdf_file_id = null, pdf_sha256 = null where id = ${certificate.id}`,
    );
    const drawnAnew = createHash('sha256')
      .update(bytesOf(await paper()))
      .digest('hex');
    expect([handedOut, kept]).toEqual([drawnAnew, drawnAnew]);
  });
});
