/** One's own account and profile: T-33, T-53..T-56, L-22, L-37, U-07, U-31, U-32, test plan S3. */
import { describe, expect, it } from 'vitest';
import { sql } from '#server/platform/db/sql.ts';
import { newId } from '#server/platform/ids.ts';
import { type Client, startProduct } from '#server/testing/product.ts';
import { aPerson, somePassword } from './identity.builders.ts';

const product = await startProduct();
const { anonymous } = product;

const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
);
async function upload(client: Client, purpose: string): Promise<string> {
  const form = new FormData();
  form.set('purpose', purpose);
  form.set('file', new Blob([pixel], { type: 'image/png' }), 'me.png');
  const { status, body } = await client.post('/api/files/', form);
  expect(status).toBe(201);
  return body.id;
}

describe('GET /api/users/me/ and /api/auth/user/', () => {
  it('carry both documents’ fields of the account', async () => {
    const learner = await product.signIn('learner', { display_name: 'Lena' });
    const [me, user] = [await learner.get('/api/users/me/'), await learner.get('/api/auth/user/')];
    expect(me.status).toBe(200);
    expect(user.body).toEqual(me.body);
    expect(me.body).toMatchObject({
      id: learner.user_id,
      role: 'learner',
      roles: ['learner'],
      is_active: true,
      is_instructor: false,
      is_student: true,
      display_name: 'Lena',
      bio: '',
      profile_picture: null,
      can: ['update'],
    });
    expect(me.body).not.toHaveProperty('failed_login_attempts');
    expect((await anonymous.get('/api/users/me/')).status).toBe(401);
  });

  it('show when the person was last active', async () => {
    const learner = await product.signIn('learner');
    product.travel(120_000);
    await learner.get('/api/users/me/');
    const isRecent = async () =>
      product.ctx().now.getTime() - Date.parse((await learner.get('/api/users/me/')).body.last_active) <
      60_000;
    await expect.poll(isRecent).toBe(true);
  });
});

describe('PUT and PATCH /api/users/me/', () => {
  it('change what is sent and leave the rest', async () => {
    const learner = await product.signIn('learner');
    const username = `me${newId().slice(-10)}`;
    expect((await learner.put('/api/users/me/', { username, bio: 'Hello' })).body).toMatchObject({
      username,
      bio: 'Hello',
    });
    expect((await learner.patch('/api/auth/user', { display_name: 'New name' })).body).toMatchObject({
      username,
      bio: 'Hello',
      display_name: 'New name',
    });
  });

  it.each([
    'role',
    'roles',
    'is_active',
    'is_instructor',
    'is_student',
    'id',
    'created_at',
    'failed_login_attempts',
    'password',
    'record_version',
    'deleted_at',
    '__proto__x',
  ])('refuse %s by name and change nothing', async (field) => {
    const learner = await product.signIn('learner');
    const before = await learner.get('/api/users/me/');
    for (const path of ['/api/users/me/', '/api/users/profile/']) {
      const answer = await learner.patch(path, { bio: 'changed', [field]: 'admin' });
      expect(answer).toMatchObject({
        status: 400,
        body: { errors: [{ path: field, code: 'unknown_field' }] },
      });
    }
    expect((await learner.get('/api/users/me/')).body).toEqual(before.body);
  });

  it('ask for the current password before moving the account to another e-mail address', async () => {
    const user = await aPerson(product);
    const { body } = await anonymous.post('/api/auth/token/', { email: user.email, password: somePassword });
    const as = { authorization: `Bearer ${body.access}` };
    const email = `moved-${newId()}@example.test`;
    expect(await anonymous.patch('/api/users/me/', { email }, as)).toMatchObject({
      status: 400,
      body: { errors: [{ path: 'current_password' }] },
    });
    expect(
      await anonymous.patch('/api/users/me/', { email, current_password: 'wrong wrong' }, as),
    ).toMatchObject({ status: 403, body: { code: 'auth.password-wrong' } });
    expect((await anonymous.patch('/api/users/me/', { email: user.email.toUpperCase() }, as)).status).toBe(
      200,
    );
    expect(
      (await anonymous.patch('/api/users/me/', { email, current_password: somePassword }, as)).body.email,
    ).toBe(email);
  });

  it('refuse a name that is taken', async () => {
    const other = await aPerson(product);
    const learner = await product.signIn('learner');
    expect(await learner.patch('/api/users/me/', { username: other.username.toUpperCase() })).toMatchObject({
      status: 400,
      body: { code: 'account.taken', params: { field: 'username' } },
    });
  });
});

describe('PUT and PATCH /api/users/profile/', () => {
  it('keep every field of T-33, the phone number in E.164', async () => {
    const learner = await product.signIn('learner');
    const body = {
      phone_number: '+49 (0)30 901820',
      department: 'Quality',
      position: 'Engineer',
      bio: 'I measure.',
      skills: ['welding', { name: 'CAD', level: 2 }],
      preferences: { digest: 'weekly', nested: { a: [1] } },
      time_zone: 'Europe/Berlin',
      language: 'de',
    };
    const { status, body: kept } = await learner.patch('/api/users/profile/', body);
    expect(status).toBe(200);
    expect(kept).toMatchObject({
      ...body,
      phone_number: '+4930901820',
      avatar: null,
      profile_picture: null,
      user_id: learner.user_id,
    });
    expect((await learner.get('/api/users/profile/')).body).toEqual(kept);
    const cleared = await learner.put('/api/users/profile', {
      phone_number: '',
      department: null,
      position: '',
      skills: {},
    });
    expect(cleared.body).toMatchObject({
      phone_number: '',
      department: null,
      position: null,
      skills: {},
      bio: 'I measure.',
    });
  });

  it('share departments and positions by name, whatever the capitals, also when two people name a new one at once', async () => {
    const people = await Promise.all(Array.from({ length: 6 }, () => product.signIn('learner')));
    const name = `Logistics ${newId()}`;
    await Promise.all(
      people.map((one, n) =>
        one.patch('/api/users/profile/', { department: n % 2 ? name : name.toUpperCase() }),
      ),
    );
    const { body } = await people[0]!.get(`/api/departments/?search=${encodeURIComponent(name)}`);
    expect(body.count).toBe(1);
    expect((await people[0]!.get('/api/positions/')).status).toBe(200);
  });

  it('keep every change when two are made at once, and refuse a stale one', async () => {
    const learner = await product.signIn('learner');
    await Promise.all([
      learner.patch('/api/users/profile/', { bio: 'one' }),
      learner.patch('/api/users/profile/', { language: 'de' }),
    ]);
    const { body } = await learner.get('/api/users/profile/');
    expect(body).toMatchObject({ bio: 'one', language: 'de', record_version: 3 });
    expect(await learner.patch('/api/users/profile/', { bio: 'two' }, { 'if-match': '"2"' })).toMatchObject({
      status: 412,
      body: { code: 'record.stale' },
    });
    expect((await learner.patch('/api/users/profile/', { bio: 'two' }, { 'if-match': '"3"' })).status).toBe(
      200,
    );
  });

  it.each([
    ['phone_number', '030 901820'],
    ['time_zone', 'Mars/Olympus'],
    ['language', 'Deutsch!'],
    ['display_name', ''],
    ['department', 'a\nb'],
    ['bio', 'x'.repeat(5001)],
    ['skills', 'welding'],
    ['preferences', []],
    ['preferences', { long: 'x'.repeat(20_000) }],
    ['avatar_file_id', 'me.png'],
    ['avatar', 'https://evil.test/x.png'],
  ])('refuse a bad %s by name', async (field, value) => {
    const learner = await product.signIn('learner');
    expect(await learner.patch('/api/users/profile/', { [field]: value })).toMatchObject({
      status: 400,
      body: { errors: [{ path: field }] },
    });
  });

  it('take an uploaded picture, show it under both names to everyone signed in, and let it go again', async () => {
    const learner = await product.signIn('learner');
    const id = await upload(learner, 'avatar');
    const { body } = await learner.patch('/api/users/profile/', { avatar_file_id: id });
    expect(body).toMatchObject({
      avatar: `/api/files/${id}/content/`,
      profile_picture: `/api/files/${id}/content/`,
      avatar_file_id: id,
    });
    const other = await product.signIn('learner');
    expect((await other.get(body.avatar)).status).toBe(200);
    expect((await learner.get('/api/auth/session/')).body.user.avatar_url).toBe(body.avatar);
    expect((await learner.patch('/api/users/me/', { avatar_file_id: null })).body.profile_picture).toBeNull();
    const uses = await product.runtime.db.rows(sql`select 1 from file_uses where file_id = ${id}`);
    expect(uses).toEqual([]);
  });

  it('refuse a picture that is another person’s, or was uploaded for something else', async () => {
    const [trainer, other] = [await product.signIn('trainer'), await product.signIn('learner')];
    const theirs = await upload(other, 'avatar');
    const cover = await upload(trainer, 'cover');
    for (const id of [theirs, cover, newId()]) {
      const { status } = await trainer.patch('/api/users/profile/', { avatar_file_id: id });
      expect([400, 403, 404]).toContain(status);
    }
    expect((await trainer.get('/api/users/profile/')).body.avatar_file_id).toBeNull();
  });
});
