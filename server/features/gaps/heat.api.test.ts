/** Gaps of people, teams and departments: what is asked, of whom, on which day, and who may see it. */
import { beforeAll, describe, expect, it } from 'vitest';
import { leads } from '#server/features/reporting/reporting.builders.ts';
import { sql } from '#server/platform/db/sql.ts';
import { type Client, startProduct } from '#server/testing/product.ts';
import { aRole, aSkill, idOf, place, proven } from './gaps.builders.ts';

const product = await startProduct();
const { db } = product.runtime;
const ever = 'infinity';
let admin: Client;
let henrik: Client;
let marta: Client;
let mikkel: Client;
let sofie: Client;
let emil: Client;
let load: string;
let forklift: string;
let safety: string;
let driverRole: { id: string };

const people = (some: { results: { name: string }[] }) => some.results.map((row) => row.name);
const cellsOf = (row: { cells: { skill_id: string }[] }) =>
  new Map(row.cells.map((cell) => [cell.skill_id, cell]));

beforeAll(async () => {
  admin = await product.signIn('admin', { display_name: 'Ada Admin' });
  henrik = await product.signIn('learner', { display_name: 'Henrik Dahl' });
  marta = await product.signIn('manager', { display_name: 'Marta Nowak' });
  mikkel = await product.signIn('learner', { display_name: 'Mikkel Strand' });
  sofie = await product.signIn('learner', { display_name: 'Sofie Kjær' });
  emil = await product.signIn('learner', { display_name: 'Emil Brandt' });
  await leads(admin, henrik, mikkel, sofie);
  await leads(admin, marta, emil);
  for (const person of [mikkel, emil])
    await place(admin, person, { department: 'Hall B', position: 'Driver' });
  await place(admin, sofie, { department: 'Warehouse', position: 'Picker' });
  await db.run(sql`
    update departments set parent_id = (select id from departments where name = 'Warehouse') where name = 'Hall B'`);
  [load, forklift, safety] = [
    await aSkill(db, 'Load handling'),
    await aSkill(db, 'Forklift operation'),
    await aSkill(db, 'Safety', { category: 'Everybody' }),
  ];
  driverRole = await aRole(admin, {
    name: 'Forklift driver',
    position_id: await idOf(admin, 'positions', 'Driver'),
    skills: { [load]: 3, [forklift]: 3 },
  });
  await aRole(admin, {
    name: 'Warehouse',
    department_id: await idOf(admin, 'departments', 'Warehouse'),
    skills: { [load]: 2, [safety]: 1 },
  });
  // Mikkel: load handling one short, forklift at target, safety never had. Sofie: above in load handling, safety at target.
  await proven(db, mikkel, load, [ever, ever]);
  await proven(db, mikkel, forklift, [ever, ever, ever]);
  await proven(db, sofie, load, [ever, ever, ever]);
  await proven(db, sofie, safety, [ever]);
});

describe('GET /api/users/gaps/', () => {
  it('asks what position, department and the departments above ask, the highest level per skill', async () => {
    const { body } = await mikkel.get('/api/users/gaps/');
    expect(body).toMatchObject({ required_count: 3, met_count: 1, gap_count: 2, user_id: mikkel.user_id });
    expect(body.profiles.map((one: { name: string }) => one.name)).toEqual(['Forklift driver', 'Warehouse']);
    const rows = body.skills.map((one: Record<string, unknown>) => [
      one['name'],
      one['required_level'],
      one['level'],
      one['state'],
      one['short_by'],
    ]);
    expect(rows).toEqual([
      ['Safety', 1, 0, 'none', 1],
      ['Load handling', 3, 2, 'short', 1],
      ['Forklift operation', 3, 3, 'met', 0],
    ]);
    expect(
      body.skills[1].profiles.map((one: { name: string; level: number }) => [one.name, one.level]),
    ).toEqual([
      ['Forklift driver', 3],
      ['Warehouse', 2],
    ]);
  });

  it('shows a target of one’s own beside the role’s, and does not count it as a gap of the role', async () => {
    await db.run(
      sql`update user_skills set target_level = 5 where user_id = ${sofie.user_id} and skill_id = ${load}`,
    );
    const { body } = await sofie.get('/api/users/gaps/');
    expect(body).toMatchObject({ required_count: 2, gap_count: 0 });
    expect(body.skills.find((one: { skill_id: string }) => one.skill_id === load)).toMatchObject({
      required_level: 5,
      role_level: 2,
      own_target: 5,
      state: 'short',
      is_gap: true,
      is_role_gap: false,
    });
    const { body: table } = await henrik.get(`/api/gaps/heat/?skill=${load}`);
    expect(table.results.find((row: { id: string }) => row.id === sofie.user_id)).toMatchObject({
      gap_count: 0,
    });
  });

  it('brings a gap back on the day a level ends, in the person’s own zone', async () => {
    const person = await product.signIn('learner');
    await place(admin, person, { position: 'Driver' });
    await admin.patch(`/api/users/${person.user_id}/`, { time_zone: 'Pacific/Kiritimati' });
    const zone = async () => (await person.get('/api/users/gaps/')).body;
    const { as_of: today } = await zone();
    const day = (days: number) => new Date(Date.parse(today) + days * 86_400_000).toISOString().slice(0, 10);
    const state = async () =>
      (await zone()).skills.find((one: { skill_id: string }) => one.skill_id === load);
    await proven(db, person, load, [day(1), day(1), day(1)]);
    expect(await state()).toMatchObject({ state: 'expiring', level: 3, ends_on: day(1), is_gap: false });
    await proven(db, person, load, [day(0), day(0), day(0)]);
    expect(await state()).toMatchObject({
      state: 'expired',
      level: 0,
      short_by: 3,
      ends_on: day(0),
      is_gap: true,
    });
    await proven(db, person, load, [ever, day(0), day(0)], 3);
    expect(await state()).toMatchObject({ state: 'expired', level: 1, declared_level: 3 });
    const { body } = await admin.get(`/api/gaps/people/?skill=${load}&state=expired&page_size=100`);
    expect(body.results.map((one: { person: { id: string } }) => one.person.id)).toEqual([person.user_id]);
    // Out of the way of the other tests.
    await admin.patch(`/api/users/${person.user_id}/`, { is_active: false });
  });

  it('is for the person, those above them and administrators', async () => {
    const url = `/api/users/${mikkel.user_id}/gaps/`;
    const statuses = await Promise.all(
      [mikkel, henrik, admin, marta, emil].map(async (who) => (await who.get(url)).status),
    );
    expect(statuses).toEqual([200, 200, 200, 404, 404]);
  });
});

describe('GET /api/gaps/heat/', () => {
  it('shows a manager their own line only: people, cells, and how many are below target', async () => {
    const { body } = await henrik.get('/api/gaps/heat/?ordering=name');
    expect(people(body)).toEqual(['Mikkel Strand', 'Sofie Kjær']);
    expect(body).toMatchObject({
      count: 2,
      totals: { people_count: 2, people_below_count: 1, required_count: 5, gap_count: 2 },
    });
    expect(
      body.columns.map((one: Record<string, unknown>) => [
        one['name'],
        one['below_count'],
        one['required_count'],
      ]),
    ).toEqual([
      ['Safety', 1, 2],
      ['Forklift operation', 0, 1],
      ['Load handling', 1, 2],
    ]);
    const cells = cellsOf(body.results[0]);
    expect(cells.get(load)).toMatchObject({
      state: 'short',
      level: 2,
      required_level: 3,
      short_by: 1,
      met_count: 0,
    });
    expect(cells.get(forklift)).toMatchObject({ state: 'met', short_by: 0, met_count: 1, required_count: 1 });
    expect(cellsOf(body.results[1]).get(load)).toMatchObject({ state: 'above', level: 3, required_level: 2 });
    expect(cellsOf(body.results[1]).has(forklift)).toBe(false);
  });

  it('shows nobody to whom nobody reports, whatever their role, and everybody to administrators', async () => {
    expect((await mikkel.get('/api/gaps/heat/')).body).toMatchObject({ count: 0, columns: [] });
    expect(people((await marta.get('/api/gaps/heat/')).body)).toEqual(['Emil Brandt']);
    expect((await admin.get('/api/gaps/heat/')).body.count).toBe(6);
    expect((await product.anonymous.get('/api/gaps/heat/')).status).toBe(401);
  });

  it('adds up teams and departments: people at target of people asked, and the worst state', async () => {
    const teams = (await admin.get(`/api/gaps/heat/?rows=teams&ordering=name&profile=${driverRole.id}`)).body;
    expect(people(teams)).toEqual(['Henrik Dahl', 'Marta Nowak']);
    expect(teams.results[0]).toMatchObject({
      id: henrik.user_id,
      people_count: 1,
      required_count: 2,
      gap_count: 1,
    });
    const { body } = await admin.get('/api/gaps/heat/?rows=departments&only_gaps=true');
    expect(people(body)).toEqual(['Hall B']);
    expect(cellsOf(body.results[0]).get(load)).toEqual({
      skill_id: load,
      state: 'none',
      required_count: 2,
      met_count: 0,
      required_level: null,
      level: null,
      short_by: null,
      ends_on: null,
    });
    const named = await admin.get(`/api/gaps/people/?department=${body.results[0].id}&skill=${load}`);
    expect(named.body.count).toBe(2);
  });

  it('narrows by category, search, direct reports and gaps, and pages', async () => {
    const top = await product.signIn('learner', { display_name: 'Top' });
    await leads(admin, top, henrik);
    const names = async (query: string) =>
      people((await top.get(`/api/gaps/heat/?ordering=name&${query}`)).body);
    expect(await names('')).toEqual(['Henrik Dahl', 'Mikkel Strand', 'Sofie Kjær']);
    expect(await names('direct=true')).toEqual(['Henrik Dahl']);
    expect(await names('search=sofie')).toEqual(['Sofie Kjær']);
    expect(await names('only_gaps=true')).toEqual(['Mikkel Strand']);
    expect(await names(`manager=${henrik.user_id}&category=Everybody`)).toEqual([
      'Mikkel Strand',
      'Sofie Kjær',
    ]);
    expect(await names('page_size=1&page=2')).toEqual(['Mikkel Strand']);
    const second = await top.get('/api/gaps/heat/?ordering=name&page_size=1&page=2');
    expect(second.body.next).toContain('page=3');
    expect(second.body.totals.people_count).toBe(3);
  });

  it('names the people behind a figure, and only of the line', async () => {
    const { body } = await henrik.get(`/api/gaps/people/?skill=${load}`);
    expect(body).toMatchObject({
      count: 1,
      results: [{ person: { id: mikkel.user_id }, state: 'short', short_by: 1 }],
    });
    expect((await henrik.get(`/api/gaps/people/?skill=${load}&below=false`)).body.count).toBe(2);
    expect((await marta.get(`/api/gaps/people/?skill=${load}&state=short`)).body.count).toBe(0);
  });

  it('pages through the people behind figures without losing or repeating one', async () => {
    for (const filter of ['', 'below=false', 'state=none', 'state=short', `skill=${safety}`]) {
      const list = async (page: string) => (await admin.get(`/api/gaps/people/?${filter}&${page}`)).body;
      const whole = await list('page_size=100');
      expect(whole.count).toBe(whole.results.length);
      expect(whole.count).toBeGreaterThan(0);
      const pages = [];
      for (let page = 1; page <= Math.ceil(whole.count / 2); page++)
        pages.push(...(await list(`page_size=2&page=${page}`)).results);
      expect(pages).toEqual(whole.results);
    }
  });

  it('is there as a file with the same figures', async () => {
    const file = await henrik.get('/api/gaps/heat/export/');
    expect(file.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(Buffer.from(file.body).toString().replace('\uFEFF', '').trim().split('\r\n')).toEqual([
      'name,position,department,people,gaps,Safety,Forklift operation,Load handling',
      'Mikkel Strand,Driver,Hall B,1,2,0 / 1,3 / 3,2 / 3',
      'Sofie Kjær,Picker,Warehouse,1,0,1 / 1,,3 / 2',
      'below target,,,1,2,1 / 2,0 / 1,1 / 2',
    ]);
  });

  it('follows the reporting line the moment it changes', async () => {
    await leads(admin, marta, sofie);
    expect(people((await henrik.get('/api/gaps/heat/')).body)).toEqual(['Mikkel Strand']);
    expect(people((await marta.get('/api/gaps/heat/?ordering=name')).body)).toEqual([
      'Emil Brandt',
      'Sofie Kjær',
    ]);
    await leads(admin, henrik, sofie);
  });
});
