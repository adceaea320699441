/** One's own skills: T-34, T-57, T-58. */
import { describe, expect, it } from 'vitest';
import { sql } from '#server/platform/db/sql.ts';
import { newId } from '#server/platform/ids.ts';
import { startProduct } from '#server/testing/product.ts';

const product = await startProduct();
const someSkill = () => `Skill ${newId()}`;

describe('POST /api/users/skills/', () => {
  it('declares a skill by name, and a known one by id', async () => {
    const [anna, ben] = [await product.signIn('learner'), await product.signIn('trainer')];
    const name = someSkill();
    const first = await anna.post('/api/users/skills/', { name, level: 3 });
    expect(first).toMatchObject({
      status: 201,
      body: { name, level: 3, source: 'self_declared', category: '', level_criteria: {} },
    });
    const second = await ben.post('/api/users/skills', { skill_id: first.body.skill_id });
    expect(second).toMatchObject({ status: 201, body: { name, level: 1, skill_id: first.body.skill_id } });
  });

  it('changes the level when it is declared again, whatever the capitals', async () => {
    const anna = await product.signIn('learner');
    const name = someSkill();
    const { body } = await anna.post('/api/users/skills/', { name, level: 2 });
    const again = await anna.post('/api/users/skills/', { name: name.toUpperCase(), level: 5 });
    expect(again.body).toMatchObject({ id: body.id, name, level: 5 });
    expect((await anna.get('/api/users/skills/')).body.count).toBe(1);
  });

  it('makes one skill and one declaration out of ten at once', async () => {
    const anna = await product.signIn('learner');
    const name = someSkill();
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => anna.post('/api/users/skills/', { name })),
    );
    expect(answers.map((one) => one.status)).toEqual(Array(10).fill(201));
    expect(new Set(answers.map((one) => one.body.id)).size).toBe(1);
    expect(await product.runtime.db.rows(sql`select 1 from skills where name = ${name}`)).toHaveLength(1);
  });

  it.each([
    ['nothing', {}, 'skill_id'],
    ['both', { skill_id: newId(), name: 'x' }, 'skill_id'],
    ['a skill that is not there', { skill_id: newId() }, 'skill_id'],
    ['level 0', { name: 'x', level: 0 }, 'level'],
    ['level 6', { name: 'x', level: 6 }, 'level'],
    ['a source of their own', { name: 'x', source: 'course' }, 'source'],
    ['someone else', { name: 'x', user_id: newId() }, 'user_id'],
    ['a blank name', { name: '  ' }, 'name'],
  ])('refuses %s by name', async (_, body, field) => {
    const anna = await product.signIn('learner');
    expect(await anna.post('/api/users/skills/', body)).toMatchObject({
      status: 400,
      body: { errors: [{ path: field }] },
    });
  });
});

describe('GET /api/users/skills/', () => {
  it('lists the person’s own skills and nobody else’s', async () => {
    const [decoy, anna] = [await product.signIn('learner'), await product.signIn('learner')];
    await decoy.post('/api/users/skills/', { name: someSkill() });
    for (const [name, level] of [
      ['Zulu', 1],
      ['Ähre', 3],
      ['mike', 2],
    ] as const)
      await anna.post('/api/users/skills/', { name, level });
    const names = async (query: string) =>
      (await anna.get(`/api/users/skills/?${query}`)).body.results.map((one: { name: string }) => one.name);
    expect(await names('ordering=-level')).toEqual(['Ähre', 'mike', 'Zulu']);
    expect(await names('ordering=level&page=2&page_size=2')).toEqual(['Ähre']);
    expect(await names('search=ahr')).toEqual(['Ähre']);
  });

  it('is for people who are signed in', async () => {
    for (const role of ['learner', 'trainer', 'manager', 'admin'] as const) {
      expect((await (await product.signIn(role)).get('/api/users/skills/')).status).toBe(200);
    }
    expect((await product.anonymous.get('/api/users/skills/')).status).toBe(401);
    expect((await product.anonymous.post('/api/users/skills/', { name: 'x' })).status).toBe(401);
  });
});
