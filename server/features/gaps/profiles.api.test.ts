/** Role profiles: keeping them, one by one and as a file. */
import { beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#server/platform/ids.ts';
import { type Client, startProduct } from '#server/testing/product.ts';
import { aRole, aSkill, idOf, place } from './gaps.builders.ts';

const product = await startProduct();
const { db } = product.runtime;
let admin: Client;
let driver: string;
let hall: string;
let load: string;
let safety: string;
let profile: { id: string; record_version: number };

beforeAll(async () => {
  admin = await product.signIn('admin');
  const person = await product.signIn('learner');
  await place(admin, person, { department: 'Hall B', position: 'Driver' });
  driver = await idOf(admin, 'positions', 'Driver');
  hall = await idOf(admin, 'departments', 'Hall B');
  [load, safety] = [await aSkill(db, 'Load handling'), await aSkill(db, 'Safety, "first"')];
  profile = await aRole(admin, { name: 'Driver', position_id: driver, skills: { [load]: 3 } });
});

describe('role profiles', () => {
  it('say whom they are for, what they ask and of how many people', async () => {
    const { body } = await admin.get(`/api/role-profiles/${profile.id}/`);
    expect(body).toMatchObject({
      position: { name: 'Driver' },
      department: null,
      people_count: 1,
      skill_count: 1,
      skills: [{ skill_id: load, level: 3 }],
      can: ['update', 'delete'],
    });
    const list = await admin.get(`/api/role-profiles/?search=driver&skill=${load}`);
    expect(list.body.count).toBe(1);
    expect((await admin.get(`/api/role-profiles/?skill=${safety}`)).body.count).toBe(0);
  });

  it('are changed as a whole, by whoever saw the latest version', async () => {
    const url = `/api/role-profiles/${profile.id}/`;
    const changed = await admin.patch(
      url,
      {
        skills: [
          { skill_id: load, level: 2 },
          { skill_id: safety, level: 1 },
        ],
      },
      { 'if-match': '"1"' },
    );
    expect(changed.body).toMatchObject({ record_version: 2, skill_count: 2 });
    const stale = await admin.patch(url, { name: 'Other' }, { 'if-match': '"1"' });
    expect([stale.status, stale.body.code]).toEqual([412, 'record.stale']);
    const fewer = await admin.patch(url, { skills: [{ skill_id: load, level: 3 }] });
    expect(fewer.body.skills).toHaveLength(1);
  });

  it('refuse a second profile for the same people or of the same name, nobody at all, and what does not exist', async () => {
    const make = (body: object) => admin.post('/api/role-profiles/', body);
    const said = async (body: object) => {
      const answer = await make(body);
      return `${answer.status} ${answer.body.errors[0]?.path}`;
    };
    expect(await said({ name: 'Again', position_id: driver })).toBe('409 position_id');
    expect(await said({ name: 'DRIVER', department_id: hall })).toBe('409 name');
    expect(await said({ name: 'Nobody' })).toBe('400 position_id');
    expect(await said({ name: 'X', position_id: newId() })).toBe('400 position_id');
    expect(await said({ name: 'X', department_id: newId() })).toBe('400 department_id');
    expect(await said({ name: 'X', department_id: hall, skills: [{ skill_id: newId(), level: 1 }] })).toBe(
      '400 skills',
    );
    expect(await said({ name: 'X', department_id: hall, skills: [{ skill_id: load, level: 6 }] })).toBe(
      '400 skills.0.level',
    );
    const both = await Promise.all(
      [1, 2].map((one) => make({ name: `Both ${one}`, position_id: driver, department_id: hall })),
    );
    expect(both.map((answer) => answer.status).toSorted()).toEqual([201, 409]);
  });

  it('are kept by administrators and read by everybody', async () => {
    for (const role of ['learner', 'manager', 'trainer'] as const) {
      const client = await product.signIn(role);
      expect((await client.get('/api/role-profiles/')).status).toBe(200);
      expect((await client.delete(`/api/role-profiles/${profile.id}/`)).status).toBe(403);
      expect((await client.get('/api/role-profiles/export/')).status).toBe(403);
    }
  });

  it('can be removed, and nobody is asked for them any more', async () => {
    const { body } = await admin.post('/api/role-profiles/', { name: 'Soon gone', department_id: hall });
    expect((await admin.delete(`/api/role-profiles/${body.id}/`)).status).toBe(204);
    expect((await admin.delete(`/api/role-profiles/${body.id}/`)).status).toBe(404);
  });
});

describe('role profiles as a file', () => {
  const head = 'profile,description,position,department,skill,level\n';
  const importing = (csv: string, dry_run = false) =>
    admin.post('/api/role-profiles/import/', { csv, dry_run });
  const exported = async () => Buffer.from((await admin.get('/api/role-profiles/export/')).body).toString();

  it('come back unchanged', async () => {
    await admin.patch(`/api/role-profiles/${profile.id}/`, {
      description: '=1+1, "quoted"\nand a second line',
      skills: [
        { skill_id: load, level: 3 },
        { skill_id: safety, level: 1 },
      ],
    });
    await admin.post('/api/role-profiles/', { name: 'Without skills', department_id: hall });
    const file = await exported();
    const { body } = await importing(file);
    expect(body).toMatchObject({ applied: true, created_count: 0, changed_count: 0, refused_count: 0 });
    expect(body.unchanged_count).toBeGreaterThan(2);
    expect(await exported()).toBe(file);
  });

  it('show first what they would change, then change it', async () => {
    const csv = `${head}Driver,,Driver,,Load handling,4\nNew one,,Driver,Hall B,Load handling,1\n`;
    await admin.delete(
      `/api/role-profiles/${(await admin.get('/api/role-profiles/?search=both')).body.results[0].id}/`,
    );
    const preview = await importing(csv, true);
    expect(preview.body).toMatchObject({ applied: false, created_count: 1, changed_count: 1 });
    expect((await admin.get('/api/role-profiles/?search=new one')).body.count).toBe(0);
    expect((await importing(csv)).body.applied).toBe(true);
    expect((await admin.get(`/api/role-profiles/${profile.id}/`)).body.skills).toEqual([
      expect.objectContaining({ skill_id: load, level: 4 }),
    ]);
  });

  it.each([
    ['a skill nobody knows', 'A,,Driver,Hall B,Juggling,1', 'skill.unknown'],
    ['a level there is none of', 'A,,,Hall B,Load handling,0', 'level.invalid'],
    ['a position nobody has', 'A,,Pilot,,Load handling,1', 'position.unknown'],
    ['a department nobody is in', 'A,,,Moon,Load handling,1', 'department.unknown'],
    ['no name', ',,Driver,,Load handling,1', 'profile.missing'],
    ['nobody it is for', 'A,,,,Load handling,1', 'whom.missing'],
    ['people who have a profile', 'A,,Driver,,Load handling,1', 'whom.taken'],
    ['a skill twice', 'Driver,,Driver,,Load handling,1\nDriver,,Driver,,load handling,2', 'skill.repeated'],
    [
      'rows that contradict each other',
      'Driver,,Driver,,Load handling,1\nDriver,,,Hall B,"Safety, ""first""",2',
      'whom.contradicts',
    ],
  ])('refuse %s, and then nothing is written', async (_name, rows, code) => {
    const before = await exported();
    const { body } = await importing(head + rows);
    expect(body.applied).toBe(false);
    expect(
      body.rows.flatMap((row: { problems: { code: string }[] }) => row.problems.map((one) => one.code)),
    ).toContain(code);
    expect(await exported()).toBe(before);
  });
});
