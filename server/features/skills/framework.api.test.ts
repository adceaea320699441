/** The framework of skills and its table: T-34, T-11, D-10.6. */
import { beforeAll, describe, expect, it } from 'vitest';
import { aPublishedCourse } from '#server/features/enrollment/enrollment.builders.ts';
import { sql } from '#server/platform/db/sql.ts';
import { newId } from '#server/platform/ids.ts';
import { type Client, startProduct } from '#server/testing/product.ts';
import { aSkill, succeed } from './skills.builders.ts';

const product = await startProduct();
const { db } = product.runtime;
let admin: Client;
beforeAll(async () => {
  admin = await product.signIn('admin');
});

const level = (number: number, more: object = {}) => ({
  level: number,
  name: '',
  description: '',
  validity_months: null,
  match: 'any',
  criteria: [],
  ...more,
});

describe('a framework', () => {
  it('is a tree that an administrator makes and everybody reads', async () => {
    const top = await aSkill(admin, { category: ' Safety ' });
    const child = await aSkill(admin, {
      parent_id: top.id,
      level_criteria: { levels: [level(2, { name: 'Alone' }), level(1)] },
    });
    const learner = await product.signIn('learner');
    expect((await learner.get(`/api/skills/${child.id}/`)).body).toMatchObject({
      path: [top.name, child.name],
      category: '',
      level_criteria: { levels: [{ level: 2, name: 'Alone' }] },
      is_retired: false,
      can: [],
    });
    const list = await admin.get(`/api/skills/?parent=${top.id}`);
    expect(list.body).toMatchObject({ count: 1, results: [{ id: child.id, can: ['update', 'retire'] }] });
    expect(
      (await admin.get(`/api/skills/?category=Safety&search=${top.name}`)).body.results[0],
    ).toMatchObject({
      id: top.id,
      child_count: 1,
    });
    expect((await learner.post('/api/skills/', { name: 'x' })).status).toBe(403);
  });

  it('tells apart what two people change at once', async () => {
    const { id } = await aSkill(admin);
    const { body } = await admin.get(`/api/skills/${id}/`);
    const change = (description: string) =>
      admin.patch(`/api/skills/${id}/`, { description }, { 'if-match': `"${body.record_version}"` });
    expect((await change('first')).status).toBe(200);
    expect(await change('second')).toMatchObject({ status: 412, body: { code: 'record.stale' } });
  });

  it('has each name once, whatever its capitals', async () => {
    const { name } = await aSkill(admin);
    expect(await admin.post('/api/skills/', { name: name.toUpperCase() })).toMatchObject({
      status: 409,
      body: { code: 'record.conflict', errors: [{ path: 'name' }] },
    });
  });

  it('never becomes a ring, also when two moves that are fine alone come at once', async () => {
    const [a, b] = [await aSkill(admin), await aSkill(admin)];
    const answers = await Promise.all([
      admin.patch(`/api/skills/${a.id}/`, { parent_id: b.id }),
      admin.patch(`/api/skills/${b.id}/`, { parent_id: a.id }),
    ]);
    expect(answers.map((one) => one.status).sort()).toEqual([200, 400]);
    expect((await admin.patch(`/api/skills/${a.id}/`, { parent_id: a.id })).body.errors[0].path).toBe(
      'parent_id',
    );
    expect((await admin.patch(`/api/skills/${a.id}/`, { parent_id: newId() })).body.errors[0].path).toBe(
      'parent_id',
    );
  });

  it('retires a skill, which is not offered any more, and brings it back', async () => {
    const skill = await aSkill(admin);
    const learner = await product.signIn('learner');
    await succeed(learner.post('/api/users/skills/', { skill_id: skill.id }));
    expect((await admin.delete(`/api/skills/${skill.id}/`)).status).toBe(204);
    for (const body of [{ skill_id: skill.id }, { name: skill.name }])
      expect((await learner.post('/api/users/skills/', body)).body.errors[0].code).toBe('retired');
    expect((await admin.get(`/api/skills/?search=${skill.name}`)).body.count).toBe(0);
    expect((await admin.get(`/api/skills/?retired=true&search=${skill.name}`)).body.count).toBe(1);
    expect((await learner.get('/api/users/skills/')).body.results[0]).toMatchObject({ is_retired: true });
    await succeed(admin.patch(`/api/skills/${skill.id}/`, { is_retired: false }));
    expect((await learner.post('/api/users/skills/', { skill_id: skill.id, level: 2 })).status).toBe(201);
  });

  it.each<[string, object, string]>([
    ['a level twice', { level_criteria: { levels: [level(1), level(1)] } }, 'level_criteria.levels'],
    ['level 6', { level_criteria: { levels: [level(6)] } }, 'level_criteria.levels.0.level'],
    [
      'an unknown kind',
      { level_criteria: { levels: [level(1, { criteria: [{ kind: 'magic' }] })] } },
      'level_criteria.levels.0.criteria.0.kind',
    ],
    [
      'a course that never was',
      { level_criteria: { levels: [level(1, { criteria: [{ kind: 'course', course_id: newId() }] })] } },
      'level_criteria.levels.0.criteria.0.course_id',
    ],
    [
      'a quiz that never was',
      {
        level_criteria: {
          levels: [level(1, { criteria: [{ kind: 'quiz', quiz_id: newId(), min_percent: 50 }] })],
        },
      },
      'level_criteria.levels.0.criteria.0.quiz_id',
    ],
    [
      'no validity at all',
      { level_criteria: { levels: [level(1, { validity_months: 0 })] } },
      'level_criteria.levels.0.validity_months',
    ],
  ])('refuses %s by name', async (_, fields, path) => {
    const answer = await admin.post('/api/skills/', { name: `Skill ${newId()}`, ...fields });
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ path }] } });
  });
});

describe('the table of a framework', () => {
  const load = (csv: string, dry_run = false) => admin.post('/api/skills/import/', { csv, dry_run });
  const exported = async () => Buffer.from((await admin.get('/api/skills/export/')).body).toString();
  const state = () =>
    db.rows(
      sql`select id, name, parent_id, category, description, level_criteria, retired_at, record_version from skills order by id`,
    );

  it('exported and imported again changes nothing, whatever stands in it', async () => {
    const trainer = await product.signIn('trainer');
    const course = await aPublishedCourse(trainer, { lessons: 1 });
    const top = await aSkill(admin, {
      name: `=cmd|' /C calc'!A0 ${newId()}`,
      category: '@Lager; "Süd", 1 > 2',
      description: 'Zwei\r\nZeilen\tund -1',
    });
    await aSkill(admin, {
      name: `Forks > trucks \\ ${newId()}`,
      parent_id: top.id,
      level_criteria: {
        levels: [
          level(1, { name: '+Basics', validity_months: 24 }),
          level(3, {
            match: 'all',
            criteria: [
              { kind: 'course', course_id: course.id },
              { kind: 'external', issuer: 'TÜV, "Nord"' },
            ],
          }),
        ],
      },
    });
    const csv = await exported();
    expect(csv.startsWith('\uFEFF')).toBe(true);
    // No cell begins like a formula.
    expect(csv).not.toMatch(/(^|,|\n)"?[=+@]/m);
    const before = await state();
    const { status, body } = await load(csv);
    expect(status).toBe(200);
    expect(body).toMatchObject({ applied: true, created: 0, changed: 0, refused: 0 });
    expect(body.unchanged).toBe(body.rows.length);
    expect(await state()).toEqual(before);
    // What a spreadsheet makes of it: semicolons and other line ends.
    expect((await load(csv.replaceAll('\r\n', '\n'), true)).body.unchanged).toBe(body.unchanged);
  });

  it('makes a hierarchy by path, with what stands in between', async () => {
    const mark = newId().slice(-6);
    const csv = `path;category;level_1_name;level_1_validity_months\r\nWarehouse ${mark} > Trucks ${mark} > Forklift ${mark};Safety;Beginner;24\r\nWarehouse ${mark} > Picking ${mark};;;\r\n`;
    const dry = await load(csv, true);
    expect(dry.body).toMatchObject({
      dry_run: true,
      applied: false,
      created: 2,
      rows: [
        {
          row: 2,
          name: `Forklift ${mark}`,
          outcome: 'created',
          also_creates: [`Warehouse ${mark}`, `Trucks ${mark}`],
        },
        { row: 3, name: `Picking ${mark}`, outcome: 'created', also_creates: [] },
      ],
    });
    expect((await admin.get(`/api/skills/?search=${mark}`)).body.count).toBe(0);
    expect((await load(csv)).body.applied).toBe(true);
    const { body } = await admin.get(`/api/skills/?search=${mark}`);
    expect(
      body.results.map((one: { path: string[] }) => one.path.map((name) => name.split(' ')[0]).join('/')),
    ).toEqual(['Warehouse', 'Warehouse/Picking', 'Warehouse/Trucks', 'Warehouse/Trucks/Forklift']);
    expect(body.results[3].level_criteria.levels[0]).toMatchObject({ name: 'Beginner', validity_months: 24 });
    const moved = await load(`name,parent\nForklift ${mark},Picking ${mark}\n`);
    expect(moved.body.rows[0]).toMatchObject({ outcome: 'changed', changes: ['parent'] });
    expect((await load(csv)).body).toMatchObject({ changed: 1, unchanged: 1 });
  });

  it('takes children before their parents, and brings a retired skill back', async () => {
    const mark = newId().slice(-6);
    const retired = await aSkill(admin);
    await admin.delete(`/api/skills/${retired.id}/`);
    const { body } = await load(
      `name,parent\nChild ${mark},Parent ${mark}\nParent ${mark},\n${retired.name},\n`,
    );
    expect(body).toMatchObject({
      applied: true,
      created: 2,
      changed: 1,
      rows: [{}, {}, { changes: ['is_retired'] }],
    });
    expect((await admin.get(`/api/skills/?search=Child ${mark}`)).body.results[0].path).toEqual([
      `Parent ${mark}`,
      `Child ${mark}`,
    ]);
  });

  it('writes nothing at all when one row is refused, and says which and why', async () => {
    const mark = newId().slice(-6);
    const csv = [
      'name,parent,level_2_validity_months,level_criteria',
      `Good ${mark},,12,`,
      `Orphan ${mark},Nobody ${mark},,`,
      `Loop ${mark},Pool ${mark},,`,
      `Pool ${mark},Loop ${mark},,`,
      `Short ${mark},,1.5,`,
      `Good ${mark},,,`,
      `Broken ${mark},,,{not json`,
      `Ghost ${mark},,,"{""levels"":[{""level"":1,""criteria"":[{""kind"":""course"",""course_id"":""${newId()}""}]}]}"`,
      ',,,x',
    ].join('\n');
    const { body } = await load(csv);
    expect(body).toMatchObject({ applied: false, created: 1, refused: 8 });
    const problems = body.rows.map((row: { row: number; problems: { column: string; code: string }[] }) => [
      row.row,
      row.problems.map((one) => `${one.column}: ${one.code}`).join(),
    ]);
    expect(problems).toEqual([
      [2, ''],
      [3, 'parent: not_found'],
      [4, 'parent: ring'],
      [5, 'parent: ring'],
      [6, 'level_2_validity_months: invalid'],
      [7, 'name: repeated'],
      [8, 'level_criteria: invalid'],
      [9, 'level_criteria: not_found'],
      [10, expect.stringContaining('name: required')],
    ]);
    expect((await admin.get(`/api/skills/?search=${mark}`)).body.count).toBe(0);
  });

  it.each([
    ['nothing', ' ', 'empty'],
    ['an open quote', 'name\n"Forklift', 'quote-open'],
    ['a column nobody knows', 'name,lvl\nA,1', 'columns'],
    ['no column of names', 'category\nA', 'columns'],
  ])('refuses %s', async (_, csv, fault) => {
    expect(await load(csv)).toMatchObject({
      status: 422,
      body: { code: 'import.unreadable', params: { fault } },
    });
  });
});
