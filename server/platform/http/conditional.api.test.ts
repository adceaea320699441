/** ETag and 304 on reads, and the header that tells administrators where an answer came from. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { aPublishedCourse, type BuiltCourse } from '#server/features/enrollment/enrollment.builders.ts';
import { type Client, startProduct } from '#server/testing/product.ts';
import { tellEndings } from '../cache/endings.ts';
import type { Ctx } from '../context.ts';
import { tellingCache } from './conditional.ts';

const product = await startProduct();
let [trainer, learner, admin] = [] as unknown as [Client, Client, Client];
let course: BuiltCourse;

beforeAll(async () => {
  [trainer, learner, admin] = await Promise.all([
    product.signIn('trainer'),
    product.signIn('learner'),
    product.signIn('admin'),
  ]);
  course = await aPublishedCourse(trainer, { lessons: 1 });
});

describe('a read', () => {
  it.each([
    ['cached', '/api/users/me/'],
    ['cached as bytes', '/api/enrollments/'],
    ['not cached', '/api/dashboard/'],
  ])('that is %s answers 304 to its own ETag, weak or strong, alone or among others', async (_how, url) => {
    // The first request of a minute is noted as activity, which an account shows.
    await learner.get(url);
    const { headers } = await learner.get(url);
    const etag = headers.get('etag')!;
    expect(headers.get('cache-control')).toBe('private, no-cache');
    expect(headers.get('vary')).toMatch(/cookie.*authorization/);
    for (const known of [etag, etag.replace('W/', ''), `"other", ${etag}`]) {
      const again = await learner.get(url, { 'if-none-match': known });
      expect([again.status, again.headers.get('etag')]).toEqual([304, etag]);
    }
    expect((await learner.get(url, { 'if-none-match': '"other"' })).status).toBe(200);
  });

  it('is refused before anybody is told that nothing changed', async () => {
    const url = `/api/users/${learner.user_id}/`;
    const etag = (await admin.get(url)).headers.get('etag')!;
    const known = { 'if-none-match': etag };
    expect((await product.anonymous.get(url, known)).status).toBe(401);
    expect((await (await product.signIn('learner')).get(url, known)).status).toBe(404);
    const draft = await trainer.post('/api/courses/', { title: 'Not yet' });
    const seen = await trainer.get(`/api/courses/${draft.body.id}/`);
    const asked = await learner.get(`/api/courses/${draft.body.id}/`, {
      'if-none-match': seen.headers.get('etag')!,
    });
    expect(asked.status).toBe(404);
  });

  it('of who is signed in, of administration, and every problem and write is kept by nobody', async () => {
    const answers = [
      await learner.get('/api/auth/sessions/'),
      await admin.get('/api/admin/mails/'),
      await learner.get('/api/courses/no-such/'),
      await learner.post(`/api/courses/${course.id}/enroll/`),
    ];
    for (const { headers } of answers) {
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('etag')).toBeNull();
    }
  });

  it('keeps apart what one address shows to two people', async () => {
    const [mine, yours] = [await learner.get('/api/users/me/'), await admin.get('/api/users/me/')];
    expect(mine.body.id).not.toBe(yours.body.id);
    const asked = await admin.get('/api/users/me/', { 'if-none-match': mine.headers.get('etag')! });
    expect([asked.status, asked.body.id]).toEqual([200, admin.user_id]);
  });
});

describe('the header x-cache', () => {
  it('tells an administrator whether an answer was kept, and under which key', async () => {
    const url = `/api/users/${learner.user_id}/`;
    await learner.patch('/api/users/me/', { bio: 'Changed just now' });
    const told = [await admin.get(url), await admin.get(url)].map(({ headers }) => headers.get('x-cache'));
    expect(told).toEqual([`MISS; key=user:${learner.user_id}`, `HIT; key=user:${learner.user_id}`]);
    expect((await admin.get('/api/courses/')).headers.get('x-cache')).toBe('BYPASS; key=-');
  });

  it('tells an administrator what a write ended, and says nothing where it ended nothing', async () => {
    const { body } = await trainer.post('/api/courses/', { title: 'Ended' });
    const changed = await admin.patch(`/api/courses/${body.id}/`, { title: 'Ended at once' });
    expect(changed.status).toBe(200);
    expect(changed.headers.get('x-cache')).toMatch(
      new RegExp(`^INVALIDATED; tags=(\\S+ )*\\S*${body.id}( \\S+)*(; more=\\d+)?$`),
    );
    const missed = await admin.patch(`/api/courses/${learner.user_id}/`, { title: 'No such course' });
    expect([missed.status, missed.headers.get('x-cache')]).toEqual([404, null]);
    expect(
      (await trainer.patch(`/api/courses/${body.id}/`, { title: 'By another' })).headers.get('x-cache'),
    ).toBeNull();
  });

  it('names the first of many, and how many more there are', async () => {
    const tags = Array.from({ length: 12 }, (_, n) => `enrollments:user:${n}`);
    const header = vi.fn();
    const actor = { kind: 'user', roles: ['admin'] };
    await tellingCache(
      { actor } as unknown as Ctx,
      { method: 'POST' } as FastifyRequest,
      { header } as unknown as FastifyReply,
      async () => tellEndings(() => tags),
    );
    expect(header).toHaveBeenCalledWith('x-cache', `INVALIDATED; tags=${tags.slice(0, 8).join(' ')}; more=4`);
  });

  it('is shown to nobody else, on no address and for no failure', async () => {
    const urls = ['/api/courses/', `/api/courses/${course.id}/`, '/api/users/me/', '/api/notifications/'];
    const manager = await product.signIn('manager');
    for (const client of [product.anonymous, learner, trainer, manager])
      for (const url of [...urls, '/api/no-such/'])
        expect((await client.get(url)).headers.get('x-cache')).toBeNull();
  });
});

describe('the metrics of the cache', () => {
  it('count hits, misses and what was ended, by entry', async () => {
    await learner.get('/api/notifications/');
    await learner.get('/api/notifications/');
    await learner.post('/api/notifications/read-all/');
    await admin.post('/api/notifications/', { recipient_id: learner.user_id, message: 'Look' });
    const text = Buffer.from((await product.anonymous.get('/metrics')).body as ArrayBuffer).toString();
    for (const line of [
      /^lyceum_cache_requests_total\{.*cache="notifications",result="hit_process".*\} [1-9]/m,
      /^lyceum_cache_requests_total\{.*cache="notifications",result="miss".*\} [1-9]/m,
      /^lyceum_cache_requests_total\{.*cache="session",result="hit_process".*\} [1-9]/m,
      /^lyceum_cache_invalidations_total\{.*cache="notifications".*\} [1-9]/m,
      /^lyceum_cache_entries(\{.*\})? [1-9]/m,
      /^lyceum_cache_bytes(\{.*\})? [1-9]/m,
    ])
      expect(text).toMatch(line);
  });
});
