/** What each kind of rule counts: a table of histories, with those that only look like it. U-17. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { AchievementRule } from '#contract/achievements.ts';
import { aPublishedCourse, type BuiltCourse } from '#server/features/enrollment/enrollment.builders.ts';
import { sql } from '#server/platform/db/sql.ts';
import { newId } from '#server/platform/ids.ts';
import { type Client, startProduct } from '#server/testing/product.ts';
import { measured } from './achievements.kinds.ts';
import { personRelation } from './achievements.sql.ts';

const product = await startProduct();
const { db } = product.runtime;
const courses: BuiltCourse[] = [];
let trainer: Client;

beforeAll(async () => {
  trainer = await product.signIn('trainer');
  for (let number = 0; number < 3; number++)
    courses.push(await aPublishedCourse(trainer, { lessons: number === 0 ? 9 : 1 }));
});

async function aPerson(timeZone = 'Europe/Copenhagen'): Promise<string> {
  const { user_id } = await product.signIn('learner');
  await db.run(sql`update user_profiles set time_zone = ${timeZone} where user_id = ${user_id}`);
  return user_id;
}

async function enrolled(
  userId: string,
  course: BuiltCourse,
  more: { percent?: number; completed?: boolean } = {},
) {
  const id = newId();
  const done = more.completed ?? false;
  await db.run(sql`
    insert into enrollments (id, student_id, course_id, course_version_id, percent, status, completed_at, cycle)
    select ${id}, ${userId}, ${course.id}, version_id, ${done ? 100 : (more.percent ?? 0)}, ${done ? 'completed' : 'active'},
           ${done ? new Date() : null}, 1 + (select count(*) from enrollments where student_id = ${userId} and course_id = ${course.id})
      from courses where id = ${course.id}`);
  if (done) {
    await db.run(sql`
      insert into completions (id, enrollment_id, student_id, course_id, course_version_id, cycle)
      select ${newId()}, e.id, e.student_id, e.course_id, e.course_version_id, e.cycle from enrollments e where e.id = ${id}`);
  }
  return id;
}

async function learnedAt(userId: string, moments: readonly string[]) {
  const enrollment = await enrolled(userId, courses[0]!);
  for (const [index, moment] of moments.entries()) {
    await db.run(sql`
      insert into lesson_progress (enrollment_id, lesson_id, student_id, completed, completed_at)
      values (${enrollment}, ${courses[0]!.lesson_ids[index]}, ${userId}, true, ${moment})`);
  }
}

async function standing(userId: string, rule: AchievementRule, now = new Date('2026-06-10T10:00:00Z')) {
  const { done, of, met } = await db.one<{ done: number; of: number; met: boolean }>(sql`
    select done, "of", met from ${measured(
      sql`(select null::uuid as achievement_id, ${JSON.stringify(rule)}::jsonb as rule)`,
      personRelation(userId),
      now,
    )} x`);
  return `${done}/${of}${met ? ' met' : ''}`;
}

describe('learning_streak', () => {
  const table: [string, string[], string, string?][] = [
    ['nothing yet', [], '0/3'],
    ['three days in a row', ['2026-06-08T08:00Z', '2026-06-09T08:00Z', '2026-06-10T08:00Z'], '3/3 met'],
    ['a day left out', ['2026-06-07T08:00Z', '2026-06-09T08:00Z', '2026-06-10T08:00Z'], '2/3'],
    ['three lessons on one day', ['2026-06-10T06:00Z', '2026-06-10T07:00Z', '2026-06-10T08:00Z'], '1/3'],
    ['yesterday still counts as going', ['2026-06-08T08:00Z', '2026-06-09T08:00Z'], '2/3'],
    ['the day before yesterday does not', ['2026-06-07T08:00Z', '2026-06-08T08:00Z'], '0/3'],
    ['a run of long ago is met', ['2026-01-01T08:00Z', '2026-01-02T08:00Z', '2026-01-03T08:00Z'], '3/3 met'],
    [
      'two minutes around midnight are two days there',
      ['2026-06-08T21:59Z', '2026-06-08T22:01Z', '2026-06-10T08:00Z'],
      '3/3 met',
    ],
    [
      'the same moments are not, in UTC',
      ['2026-06-08T21:59Z', '2026-06-08T22:01Z', '2026-06-10T08:00Z'],
      '1/3',
      'UTC',
    ],
    [
      'over the change of the clocks',
      ['2026-03-28T22:30Z', '2026-03-29T21:30Z', '2026-03-30T21:30Z'],
      '3/3 met',
    ],
    [
      'across the date line',
      ['2026-06-07T10:30Z', '2026-06-08T10:30Z', '2026-06-09T10:30Z'],
      '3/3 met',
      'Pacific/Kiritimati',
    ],
  ];
  it.each(table)('%s', async (_name, moments, expected, timeZone) => {
    const person = await aPerson(timeZone);
    await learnedAt(person, moments);
    expect(await standing(person, { kind: 'learning_streak', days: 3 })).toBe(expected);
  });

  it('does not count a lesson that was opened again', async () => {
    const person = await aPerson();
    await learnedAt(person, ['2026-06-08T08:00Z', '2026-06-09T08:00Z', '2026-06-10T08:00Z']);
    await db.run(sql`
      update lesson_progress set completed = false, completed_at = null
       where student_id = ${person} and lesson_id = ${courses[0]!.lesson_ids[1]}`);
    expect(await standing(person, { kind: 'learning_streak', days: 3 })).toBe('1/3');
  });
});

describe('milestone', () => {
  it('needs the milestone itself; a percentage alone is progress', async () => {
    const person = await aPerson();
    const enrollment = await enrolled(person, courses[0]!, { percent: 44 });
    expect(await standing(person, { kind: 'milestone', percent: 50 })).toBe('44/50');
    expect(await standing(person, { kind: 'milestone', percent: 25 })).toBe('24/25');
    await db.run(sql`insert into milestones (enrollment_id, percent) values (${enrollment}, 25)`);
    expect(await standing(person, { kind: 'milestone', percent: 25 })).toBe('25/25 met');
  });

  it('in another course than the one named does not count', async () => {
    const person = await aPerson();
    const enrollment = await enrolled(person, courses[0]!, { percent: 60 });
    await db.run(sql`insert into milestones (enrollment_id, percent) values (${enrollment}, 50)`);
    expect(await standing(person, { kind: 'milestone', percent: 50, course_id: courses[1]!.id })).toBe(
      '0/50',
    );
    expect(await standing(person, { kind: 'milestone', percent: 50, course_id: courses[0]!.id })).toBe(
      '50/50 met',
    );
  });
});

describe('courses and paths', () => {
  it('counts courses, not cycles of one course', async () => {
    const person = await aPerson();
    await enrolled(person, courses[1]!, { completed: true });
    await enrolled(person, courses[1]!, { completed: true });
    expect(await standing(person, { kind: 'courses_completed', count: 2 })).toBe('1/2');
    await enrolled(person, courses[2]!, { completed: true });
    expect(await standing(person, { kind: 'courses_completed', count: 2 })).toBe('2/2 met');
    expect(await standing(person, { kind: 'courses_completed', count: 1, category_id: newId() })).toBe('0/1');
  });

  it('a path wants each of its courses and no other', async () => {
    const person = await aPerson();
    const path: AchievementRule = { kind: 'path_completed', course_ids: [courses[0]!.id, courses[1]!.id] };
    await enrolled(person, courses[1]!, { completed: true });
    await enrolled(person, courses[2]!, { completed: true });
    expect(await standing(person, path)).toBe('1/2');
    await enrolled(person, courses[0]!, { completed: true });
    expect(await standing(person, path)).toBe('2/2 met');
  });

  it('completing a course that was deleted since still counts', async () => {
    const person = await aPerson();
    const gone = await aPublishedCourse(trainer, { lessons: 1 });
    await enrolled(person, gone, { completed: true });
    await trainer.delete(`/api/courses/${gone.id}/`);
    expect(await standing(person, { kind: 'courses_completed', count: 1 })).toBe('1/1 met');
  });
});

describe('skill_reached', () => {
  const table: [string, (string | null)[], { level: number; count?: number }, string][] = [
    ['a level that lasts', ['infinity', 'infinity'], { level: 2 }, '1/1 met'],
    ['one level short', ['infinity'], { level: 2 }, '0/1'],
    ['a level that ends tomorrow', ['2026-06-11', '2026-06-11'], { level: 2 }, '1/1 met'],
    ['a level that ended today', ['infinity', '2026-06-10'], { level: 2 }, '0/1'],
    ['only said, never proven', [], { level: 1 }, '0/1'],
    ['one skill where two are asked', ['infinity'], { level: 1, count: 2 }, '1/2'],
  ];
  it.each(table)('%s', async (_name, proven, { level, count = 1 }, expected) => {
    const person = await aPerson();
    const skill = newId();
    await db.run(sql`insert into skills (id, name, category) values (${skill}, ${`Skill ${skill}`}, 'Test')`);
    await db.run(sql`
      insert into user_skills (id, user_id, skill_id, declared_level, source, proven_until)
      values (${newId()}, ${person}, ${skill}, 5, 'course', ${proven}::date[])`);
    expect(await standing(person, { kind: 'skill_reached', level, count })).toBe(expected);
  });
});

describe('helping_others', () => {
  async function rated(by: string, whom: string, skill: string, withdrawn = false) {
    const evidence = newId();
    await db.run(sql`
      insert into skill_evidence (id, user_id, skill_id, kind, level, occurred_at, rated_by, rater_relation)
      values (${evidence}, ${whom}, ${skill}, 'rating', 2, now(), ${by}, 'manager')`);
    if (withdrawn) {
      await db.run(sql`
        insert into skill_evidence_decisions (id, evidence_id, decision) values (${newId()}, ${evidence}, 'withdrawn')`);
    }
  }

  it('counts people, once each, and not what was withdrawn', async () => {
    const [helper, first, second, third] = await Promise.all([aPerson(), aPerson(), aPerson(), aPerson()]);
    const skill = newId();
    await db.run(sql`insert into skills (id, name, category) values (${skill}, ${`Skill ${skill}`}, 'Test')`);
    for (const whom of [first!, first!, second!]) await rated(helper!, whom, skill);
    await rated(helper!, third!, skill, true);
    await rated(helper!, helper!, skill);
    expect(await standing(helper!, { kind: 'helping_others', count: 3 })).toBe('2/3');
  });
});
