/** Notifications as records: L-31, L-59. */
import { beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#server/platform/ids.ts';
import { type Client, startProduct } from '#server/testing/product.ts';

const product = await startProduct();
type Cast = Record<'learner' | 'stranger' | 'trainer' | 'otherTrainer' | 'manager' | 'admin', Client>;
let cast: Cast;

beforeAll(async () => {
  const [learner, stranger, trainer, otherTrainer, manager, admin] = await Promise.all(
    (['learner', 'learner', 'trainer', 'trainer', 'manager', 'admin'] as const).map((role) =>
      product.signIn(role),
    ),
  );
  cast = { learner, stranger, trainer, otherTrainer, manager, admin } as Cast;
});

const write = async (message: string, to: Client = cast.learner, more: object = {}) =>
  (await cast.trainer.post('/api/notifications/', { recipient_id: to.user_id, message, ...more })).body;
async function statuses(call: (client: Client) => Promise<{ status: number }>) {
  const outcomes: Record<string, number> = {};
  for (const [name, client] of Object.entries({ anonymous: product.anonymous, ...cast }))
    outcomes[name] = (await call(client)).status;
  return outcomes;
}

describe('POST /api/notifications/', () => {
  it('reaches the recipient, unread', async () => {
    const { status, body } = await cast.trainer.post('/api/notifications/', {
      recipient_id: cast.learner.user_id,
      message: '  Bring your boots.  ',
      link: '/catalog',
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      recipient_id: cast.learner.user_id,
      message: 'Bring your boots.',
      kind: 'message',
      link: '/catalog',
      sender_id: cast.trainer.user_id,
      is_read: false,
      read_at: null,
    });
    expect((await cast.learner.get(`/api/notifications/${body.id}/`)).body).toEqual(body);
  });

  it('who may', async () => {
    expect(
      await statuses((client) =>
        client.post('/api/notifications/', { recipient_id: cast.stranger.user_id, message: 'Hello' }),
      ),
    ).toEqual({
      anonymous: 401,
      learner: 403,
      stranger: 403,
      trainer: 201,
      otherTrainer: 201,
      manager: 201,
      admin: 201,
    });
  });

  it.each([
    [{ message: '' }, 'message'],
    [{ message: 'x'.repeat(2001) }, 'message'],
    [{ message: 'a\u0000b' }, 'message'],
    [{ link: 'https://evil.example' }, 'link'],
    [{ link: '//evil.example' }, 'link'],
    [{ link: '/\\evil.example' }, 'link'],
    [{ link: 'javascript:alert(1)' }, 'link'],
    [{ recipient_id: newId() }, 'recipient_id'],
    [{ is_read: true }, 'is_read'],
    [{ kind: 'security' }, 'kind'],
    [{ sender_id: newId() }, 'sender_id'],
  ])('refuses %j', async (bad, path) => {
    const { status, body } = await cast.trainer.post('/api/notifications/', {
      recipient_id: cast.learner.user_id,
      message: 'Hello',
      ...bad,
    });
    expect([status, body.errors[0].path]).toEqual([400, path]);
  });
});

describe('GET /api/notifications/', () => {
  it('lists only the own ones, newest first, filtered and counted', async () => {
    const reader = await product.signIn('learner');
    await write('For somebody else', cast.stranger);
    const first = await write('First', reader);
    const second = await write('Second', reader);
    await reader.patch(`/api/notifications/${first.id}/`, { is_read: true });
    const messages = async (query = '') =>
      (await reader.get(`/api/notifications/${query}`)).body.results.map(
        (one: { message: string }) => one.message,
      );
    expect(await messages()).toEqual(['Second', 'First']);
    expect(await messages('?is_read=false')).toEqual(['Second']);
    expect(await messages('?is_read=true')).toEqual(['First']);
    expect(await messages('?kind=milestone')).toEqual([]);
    expect(await messages('?search=SECOND')).toEqual(['Second']);
    expect((await reader.get('/api/notifications/unread/')).body).toEqual({ unread_count: 1 });
    const page = (await reader.get('/api/notifications/?cursor=&page_size=1')).body;
    expect(page.results[0].id).toBe(second.id);
    const next = (await reader.get(page.next)).body;
    expect([next.results[0].id, next.next]).toEqual([first.id, null]);
    expect((await product.anonymous.get('/api/notifications/')).status).toBe(401);
  });
});

describe('GET, PUT, PATCH, DELETE /api/notifications/:id/', () => {
  it('who may read it', async () => {
    const { id } = await write('Private');
    expect(await statuses((client) => client.get(`/api/notifications/${id}/`))).toEqual({
      anonymous: 401,
      learner: 200,
      stranger: 404,
      trainer: 200,
      otherTrainer: 404,
      manager: 404,
      admin: 200,
    });
    expect((await cast.learner.get(`/api/notifications/${newId()}/`)).status).toBe(404);
  });

  it('the recipient marks it read and unread, with the fields the documents send', async () => {
    const notice = await write('Read me');
    const { status, body } = await cast.learner.put(`/api/notifications/${notice.id}/`, {
      recipient_id: notice.recipient_id,
      message: notice.message,
      is_read: true,
    });
    expect([status, body.is_read, typeof body.read_at]).toEqual([200, true, 'string']);
    expect(
      (await cast.learner.patch(`/api/notifications/${notice.id}/`, { is_read: true })).body.read_at,
    ).toBe(body.read_at);
    expect(
      (await cast.learner.patch(`/api/notifications/${notice.id}/`, { is_read: false })).body,
    ).toMatchObject({ is_read: false, read_at: null });
  });

  it('the recipient cannot reword it, the author cannot read it for them, nobody hands it on', async () => {
    const { id } = await write('The words');
    expect((await cast.learner.patch(`/api/notifications/${id}/`, { message: 'Other words' })).status).toBe(
      403,
    );
    expect((await cast.trainer.patch(`/api/notifications/${id}/`, { is_read: true })).status).toBe(403);
    expect(
      (await cast.trainer.patch(`/api/notifications/${id}/`, { message: 'Better words' })).body.message,
    ).toBe('Better words');
    expect(
      (await cast.trainer.patch(`/api/notifications/${id}/`, { recipient_id: cast.stranger.user_id })).body
        .errors[0].path,
    ).toBe('recipient_id');
    expect((await cast.stranger.patch(`/api/notifications/${id}/`, { is_read: true })).status).toBe(404);
  });

  it('can be removed by its recipient, and is gone then', async () => {
    const { id } = await write('Away with it');
    expect((await cast.stranger.delete(`/api/notifications/${id}/`)).status).toBe(404);
    expect((await cast.learner.delete(`/api/notifications/${id}/`)).status).toBe(204);
    expect((await cast.learner.get(`/api/notifications/${id}/`)).status).toBe(404);
    expect((await cast.learner.delete(`/api/notifications/${id}/`)).status).toBe(404);
  });
});

describe('POST /api/notifications/read-all/', () => {
  it('marks the own ones and nobody else’s', async () => {
    const [reader, other] = await Promise.all([product.signIn('learner'), product.signIn('learner')]);
    for (const message of ['One', 'Two']) await write(message, reader);
    await write('Three', other);
    expect((await reader.post('/api/notifications/read-all/')).body).toEqual({ updated_count: 2 });
    expect((await reader.post('/api/notifications/read-all/')).body).toEqual({ updated_count: 0 });
    expect((await other.get('/api/notifications/unread/')).body).toEqual({ unread_count: 1 });
    expect((await product.anonymous.post('/api/notifications/read-all/')).status).toBe(401);
  });
});
