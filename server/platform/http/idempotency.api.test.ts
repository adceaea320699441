/** Idempotency-Key, R16: done once, answered the same, whatever happens in between. */

import type { FastifyRequest } from 'fastify';
import { beforeAll, describe, expect, it } from 'vitest';
import { feedContents } from '#contract/calendar.ts';
import type { Endpoint } from '#contract/endpoint.ts';
import { contract } from '#contract/index.ts';
import { takesIdempotencyKey } from '#contract/values/idempotency.ts';
import { aPublishedCourse, type BuiltCourse } from '#server/features/enrollment/enrollment.builders.ts';
import { features } from '#server/main/features.ts';
import type { Ctx } from '#server/platform/context.ts';
import type { Db } from '#server/platform/db/database.ts';
import { inTransaction } from '#server/platform/db/in-transaction.ts';
import { sql } from '#server/platform/db/sql.ts';
import { AppError } from '#server/platform/errors.ts';
import { newId } from '#server/platform/ids.ts';
import { type Answer, type Client, startProduct } from '#server/testing/product.ts';
import { forgetKeysJob } from './idempotency.jobs.ts';
import { answerOnce } from './idempotency.ts';
import type { HttpReply } from './reply.ts';

const product = await startProduct();
const { db } = product.runtime;
let trainer: Client;
let admin: Client;
let course: BuiltCourse;

beforeAll(async () => {
  [trainer, admin] = await Promise.all([product.signIn('trainer'), product.signIn('admin')]);
  course = await aPublishedCourse(trainer, { lessons: 1 });
});

const keyed = (key: string) => ({ 'idempotency-key': key });
const enroll = (client: Client, key: string, courseId = course.id) =>
  client.post('/api/enrollments/', { course_id: courseId }, keyed(key));
const enrollmentsOf = (client: Client) =>
  db.rows(sql`select 1 from enrollments where student_id = ${client.user_id}`);
const said = ({ status, body }: Answer) => [status, body?.code ?? body];

describe('a request sent again with its key', () => {
  it('is done once and answered the same', async () => {
    const learner = await product.signIn('learner');
    const key = newId();
    const first = await enroll(learner, key);
    const second = await enroll(learner, key);
    expect(first.status).toBe(201);
    expect(said(second)).toEqual(said(first));
    expect(first.headers.get('idempotency-replayed')).toBeNull();
    expect(second.headers.get('idempotency-replayed')).toBe('true');
    expect(await enrollmentsOf(learner)).toHaveLength(1);
    const facts = await db.rows(
      sql`select 1 from facts where name = 'enrollment.created' and payload ->> 'student_id' = ${learner.user_id}`,
    );
    expect(facts).toHaveLength(1);
  });

  it('answers 204 and headers as the first time', async () => {
    const category = (await admin.post('/api/categories/', { name: `Kept ${newId()}` })).body;
    const key = newId();
    const answers = [1, 2, 3].map(() => () => admin.delete(`/api/categories/${category.id}/`, keyed(key)));
    for (const ask of answers) expect(said(await ask())).toEqual([204, '']);
  });

  it('after another change still answers what it answered', async () => {
    const { body } = await admin.post('/api/categories/', { name: `Old ${newId()}` });
    const key = newId();
    const name = `Renamed ${newId()}`;
    const first = await admin.patch(`/api/categories/${body.id}/`, { name }, keyed(key));
    await admin.patch(`/api/categories/${body.id}/`, { name: `Again ${newId()}` });
    const second = await admin.patch(`/api/categories/${body.id}/`, { name }, keyed(key));
    expect(said(second)).toEqual(said(first));
    expect((await admin.get(`/api/categories/${body.id}/`)).body.name).toMatch(/^Again/);
  });

  it('twenty times at once runs once; the others wait for its answer', async () => {
    const learner = await product.signIn('learner');
    const key = newId();
    const answers = await Promise.all(Array.from({ length: 20 }, () => enroll(learner, key)));
    const first = answers.find((one) => one.headers.get('idempotency-replayed') === null);
    for (const answer of answers) expect(said(answer)).toEqual(said(first!));
    expect(await enrollmentsOf(learner)).toHaveLength(1);
  });

  it('while the first takes long is told to come back', async () => {
    const learner = await product.signIn('learner');
    const key = newId();
    const holder = await db.pool.connect();
    await holder.query('begin; lock table enrollments in share mode');
    const both = [enroll(learner, key), enroll(learner, key)];
    const told = await Promise.race(both);
    await holder.query('commit');
    holder.release();
    expect(said(told)).toEqual([409, 'idempotency.in-progress']);
    expect(told.headers.get('retry-after')).toBe('1');
    const done = (await Promise.all(both)).find((answer) => answer !== told);
    expect(done?.status).toBe(201);
    expect(said(await enroll(learner, key))).toEqual(said(done!));
  });
});

describe('a key', () => {
  it('used for another body, method or route is refused with 422 and changes nothing', async () => {
    const learner = await product.signIn('learner');
    const other = await aPublishedCourse(trainer, { lessons: 1 });
    const key = newId();
    const { body } = await enroll(learner, key);
    const tries = [
      await enroll(learner, key, other.id),
      await learner.post(`/api/courses/${course.id}/enroll/`, {}, keyed(key)),
      await learner.delete(`/api/enrollments/${body.id}/`, keyed(key)),
    ];
    for (const answer of tries) expect(said(answer)).toEqual([422, 'idempotency.key-reused']);
    expect(await enrollmentsOf(learner)).toHaveLength(1);
  });

  it('of another person never matches', async () => {
    const [one, two] = [await product.signIn('learner'), await product.signIn('learner')];
    const key = newId();
    const answers = [await enroll(one, key), await enroll(two, key)];
    expect(answers.map((answer) => answer.body.student_id)).toEqual([one.user_id, two.user_id]);
    expect(answers[1]!.headers.get('idempotency-replayed')).toBeNull();
  });

  it.each(['', 'two words', 'x'.repeat(201)])('%j is refused by name', async (key) => {
    const answer = await trainer.post('/api/courses/', { title: 'Never' }, keyed(key));
    expect([answer.status, answer.body.errors?.[0]?.path]).toEqual([400, 'idempotency-key']);
  });

  it('is kept for a day and forgotten after it', async () => {
    const learner = await product.signIn('learner');
    const key = newId();
    await enroll(learner, key);
    const kept = () => db.rows(sql`select 1 from idempotency_keys where user_id = ${learner.user_id}`);
    const after = (hours: number) => ({ ...product.ctx(), now: new Date(Date.now() + hours * 3_600_000) });
    await forgetKeysJob.run(after(23.9), {});
    expect(await kept()).toHaveLength(1);
    await forgetKeysJob.run(after(24.1), {});
    expect(await kept()).toHaveLength(0);
  });

  it('and what it kept cannot be read from the database', async () => {
    const learner = await product.signIn('learner');
    const key = newId();
    const feed = { name: 'Phone', contents: [feedContents[0]] };
    const { status, body } = await learner.post('/api/calendar/feeds/', feed, keyed(key));
    expect(status).toBe(201);
    const row = await db.one<{ text: string }>(
      sql`select idempotency_keys::text || encode(body, 'escape') as text from idempotency_keys where user_id = ${learner.user_id}`,
    );
    for (const secret of [key, body.url, body.id]) expect(row.text).not.toContain(secret);
    expect(said(await learner.post('/api/calendar/feeds/', feed, keyed(key)))).toEqual([201, body]);
  });
});

describe('a refusal', () => {
  it('keeps nothing: the same request may succeed later', async () => {
    const draft = (await trainer.post('/api/courses/', { title: 'Soon' })).body;
    const key = newId();
    expect(said(await enroll(trainer, key, draft.id))).toEqual([409, 'course.not-published']);
    const ready = await aPublishedCourse(trainer, { lessons: 1 });
    expect((await enroll(trainer, key, ready.id)).status).toBe(201);
  });

  it('still counts: guesses of a password with keys are limited like those without', async () => {
    const learner = await product.signIn('learner');
    const guess = () =>
      learner.post(
        '/api/auth/password/change/',
        { current_password: 'not it', new_password: 'a long enough one', end_other_sessions: false },
        keyed(newId()),
      );
    const answers: Answer[] = [];
    for (let count = 0; count < 8; count++) answers.push(await guess());
    expect(answers.map((one) => one.status).slice(0, 5)).toEqual([403, 403, 403, 403, 403]);
    expect(said(answers.at(-1)!)).toEqual([429, 'rate.limited']);
  });

  it('of one among many leaves what the others got', async () => {
    const people = await Promise.all([1, 2].map(() => product.signIn('learner')));
    const user_ids = [people[0]!.user_id, newId(), people[1]!.user_id];
    const manager = await product.signIn('admin');
    const key = newId();
    const many = () => manager.post(`/api/courses/${course.id}/enrollments/`, { user_ids }, keyed(key));
    const [first, second] = [await many(), await many()];
    expect(said(second)).toEqual(said(first));
    const without = await manager.post(`/api/courses/${course.id}/enrollments/`, { user_ids });
    expect(first.status).toBe(without.status);
  });
});

/** A handler of this test's own, called as a request of this person with this key. */
function once(client: Client, key: string, handle: (ctx: Ctx) => Promise<unknown>): Promise<HttpReply> {
  const actor: Ctx['actor'] = {
    kind: 'user',
    user_id: client.user_id,
    login_session_id: newId(),
    role: 'learner',
    roles: ['learner'],
  };
  const request = { method: 'POST', headers: {} } as FastifyRequest;
  const input = { params: {}, query: {}, body: {} };
  const parts = { key, endpoint: contract.calendar.createFeed as Endpoint, request, input };
  return answerOnce({ ...product.ctx(), actor }, { ...parts, serialize: JSON.stringify }, handle);
}

const note = (ctx: { db: Db }, key: string) =>
  ctx.db.run(sql`insert into settings (key, value) values (${key}, '1')`);
const notes = async (like: string) =>
  (
    await db.rows<{ key: string }>(sql`select key from settings where key like ${`${like}%`} order by key`)
  ).map((row) => row.key.slice(like.length));

describe('a handler', () => {
  it('that fails for a reason of ours leaves nothing, although it committed half', async () => {
    const key = newId();
    const failing = once(trainer, key, async (ctx) => {
      await inTransaction(ctx, (inside) => note(inside, `${key} half`));
      throw new Error('out of luck');
    });
    await expect(failing).rejects.toThrow('out of luck');
    expect(await notes(key)).toEqual([]);
  });

  it('that is the victim of a deadlock runs again', async () => {
    const key = newId();
    let runs = 0;
    const reply = await once(trainer, key, async (ctx) => {
      await note(ctx, `${key} ${++runs}`);
      if (runs < 3) throw Object.assign(new Error('deadlock detected'), { code: '40P01' });
      return { runs };
    });
    expect(JSON.parse(String(reply.stream))).toEqual({ runs: 3 });
    expect(await notes(key)).toEqual([' 3']);
  });

  it('goes on after a statement that failed, and several at once do not tread on each other', async () => {
    const key = newId();
    await once(trainer, key, async (ctx) => {
      await note(ctx, `${key} a`);
      await expect(note(ctx, `${key} a`)).rejects.toThrow('settings_pkey');
      const undone = inTransaction(ctx, async (inside) => {
        await note(inside, `${key} b`);
        throw new AppError('record.conflict');
      });
      await expect(undone).rejects.toThrow(AppError);
      const both = ['c', 'd'].map((one) => inTransaction(ctx, (inside) => note(inside, `${key} ${one}`)));
      await Promise.all([...both, note(ctx, `${key} e`)]);
      return {};
    });
    expect(await notes(key)).toEqual([' a', ' c', ' d', ' e']);
  });

  it('sees its own writes and nobody else does, before it has answered', async () => {
    const key = newId();
    await once(trainer, key, async (ctx) => {
      await note(ctx, key);
      expect(await ctx.db.rows(sql`select 1 from settings where key = ${key}`)).toHaveLength(1);
      expect(await notes(key)).toEqual([]);
      return {};
    });
    expect(await notes(key)).toEqual(['']);
  });

  it('may be late: what it starts and does not wait for is a statement of its own', async () => {
    const key = newId();
    let late: Ctx | undefined;
    await once(trainer, key, async (ctx) => {
      late = ctx;
      return {};
    });
    await note(late!, key);
    await inTransaction(late!, (inside) => note(inside, `${key} too`));
    expect(await notes(key)).toEqual(['', ' too']);
  });

  it('whose answer is too large to keep is not run again', async () => {
    const key = newId();
    let runs = 0;
    const large = () => once(trainer, key, async () => ({ text: 'x'.repeat(1024 * 1024), run: ++runs }));
    await large();
    await expect(large()).rejects.toMatchObject({ code: 'idempotency.not-kept' });
    expect(runs).toBe(1);
  });
});

it('a person switched off with a key is out when the answer is there', async () => {
  const person = await product.signIn('learner');
  expect((await person.get('/api/users/me/')).status).toBe(200);
  const { status } = await admin.patch(`/api/users/${person.user_id}/`, { is_active: false }, keyed(newId()));
  expect(status).toBe(200);
  expect((await person.get('/api/users/me/')).status).toBe(401);
});

it('counts on every route that changes something for a signed-in caller, but for uploads', () => {
  const unsafe = features
    .flatMap((feature) => feature.routes)
    .filter(({ endpoint }) => endpoint.method !== 'GET' && endpoint.ability !== 'public');
  const without = unsafe.filter(({ endpoint }) => !takesIdempotencyKey(endpoint)).map(({ name }) => name);
  expect(without).toEqual(['uploadFile']);
  expect(unsafe.length).toBeGreaterThan(100);
});
