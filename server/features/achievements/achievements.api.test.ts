/** Achievements: earned by rules, once, and kept. U-17. */
import { beforeAll, describe, expect, it } from 'vitest';
import {
  aLearnerIn,
  anEnrollment,
  aPublishedCourse,
  complete,
  completed,
} from '#server/features/enrollment/enrollment.builders.ts';
import { sql } from '#server/platform/db/sql.ts';
import { startDispatcher } from '#server/platform/facts/dispatcher.ts';
import { newId } from '#server/platform/ids.ts';
import { type Client, startProduct } from '#server/testing/product.ts';
import { achievementsReactions } from './achievements.reactions.ts';
import { awardPerson, evaluateRule } from './awarding.service.ts';

const product = await startProduct({
  ORGANIZATION_NAME: 'Nordhavn Logistics',
  PUBLIC_URL: 'https://learn.nordhavn.example',
});
const { db } = product.runtime;
let trainer: Client;
let admin: Client;
let stranger: Client;

beforeAll(async () => {
  trainer = await product.signIn('trainer');
  admin = await product.signIn('admin');
  stranger = await product.signIn('learner');
});

type Wall = {
  name: string;
  earned_at: string | null;
  award_id: string;
  progress: { done: number; of: number } | null;
};
const wallOf = async (client: Client): Promise<Wall[]> =>
  (await client.get('/api/achievements/')).body.results;
const earnedBy = async (client: Client) =>
  (await wallOf(client))
    .filter((one) => one.earned_at)
    .map((one) => one.name)
    .toSorted();
const rule = (more: Record<string, unknown> = {}) => ({
  name: `Rule ${newId().slice(-6)}`,
  icon: 'star',
  palette: 'gold',
  rule: { kind: 'courses_completed', count: 1 },
  ...more,
});
/** What the job does, batch by batch, for a rule as it stands. */
async function evaluate(ruleId: string) {
  const { record_version } = (await admin.get(`/api/achievement-rules/${ruleId}/`)).body;
  await evaluateRule(product.ctx(), { achievement_id: ruleId, record_version, after: null });
}
const awardsFor = (userId: string, achievementId: string) =>
  db.rows(
    sql`select id from achievement_awards where user_id = ${userId} and achievement_id = ${achievementId}`,
  );

describe('earning', () => {
  it('begins with the first quarter of the first course and ends with all of it', async () => {
    const course = await aPublishedCourse(trainer, { lessons: 4 });
    const { learner } = await aLearnerIn(product, course.id);
    const before = await learner.get('/api/achievements/');
    expect(before.body).toMatchObject({ earned_count: 0, total_count: expect.any(Number) });
    expect(before.body.total_count).toBeGreaterThanOrEqual(10);
    await complete(learner, course.lesson_ids[0]!);
    await product.settle();
    expect(await earnedBy(learner)).toEqual(['First quarter']);
    const halfway = (await wallOf(learner)).find((one) => one.name === 'Halfway')!;
    expect(halfway).toMatchObject({ earned_at: null, progress: { done: 25, of: 50 } });
    await completed(learner, course.lesson_ids.slice(1));
    await product.settle();
    expect(await earnedBy(learner)).toEqual([
      'All of it',
      'First course',
      'First quarter',
      'Halfway',
      'Home straight',
    ]);
    const five = (await wallOf(learner)).find((one) => one.name === 'Five courses')!;
    expect(five.progress).toEqual({ done: 1, of: 5 });
  });

  it('tells of each award once, with the numbers that met the rule frozen', async () => {
    const course = await aPublishedCourse(trainer, { lessons: 1 });
    const { learner } = await aLearnerIn(product, course.id);
    await completed(learner, course.lesson_ids);
    await product.settle();
    const facts = await db.rows<{ payload: { award_id: string } }>(
      sql`select payload from facts where name = 'achievement.earned' and payload ->> 'user_id' = ${learner.user_id}`,
    );
    const wall = (await wallOf(learner)).filter((one) => one.earned_at);
    expect(facts.map((fact) => fact.payload.award_id).toSorted()).toEqual(
      wall.map((one) => one.award_id).toSorted(),
    );
    const first = wall.find((one) => one.name === 'First course')!;
    expect((await learner.get(`/api/achievements/awards/${first.award_id}/`)).body.cause).toEqual({
      rule: { kind: 'courses_completed', count: 1 },
      done: 1,
      of: 1,
    });
  });

  it('happens once when fifty try at once', async () => {
    const course = await aPublishedCourse(trainer, { lessons: 1 });
    const { learner } = await aLearnerIn(product, course.id);
    await completed(learner, course.lesson_ids);
    const { body } = await admin.post('/api/achievement-rules/', rule());
    const tries = Array.from({ length: 50 }, () =>
      db.transaction((transaction) =>
        awardPerson({ ...product.ctx(), db: transaction }, learner.user_id, {
          fact_id: newId(),
          kind: 'courses_completed',
        }),
      ),
    );
    await Promise.all(tries);
    await product.settle();
    expect(await awardsFor(learner.user_id, body.id)).toHaveLength(1);
    const told = await db.rows(
      sql`select 1 from facts where name = 'achievement.earned' and payload ->> 'achievement_id' = ${body.id} and payload ->> 'user_id' = ${learner.user_id}`,
    );
    expect(told).toHaveLength(1);
  });

  it('happens once with two dispatchers at work', async () => {
    const second = startDispatcher({
      db: product.runtime.db,
      reactions: achievementsReactions,
      systemCtx: (executor) => ({ ...product.ctx(), db: executor }),
      log: product.runtime.services.log,
    });
    const course = await aPublishedCourse(trainer, { lessons: 4 });
    const learners = await Promise.all(Array.from({ length: 6 }, () => aLearnerIn(product, course.id)));
    await Promise.all(learners.map(({ learner }) => completed(learner, course.lesson_ids)));
    await Promise.all([product.settle(), second.drain()]);
    await second.stop();
    await product.settle();
    for (const { learner } of learners) expect(await earnedBy(learner)).toContain('All of it');
    const twice = await db.rows(sql`
      select payload ->> 'award_id' from facts where name = 'achievement.earned' group by 1 having count(*) > 1`);
    expect(twice).toEqual([]);
  });

  it('cannot be undone or backdated, not even in the database', async () => {
    await expect(db.run(sql`delete from achievement_awards`)).rejects.toThrow('append-only');
    await expect(db.run(sql`update achievement_awards set earned_at = now()`)).rejects.toThrow('append-only');
  });
});

describe('the rules of an administrator', () => {
  it('a new rule reaches everybody who meets it already, in batches, and says so beforehand', async () => {
    const course = await aPublishedCourse(trainer, { lessons: 1 });
    const people = await Promise.all(Array.from({ length: 3 }, () => aLearnerIn(product, course.id)));
    await Promise.all(people.map(({ learner }) => completed(learner, course.lesson_ids)));
    await aLearnerIn(product, course.id);
    const named = { kind: 'milestone', percent: 100, course_id: course.id };
    const preview = await admin.post('/api/achievement-rules/preview/', { rule: named });
    expect(preview.body).toMatchObject({ count: 3, already_count: 0 });
    expect(preview.body.people).toHaveLength(3);
    expect(preview.body.people_count).toBeGreaterThan(3);
    const { status, body } = await admin.post('/api/achievement-rules/', rule({ rule: named }));
    expect([status, body.subjects]).toEqual([201, { [course.id]: course.title }]);
    await evaluate(body.id);
    await evaluate(body.id);
    expect((await admin.get(`/api/achievement-rules/${body.id}/`)).body.earned_count).toBe(3);
    const after = await admin.post('/api/achievement-rules/preview/', {
      rule: named,
      achievement_id: body.id,
    });
    expect(after.body).toMatchObject({ count: 3, already_count: 3 });
  });

  it('a changed rule, a paused one and an archived one take nothing away', async () => {
    const course = await aPublishedCourse(trainer, { lessons: 1 });
    const { learner } = await aLearnerIn(product, course.id);
    await completed(learner, course.lesson_ids);
    const { body } = await admin.post('/api/achievement-rules/', rule({ name: 'Once mine' }));
    await evaluate(body.id);
    const url = `/api/achievement-rules/${body.id}/`;
    for (const change of [{ rule: { kind: 'courses_completed', count: 99 } }, { is_active: false }]) {
      expect((await admin.patch(url, change)).status).toBe(200);
      await evaluate(body.id);
      expect(await earnedBy(learner)).toContain('Once mine');
    }
    expect((await admin.post(`${url}archive/`)).body.archived_at).not.toBeNull();
    expect(await earnedBy(learner)).toContain('Once mine');
    const newcomer = await product.signIn('learner');
    expect((await wallOf(newcomer)).map((one) => one.name)).not.toContain('Once mine');
    expect((await admin.patch(url, { is_active: true })).status).toBe(409);
    expect((await admin.post(`${url}restore/`)).body).toMatchObject({ archived_at: null, is_active: false });
  });

  it('a paused rule gives nothing', async () => {
    const { body } = await admin.post('/api/achievement-rules/', rule({ is_active: false }));
    const course = await aPublishedCourse(trainer, { lessons: 1 });
    const { learner } = await aLearnerIn(product, course.id);
    await completed(learner, course.lesson_ids);
    await product.settle();
    expect(await awardsFor(learner.user_id, body.id)).toEqual([]);
  });

  it('an evaluation of an older version stops', async () => {
    const hard = { kind: 'courses_completed', count: 500 };
    const { body } = await admin.post('/api/achievement-rules/', rule({ rule: hard }));
    await db.run(sql`
      update achievements set rule = '{"kind":"courses_completed","count":1}', record_version = record_version + 1 where id = ${body.id}`);
    const older = { achievement_id: body.id, record_version: body.record_version, after: null };
    await evaluateRule(product.ctx(), older);
    expect(await db.rows(sql`select 1 from achievement_awards where achievement_id = ${body.id}`)).toEqual(
      [],
    );
  });

  it('two who change one rule at once: the second is told', async () => {
    const { body } = await admin.post('/api/achievement-rules/', rule({ is_active: false }));
    const headers = { 'if-match': `"${body.record_version}"` };
    const url = `/api/achievement-rules/${body.id}/`;
    expect((await admin.patch(url, { name: 'First' }, headers)).status).toBe(200);
    expect((await admin.patch(url, { name: 'Second' }, headers)).body.code).toBe('record.stale');
  });

  it('one who switches a rule on while another puts it away is told, and it stays away', async () => {
    for (let round = 0; round < 8; round++) {
      const { body } = await admin.post('/api/achievement-rules/', rule({ is_active: false }));
      const url = `/api/achievement-rules/${body.id}/`;
      const [switched, archived] = await Promise.all([
        admin.patch(url, { is_active: true }),
        admin.post(`${url}archive/`),
      ]);
      expect([200, 409]).toContain(switched.status);
      expect(archived.body).toMatchObject({ is_active: false, archived_at: expect.any(String) });
    }
  });

  it('refuses what cannot be', async () => {
    const course = await aPublishedCourse(trainer, { lessons: 1 });
    const refused: [Record<string, unknown>, string][] = [
      [{ kind: 'milestone', percent: 33 }, 'rule.percent'],
      [{ kind: 'learning_streak', days: 1 }, 'rule.days'],
      [{ kind: 'courses_completed', count: 0 }, 'rule.count'],
      [{ kind: 'courses_completed', count: 1, category_id: newId() }, 'rule.category_id'],
      [{ kind: 'path_completed', course_ids: [course.id] }, 'rule.course_ids'],
      [{ kind: 'path_completed', course_ids: [course.id, course.id] }, 'rule.course_ids'],
      [{ kind: 'path_completed', course_ids: [course.id, newId()] }, 'rule.course_ids'],
      [{ kind: 'quiz_passed', count: 1, quiz_id: newId() }, 'rule.quiz_id'],
      [{ kind: 'skill_reached', level: 6, count: 1 }, 'rule.level'],
      [{ kind: 'skill_reached', level: 1, count: 1, skill_id: newId() }, 'rule.skill_id'],
      [{ kind: 'sql', where: 'true' }, 'rule.kind'],
    ];
    for (const [wrong, path] of refused) {
      const { status, body } = await admin.post('/api/achievement-rules/', rule({ rule: wrong }));
      expect([status, body.errors?.[0]?.path], JSON.stringify(wrong)).toEqual([400, path]);
    }
    expect((await admin.post('/api/achievement-rules/', rule({ icon: 'skull' }))).status).toBe(400);
  });

  it('lists, searches and keeps the archived apart', async () => {
    const { body } = await admin.post(
      '/api/achievement-rules/',
      rule({ name: 'Ærlig talt', is_active: false }),
    );
    const found = async (query: string) =>
      (await admin.get(`/api/achievement-rules/?${query}`)).body.results.map((one: { id: string }) => one.id);
    expect(await found('search=aerlig')).toEqual([body.id]);
    await admin.post(`/api/achievement-rules/${body.id}/archive/`);
    expect(await found('search=aerlig')).toEqual([]);
    expect(await found('search=aerlig&archived=true')).toEqual([body.id]);
  });
});

describe('seeing and sharing', () => {
  async function anAward() {
    const teacher = await product.signIn('trainer');
    const course = await aPublishedCourse(teacher, { lessons: 1 });
    const learner = await product.signIn('learner', { display_name: 'Sofie Kjær' });
    await anEnrollment(learner, course.id);
    await completed(learner, course.lesson_ids);
    await product.settle();
    const award = (await wallOf(learner)).find((one) => one.name === 'First course')!;
    return { teacher, learner, award };
  }

  it('who may see what somebody earned', async () => {
    const { teacher, learner, award } = await anAward();
    const manager = await product.signIn('manager');
    const boss = await product.signIn('learner');
    const line = newId();
    await db.run(sql`
      insert into reporting_lines (id, user_id, manager_id, valid_from) values (${line}, ${learner.user_id}, ${boss.user_id}, now() - interval '1 day')`);
    const outcomes = async () => {
      const seen: Record<string, string> = {};
      const people = {
        anonymous: product.anonymous,
        learner,
        stranger,
        teacher,
        trainer,
        manager,
        boss,
        admin,
      };
      for (const [name, client] of Object.entries(people)) {
        const list = await client.get(`/api/users/${learner.user_id}/achievements/`);
        const one = await client.get(`/api/achievements/awards/${award.award_id}/`);
        seen[name] = `${list.status} ${one.status}`;
      }
      return seen;
    };
    const expected = {
      anonymous: '401 401',
      learner: '200 200',
      stranger: '404 404',
      teacher: '200 200',
      trainer: '404 404',
      // The role alone opens nothing.
      manager: '404 404',
      boss: '200 200',
      admin: '200 200',
    };
    expect(await outcomes()).toEqual(expected);
    await db.run(sql`update reporting_lines set valid_until = now() where id = ${line}`);
    expect(await outcomes()).toEqual({ ...expected, boss: '404 404' });
  });

  it('shows a stranger name, achievement, date and organization, and nothing else', async () => {
    const { learner, award } = await anAward();
    const { status, body } = await learner.post(`/api/achievements/awards/${award.award_id}/share/`);
    expect(status).toBe(200);
    expect(body.share_url).toMatch(/^https:\/\/learn\.nordhavn\.example\/shared\/achievement\/[\w-]{24}$/);
    const again = await learner.post(`/api/achievements/awards/${award.award_id}/share/`);
    expect(again.body.share_url).toBe(body.share_url);
    const token = body.share_url.split('/').pop();
    const shared = (await product.anonymous.get(`/api/shared-achievements/${token}/`)).body;
    expect(Object.keys(shared).toSorted()).toEqual([
      'description',
      'earned_on',
      'icon',
      'name',
      'organization_name',
      'palette',
      'recipient_name',
      'translations',
    ]);
    expect(shared).toMatchObject({
      recipient_name: 'Sofie Kjær',
      name: 'First course',
      organization_name: 'Nordhavn Logistics',
    });
    expect(JSON.stringify(shared)).not.toContain(learner.user_id);
    expect((await learner.delete(`/api/achievements/awards/${award.award_id}/share/`)).status).toBe(204);
    expect((await product.anonymous.get(`/api/shared-achievements/${token}/`)).status).toBe(404);
    const fresh = await learner.post(`/api/achievements/awards/${award.award_id}/share/`);
    expect(fresh.body.share_url).not.toBe(body.share_url);
  });

  it('nobody shares for somebody else, and guessing opens nothing', async () => {
    const { teacher, award } = await anAward();
    const url = `/api/achievements/awards/${award.award_id}/share/`;
    expect([
      (await teacher.post(url)).status,
      (await admin.post(url)).status,
      (await stranger.post(url)).status,
    ]).toEqual([403, 403, 404]);
    for (const guess of [award.award_id, 'null', '%00', "' or 1=1"]) {
      expect(
        (await product.anonymous.get(`/api/shared-achievements/${encodeURIComponent(guess)}/`)).status,
      ).toBe(404);
    }
  });
});
