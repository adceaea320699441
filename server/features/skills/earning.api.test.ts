/** Levels by courses and quizzes, what courses ask for, and the day on which levels end: T-31, T-34, U-26, D-10.4, D-10.5. */
import { beforeAll, describe, expect, it } from 'vitest';
import {
  aQuiz,
  enrolledLearner,
  rightAnswers,
  wrongAnswers,
} from '#server/features/assessment/assessment.builders.ts';
import {
  anEnrollment,
  aPublishedCourse,
  completed,
} from '#server/features/enrollment/enrollment.builders.ts';
import type { Ctx } from '#server/platform/context.ts';
import { sql } from '#server/platform/db/sql.ts';
import { type Client, startProduct } from '#server/testing/product.ts';
import { catchUp } from './earning.service.ts';
import { aSkill, rate, skillOf, succeed } from './skills.builders.ts';
import { endLevelsJob } from './skills.jobs.ts';

const product = await startProduct();
const { db } = product.runtime;
let admin: Client;
let trainer: Client;
beforeAll(async () => {
  admin = await product.signIn('admin');
  trainer = await product.signIn('trainer');
});

const teaches = (courseId: string, skillId: string, level: number) =>
  succeed(
    trainer.put(`/api/courses/${courseId}/skills/`, { grants: [{ skill_id: skillId, level }], requires: [] }),
  );
const asks = (courseId: string, skillId: string, level: number, enforcement = 'blocking') =>
  succeed(
    trainer.put(`/api/courses/${courseId}/skills/`, {
      grants: [],
      requires: [{ skill_id: skillId, level, enforcement }],
    }),
  );
const byCourse = (courseId: string, level: number, more: object = {}) => ({
  level_criteria: { levels: [{ level, criteria: [{ kind: 'course', course_id: courseId }], ...more }] },
});
const factsAbout = (name: string, userId: string) =>
  db.rows<{ payload: Record<string, unknown> }>(
    sql`select payload from facts where name = ${name} and payload->>'user_id' = ${userId} order by id`,
  );
/** A learner who has completed the course. */
async function aGraduateOf(course: { id: string; lesson_ids: string[] }) {
  const learner = await product.signIn('learner');
  await anEnrollment(learner, course.id);
  await completed(learner, course.lesson_ids);
  return learner;
}
const at = (instant: string): Ctx => ({ ...product.ctx(), now: new Date(instant) });

describe('finishing a course', () => {
  it('raises what it teaches, by itself, and the evidence says why', async () => {
    const skill = await aSkill(admin);
    const course = await aPublishedCourse(trainer, { lessons: 1 });
    await teaches(course.id, skill.id, 2);
    const learner = await aGraduateOf(course);
    await product.settle();
    const own = await skillOf(learner, skill.id);
    expect(own.user_skill).toMatchObject({ level: 2, is_endorsed: true, source: 'course' });
    expect(own.evidence).toMatchObject([
      { kind: 'course', level: 2, course: { id: course.id, title: course.title } },
    ]);
    await product.settle();
    expect((await skillOf(learner, skill.id)).evidence).toHaveLength(1);
  });

  it('raises a level whose criteria name it, and only that far', async () => {
    const course = await aPublishedCourse(trainer, { lessons: 1 });
    const skill = await aSkill(admin, byCourse(course.id, 3));
    const learner = await aGraduateOf(course);
    await product.settle();
    const own = await skillOf(learner, skill.id);
    expect(own.user_skill.proven_level).toBe(3);
    expect(own.levels[2]).toMatchObject({
      criteria: [{ title: course.title, is_met: true, is_available: true, have: 1 }],
    });
  });

  it('lasts as long as the completion itself', async () => {
    const skill = await aSkill(admin);
    const course = await aPublishedCourse(trainer, { lessons: 1, course: { certificate_valid_months: 12 } });
    await teaches(course.id, skill.id, 1);
    const learner = await aGraduateOf(course);
    await product.settle();
    const [{ ends }] = (await db.rows<{ ends: string }>(sql`
      select (expires_at at time zone 'UTC')::date as ends from completions where student_id = ${learner.user_id}`)) as [
      { ends: string },
    ];
    expect((await skillOf(learner, skill.id)).user_skill.expires_on).toBe(ends);
  });

  it('before the course was said to teach it counts afterwards; done twice it is one piece of evidence', async () => {
    const skill = await aSkill(admin);
    const course = await aPublishedCourse(trainer, { lessons: 1 });
    const [anna, ben] = [await aGraduateOf(course), await aGraduateOf(course)];
    await product.settle();
    await teaches(course.id, skill.id, 4);
    await Promise.all([catchUp(product.ctx(), skill.id), catchUp(product.ctx(), skill.id)]);
    await catchUp(product.ctx(), skill.id);
    for (const learner of [anna, ben]) {
      const own = await skillOf(learner, skill.id);
      expect(own.user_skill.proven_level).toBe(4);
      expect(own.evidence).toHaveLength(1);
      expect(await factsAbout('skill.level-changed', learner.user_id)).toHaveLength(1);
    }
  });

  it('still counts when the course is archived, and the page says that nobody can start it now', async () => {
    const course = await aPublishedCourse(trainer, { lessons: 1 });
    const skill = await aSkill(admin, byCourse(course.id, 1));
    const learner = await aGraduateOf(course);
    await product.settle();
    await succeed(trainer.delete(`/api/courses/${course.id}/`));
    await catchUp(product.ctx(), skill.id);
    const own = await skillOf(learner, skill.id);
    expect(own.user_skill.proven_level).toBe(1);
    expect(own.levels[0].criteria).toMatchObject([
      { is_met: true, is_available: false, title: course.title },
    ]);
    // The framework is still edited with the course in it.
    expect((await admin.patch(`/api/skills/${skill.id}/`, { description: 'x' })).status).toBe(200);
  });
});

describe('criteria that change', () => {
  it('lower and raise everybody who has the skill, and say that criteria did it', async () => {
    const skill = await aSkill(admin);
    const learner = await product.signIn('learner');
    await rate(admin, learner, skill.id, 2);
    const course = await aPublishedCourse(trainer, { lessons: 1 });
    await succeed(admin.patch(`/api/skills/${skill.id}/`, byCourse(course.id, 2)));
    await catchUp(product.ctx(), skill.id);
    expect((await skillOf(learner, skill.id)).user_skill.proven_level).toBe(1);
    const told = await factsAbout('skill.level-changed', learner.user_id);
    expect(told.at(-1)?.payload).toMatchObject({ from_level: 2, to_level: 1, reason: 'criteria' });
  });

  it('are caught up with by a job that a change puts in line, once', async () => {
    const skill = await aSkill(admin);
    await succeed(admin.patch(`/api/skills/${skill.id}/`, { description: 'a' }));
    await succeed(admin.patch(`/api/skills/${skill.id}/`, { description: 'b' }));
    await product.settle();
    const jobs = await db.rows(
      sql`select 1 from graphile_worker.jobs where key = ${`skills.catch-up:${skill.id}`}`,
    );
    expect(jobs.length).toBeLessThanOrEqual(1);
  });
});

describe('a quiz', () => {
  it('raises a level at the percent that criteria ask for, also below its own pass mark', async () => {
    const quiz = await aQuiz(trainer, { settings: { pass_percent: 100 } });
    const learner = await enrolledLearner(product, quiz);
    const skill = await aSkill(admin, {
      level_criteria: {
        levels: [{ level: 1, criteria: [{ kind: 'quiz', quiz_id: quiz.id, min_percent: 60 }] }],
      },
    });
    const answers = [...rightAnswers(quiz).slice(0, 2), ...wrongAnswers(quiz).slice(2)];
    await succeed(learner.post('/api/quiz-submissions/', { quiz_id: quiz.id, answers }));
    await product.settle();
    const own = await skillOf(learner, skill.id);
    expect(own.user_skill).toMatchObject({ proven_level: 1, source: 'quiz' });
    expect(own.evidence[0].quiz).toMatchObject({ id: quiz.id, percent: 66 });
  });
});

describe('the day a level ends', () => {
  it('is the person’s own: it is over in Kiritimati while it lasts in Pago Pago; each is told once', async () => {
    const skill = await aSkill(admin, { level_criteria: { levels: [{ level: 1, validity_months: 12 }] } });
    const [east, west] = [await product.signIn('learner'), await product.signIn('learner')];
    await succeed(east.patch('/api/users/profile/', { time_zone: 'Pacific/Kiritimati' }));
    await succeed(west.patch('/api/users/profile/', { time_zone: 'Pacific/Pago_Pago' }));
    for (const learner of [east, west]) {
      const proof = { level: 1, title: 'Proof', issued_on: '2026-01-10' };
      const { evidence } = await succeed(learner.post(`/api/users/skills/${skill.id}/proofs/`, proof));
      await succeed(admin.post(`/api/skill-proofs/${evidence[0].id}/decide/`, { decision: 'confirmed' }));
    }
    const ended = async (learner: Client) =>
      (await factsAbout('skill.level-changed', learner.user_id)).filter(
        (one) => one.payload['reason'] === 'expired',
      );
    // 10 January 2027 begins at 10:00 UTC of the 9th in Kiritimati, and at 11:00 UTC of the 10th in Pago Pago.
    await endLevelsJob.run(at('2027-01-09T09:59:59Z'), {});
    expect([await ended(east), await ended(west)]).toEqual([[], []]);
    await endLevelsJob.run(at('2027-01-09T10:00:00Z'), {});
    expect((await ended(east)).map((one) => one.payload)).toMatchObject([{ from_level: 1, to_level: 0 }]);
    expect(await ended(west)).toEqual([]);
    await endLevelsJob.run(at('2027-01-10T11:00:00Z'), {});
    await endLevelsJob.run(at('2027-01-10T12:00:00Z'), {});
    expect([(await ended(east)).length, (await ended(west)).length]).toEqual([1, 1]);
  });

  it('is told thirty days ahead, once per end, and again for the next', async () => {
    const skill = await aSkill(admin, { level_criteria: { levels: [{ level: 1, validity_months: 12 }] } });
    const learner = await product.signIn('learner');
    const prove = async (issuedOn: string) => {
      const proof = { level: 1, title: 'Proof', issued_on: issuedOn };
      const { evidence } = await succeed(learner.post(`/api/users/skills/${skill.id}/proofs/`, proof));
      await succeed(admin.post(`/api/skill-proofs/${evidence[0].id}/decide/`, { decision: 'confirmed' }));
    };
    const expiring = async () =>
      (await factsAbout('skill.expiring', learner.user_id)).map((one) => one.payload['ends_on']);
    await prove('2026-03-15');
    await endLevelsJob.run(at('2027-02-12T12:00:00Z'), {});
    expect(await expiring()).toEqual([]);
    await endLevelsJob.run(at('2027-02-13T12:00:00Z'), {});
    await endLevelsJob.run(at('2027-02-14T12:00:00Z'), {});
    expect(await expiring()).toEqual(['2027-03-15']);
    await prove('2026-06-15');
    await endLevelsJob.run(at('2027-03-15T12:00:00Z'), {});
    expect(await factsAbout('skill.level-changed', learner.user_id)).toHaveLength(1);
    await endLevelsJob.run(at('2027-05-20T12:00:00Z'), {});
    expect(await expiring()).toEqual(['2027-03-15', '2027-06-15']);
  });
});

describe('what a course asks for', () => {
  it('is told to whoever sees it, with how they stand', async () => {
    const skill = await aSkill(admin);
    const course = await aPublishedCourse(trainer, { lessons: 1 });
    await asks(course.id, skill.id, 2, 'advisory');
    const learner = await product.signIn('learner');
    const seen = async (who: Client) => (await who.get(`/api/courses/${course.id}/skills/`)).body.requires[0];
    expect(await seen(product.anonymous)).toMatchObject({ level: 2, have_level: null, met: null });
    expect(await seen(learner)).toMatchObject({ have_level: 0, met: false, enforcement: 'advisory' });
    await rate(admin, learner, skill.id, 2);
    expect(await seen(learner)).toMatchObject({ have_level: 2, met: true });
    expect(
      (await learner.put(`/api/courses/${course.id}/skills/`, { grants: [], requires: [] })).status,
    ).toBe(403);
    const other = await product.signIn('trainer');
    expect((await other.put(`/api/courses/${course.id}/skills/`, { grants: [], requires: [] })).status).toBe(
      403,
    );
  });

  it('advises only, unless it is said to block', async () => {
    const skill = await aSkill(admin);
    const course = await aPublishedCourse(trainer, { lessons: 1 });
    await asks(course.id, skill.id, 2, 'advisory');
    const learner = await product.signIn('learner');
    expect((await learner.post(`/api/courses/${course.id}/enroll/`)).status).toBe(201);
  });

  it('keeps people from enrolling themselves until it is proven; saying so is not enough', async () => {
    const skill = await aSkill(admin);
    const course = await aPublishedCourse(trainer, { lessons: 1 });
    await asks(course.id, skill.id, 2);
    const learner = await product.signIn('learner');
    await succeed(learner.post('/api/users/skills/', { skill_id: skill.id, level: 5 }));
    const refused = await learner.post(`/api/courses/${course.id}/enroll/`);
    expect(refused).toMatchObject({
      status: 409,
      body: {
        code: 'skill.required',
        params: { skills: [{ skill_id: skill.id, name: skill.name, level: 2, have_level: 0 }] },
      },
    });
    await rate(admin, learner, skill.id, 1);
    expect((await learner.post(`/api/courses/${course.id}/enroll/`)).status).toBe(409);
    await rate(admin, learner, skill.id, 2);
    expect((await learner.post(`/api/courses/${course.id}/enroll/`)).status).toBe(201);
  });

  it('does not keep staff from assigning it, one person or many', async () => {
    const skill = await aSkill(admin);
    const course = await aPublishedCourse(trainer, { lessons: 1 });
    await asks(course.id, skill.id, 5);
    const [one, two] = [await product.signIn('learner'), await product.signIn('learner')];
    const single = await trainer.post(`/api/courses/${course.id}/enroll/`, { student_id: one.user_id });
    const many = await trainer.post(`/api/courses/${course.id}/enrollments/`, { user_ids: [two.user_id] });
    expect([single.status, many.body.enrolled_count]).toEqual([201, 1]);
  });

  it('asks for nothing any more when the skill is retired', async () => {
    const skill = await aSkill(admin);
    const course = await aPublishedCourse(trainer, { lessons: 1 });
    await asks(course.id, skill.id, 5);
    await admin.delete(`/api/skills/${skill.id}/`);
    const learner = await product.signIn('learner');
    expect((await learner.get(`/api/courses/${course.id}/skills/`)).body.requires).toEqual([]);
    expect((await learner.post(`/api/courses/${course.id}/enroll/`)).status).toBe(201);
  });

  it('refuses a skill that is not there and one named twice', async () => {
    const skill = await aSkill(admin);
    const course = await aPublishedCourse(trainer, { lessons: 1 });
    const put = (grants: object[]) =>
      trainer.put(`/api/courses/${course.id}/skills/`, { grants, requires: [] });
    const twice = { skill_id: skill.id, level: 1 };
    expect((await put([twice, twice])).body.errors[0].path).toBe('grants');
    expect((await put([{ skill_id: course.id, level: 1 }])).body.errors[0].path).toBe('grants.0.skill_id');
  });
});
