/** Ratings, outside certificates and what is decided about them: T-11, T-34, U-26, D-10. */
import { beforeAll, describe, expect, it } from 'vitest';
import { anEnrollment, aPublishedCourse } from '#server/features/enrollment/enrollment.builders.ts';
import { sql } from '#server/platform/db/sql.ts';
import { newId } from '#server/platform/ids.ts';
import { type Client, startProduct } from '#server/testing/product.ts';
import { aSkill, rate, skillOf, succeed } from './skills.builders.ts';

const product = await startProduct();
const { db } = product.runtime;
let admin: Client;
let skill: { id: string; name: string };

beforeAll(async () => {
  admin = await product.signIn('admin');
  skill = await aSkill(admin);
});

/** `manager` leads `person` from now on. */
async function lead(manager: Client, person: Client) {
  await db.run(sql`
    insert into reporting_lines (id, user_id, manager_id, valid_from)
    values (${newId()}, ${person.user_id}, ${manager.user_id}, ${new Date(Date.now() - 60_000)})`);
}
const endLine = (person: Client) =>
  db.run(
    sql`update reporting_lines set valid_until = ${new Date(Date.now() - 1)} where user_id = ${person.user_id}`,
  );

/** A learner, their manager and a manager of somebody else. */
async function aTeam() {
  const [learner, manager, stranger] = (await Promise.all(
    (['learner', 'learner', 'manager'] as const).map((role) => product.signIn(role)),
  )) as [Client, Client, Client];
  await lead(manager, learner);
  return { learner, manager, stranger };
}

const factsAbout = (name: string, userId: string) =>
  db.rows<{ payload: Record<string, unknown> }>(
    sql`select payload from facts where name = ${name} and payload->>'user_id' = ${userId} order by id`,
  );

describe('a declared level', () => {
  it('is marked until somebody above endorses it, and then says who', async () => {
    const { learner, manager } = await aTeam();
    const declared = await succeed(learner.post('/api/users/skills/', { skill_id: skill.id, level: 3 }));
    expect(declared).toMatchObject({
      level: 3,
      declared_level: 3,
      proven_level: 0,
      is_endorsed: false,
      source: 'self_declared',
      latest_evidence: null,
      evidence_count: 0,
    });
    const { status, body } = await rate(manager, learner, skill.id, 3, 'Seen it every week');
    expect(status).toBe(201);
    expect(body.user_skill).toMatchObject({ level: 3, proven_level: 3, is_endorsed: true, source: 'rating' });
    const own = await skillOf(learner, skill.id);
    expect(own.user_skill.latest_evidence).toMatchObject({
      kind: 'rating',
      level: 3,
      rated_by: { id: manager.user_id },
    });
    expect(own.evidence.map((one: { kind: string }) => one.kind)).toEqual(['rating', 'declaration']);
    expect(own.evidence[0]).toMatchObject({
      comment: 'Seen it every week',
      rater_relation: 'manager',
      can: [],
    });
    expect(own.levels[2]).toMatchObject({
      is_proven: true,
      ends_on: null,
      carried_by: 3,
      evidence_ids: [own.evidence[0].id],
    });
    expect(await factsAbout('skill.level-changed', learner.user_id)).toEqual([
      { payload: expect.objectContaining({ from_level: 0, to_level: 3, reason: 'evidence' }) },
    ]);
  });

  it('above the proven one is not endorsed by a lower rating', async () => {
    const { learner, manager } = await aTeam();
    await succeed(learner.post('/api/users/skills/', { skill_id: skill.id, level: 5 }));
    const { body } = await rate(manager, learner, skill.id, 2);
    expect(body.user_skill).toMatchObject({
      level: 5,
      proven_level: 2,
      is_endorsed: false,
      source: 'self_declared',
    });
  });
});

describe('who may rate', () => {
  it('only those above: not strangers with the role, not colleagues, not oneself, not even an administrator oneself', async () => {
    const { learner, manager, stranger } = await aTeam();
    expect((await rate(stranger, learner, skill.id, 5)).status).toBe(404);
    expect((await rate(learner, manager, skill.id, 5)).status).toBe(404);
    expect((await rate(learner, learner, skill.id, 5)).status).toBe(403);
    expect((await rate(admin, admin, skill.id, 5)).status).toBe(403);
    expect((await rate(admin, learner, skill.id, 1)).body.evidence[0]).toMatchObject({
      rater_relation: 'admin',
    });
  });

  it('ends with the line, the sight of the skills too; what was said stays', async () => {
    const { learner, manager } = await aTeam();
    expect((await rate(manager, learner, skill.id, 2)).status).toBe(201);
    await endLine(learner);
    expect((await rate(manager, learner, skill.id, 5)).status).toBe(404);
    expect((await manager.get(`/api/users/${learner.user_id}/skills/`)).status).toBe(404);
    expect((await manager.get(`/api/users/${learner.user_id}/skills/${skill.id}/`)).status).toBe(404);
    expect((await skillOf(learner, skill.id)).user_skill.proven_level).toBe(2);
  });

  it('a manager of the manager may, and who acts for one, each by that name', async () => {
    const { learner, manager } = await aTeam();
    const [head, deputy] = [await product.signIn('learner'), await product.signIn('learner')];
    await lead(head, manager);
    await db.run(sql`
      insert into acting_managers (id, manager_id, acting_id, valid_from, valid_until)
      values (${newId()}, ${manager.user_id}, ${deputy.user_id}, ${new Date(Date.now() - 60_000)}, ${new Date(Date.now() + 60_000)})`);
    expect((await rate(head, learner, skill.id, 1)).body.evidence[0].rater_relation).toBe('manager');
    expect((await rate(deputy, learner, skill.id, 1)).body.evidence[0].rater_relation).toBe('acting_manager');
  });

  it('a trainer may for those who take their course, and for nobody else', async () => {
    const [trainer, other, learner] = [
      await product.signIn('trainer'),
      await product.signIn('trainer'),
      await product.signIn('learner'),
    ];
    const course = await aPublishedCourse(trainer, { lessons: 1 });
    expect((await rate(trainer, learner, skill.id, 1)).status).toBe(404);
    await anEnrollment(learner, course.id);
    expect((await rate(other, learner, skill.id, 1)).status).toBe(404);
    expect((await rate(trainer, learner, skill.id, 1)).body.evidence[0].rater_relation).toBe('trainer');
  });

  it.each([
    ['level 0', { level: 0 }, 'level'],
    ['level 6', { level: 6 }, 'level'],
    ['a rater of their own', { level: 1, rated_by: newId() }, 'rated_by'],
  ])('refuses %s by name', async (_, body, field) => {
    const { learner, manager } = await aTeam();
    const answer = await manager.post(`/api/users/${learner.user_id}/skills/${skill.id}/ratings/`, body);
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ path: field }] } });
  });
});

describe('two at once', () => {
  it('endorsements from two people both count, where two are asked for', async () => {
    const asking = await aSkill(admin, {
      level_criteria: {
        levels: [{ level: 2, criteria: [{ kind: 'rating', by: 'any', min_level: 2, count: 6 }] }],
      },
    });
    const learner = await product.signIn('learner');
    const raters = await Promise.all(Array.from({ length: 6 }, () => product.signIn('admin')));
    const answers = await Promise.all(raters.map((rater) => rate(rater, learner, asking.id, 2)));
    expect(answers.map((one) => one.status)).toEqual(Array(6).fill(201));
    expect((await skillOf(learner, asking.id)).user_skill).toMatchObject({
      proven_level: 2,
      evidence_count: 6,
    });
    const told = await factsAbout('skill.level-changed', learner.user_id);
    expect(told.map((one) => one.payload['to_level']).sort()).toEqual([1, 2]);
  });

  it('the same person six times is one', async () => {
    const asking = await aSkill(admin, {
      level_criteria: {
        levels: [{ level: 2, criteria: [{ kind: 'rating', by: 'any', min_level: 2, count: 2 }] }],
      },
    });
    const { learner, manager } = await aTeam();
    await Promise.all(Array.from({ length: 6 }, () => rate(manager, learner, asking.id, 5)));
    expect((await skillOf(learner, asking.id)).levels[1]).toMatchObject({
      is_proven: true,
      carried_by: 3,
      criteria: [{ have: 1, is_met: false }],
    });
  });

  it('two who decide about a certificate: one is told that the other was faster', async () => {
    const { learner, manager } = await aTeam();
    const id = await aProof(learner);
    const answers = await Promise.all([
      decide(manager, id, 'confirmed'),
      decide(admin, id, 'rejected'),
      decide(admin, id, 'confirmed'),
    ]);
    expect(answers.map((one) => one.status).sort()).toEqual([200, 409, 409]);
    expect(await factsAbout('skill.proof-decided', learner.user_id)).toHaveLength(1);
  });
});

const proofBody = { level: 2, title: 'Welding B', issuer: 'TÜV', issued_on: '2026-03-01' };
async function aProof(learner: Client, more: object = {}): Promise<string> {
  const body = await succeed(
    learner.post(`/api/users/skills/${skill.id}/proofs/`, { ...proofBody, ...more }),
  );
  return body.evidence[0].id;
}
const decide = (who: Client, id: string, decision: string, reason = 'Not readable') =>
  who.post(`/api/skill-proofs/${id}/decide/`, { decision, reason });

async function aProofFile(client: Client): Promise<string> {
  const form = new FormData();
  form.set('purpose', 'proof');
  form.set(
    'file',
    new Blob(['%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF'], { type: 'application/pdf' }),
    'welding.pdf',
  );
  return (await succeed(client.post('/api/files/', form))).id;
}

describe('an outside certificate', () => {
  it('counts once somebody above has confirmed it, until its own end', async () => {
    const { learner, manager } = await aTeam();
    const id = await aProof(learner, { expires_on: '2031-03-01' });
    expect((await skillOf(learner, skill.id)).user_skill).toMatchObject({
      proven_level: 0,
      pending_count: 1,
      latest_evidence: { state: 'pending', title: 'Welding B' },
    });
    const { body } = await decide(manager, id, 'confirmed', '');
    expect(body.user_skill).toMatchObject({ proven_level: 2, expires_on: '2031-03-01', source: 'external' });
    expect(body.evidence[0]).toMatchObject({ state: 'confirmed', decision: { by: { id: manager.user_id } } });
  });

  it('rejected does not, and its person reads why', async () => {
    const { learner, manager } = await aTeam();
    const id = await aProof(learner);
    expect(await manager.post(`/api/skill-proofs/${id}/decide/`, { decision: 'rejected' })).toMatchObject({
      status: 400,
      body: { errors: [{ path: 'reason' }] },
    });
    await succeed(decide(manager, id, 'rejected', 'The name is cut off'));
    const own = await skillOf(learner, skill.id);
    expect(own.user_skill.proven_level).toBe(0);
    expect(own.evidence[0]).toMatchObject({ state: 'rejected', decision: { reason: 'The name is cut off' } });
  });

  it('is not confirmed by oneself, a stranger or a colleague', async () => {
    const { learner, stranger } = await aTeam();
    const id = await aProof(learner);
    expect((await decide(learner, id, 'confirmed')).status).toBe(403);
    expect((await decide(stranger, id, 'confirmed')).status).toBe(404);
    const ownProof = await aProof(admin);
    expect((await decide(admin, ownProof, 'confirmed')).status).toBe(403);
  });

  it('waits in the list of those who may decide, and of nobody else', async () => {
    const { learner, manager, stranger } = await aTeam();
    const [first, second] = [await aProof(learner), await aProof(learner, { title: 'Welding C' })];
    await succeed(decide(manager, first, 'confirmed'));
    const waiting = await manager.get('/api/skill-proofs/');
    expect(waiting.body).toMatchObject({
      count: 2,
      results: [
        {
          id: second,
          state: 'pending',
          can: ['decide'],
          person: { id: learner.user_id },
          skill: { id: skill.id },
        },
        { id: first, state: 'confirmed', can: [] },
      ],
    });
    expect((await manager.get('/api/skill-proofs/?state=pending')).body.count).toBe(1);
    expect((await manager.get('/api/skill-proofs/?search=welding+c')).body.count).toBe(1);
    expect((await learner.get('/api/skill-proofs/')).body.count).toBe(0);
    expect((await stranger.get('/api/skill-proofs/')).body.count).toBe(0);
    expect((await admin.get('/api/skill-proofs/?search=Welding')).body.count).toBeGreaterThanOrEqual(2);
  });

  it('has a file that its person and those who decide may read, and nobody else', async () => {
    const { learner, manager, stranger } = await aTeam();
    const fileId = await aProofFile(learner);
    const id = await aProof(learner, { file_id: fileId });
    const own = await skillOf(learner, skill.id);
    expect(own.evidence[0].file).toMatchObject({ id: fileId, url: `/api/files/${fileId}/content/` });
    const read = async (who: Client) => (await who.get(`/api/files/${fileId}/content/`)).status;
    expect([await read(learner), await read(manager), await read(admin)]).toEqual([200, 200, 200]);
    expect([await read(stranger), await read(product.anonymous)]).toEqual([404, 404]);
    await endLine(learner);
    expect(await read(manager)).toBe(404);
    expect((await learner.delete(`/api/files/${fileId}/`)).status).toBe(409);
    expect(id).toBeTruthy();
  });

  it.each<[string, object, number, string]>([
    ['a day that is still to come', { issued_on: '2099-01-01' }, 400, 'issued_on'],
    ['an end before its beginning', { expires_on: '2026-02-01' }, 400, 'expires_on'],
    ['no title', { title: ' ' }, 400, 'title'],
  ])('refuses %s', async (_, more, status, path) => {
    const learner = await product.signIn('learner');
    const answer = await learner.post(`/api/users/skills/${skill.id}/proofs/`, { ...proofBody, ...more });
    expect(answer).toMatchObject({ status, body: { errors: [{ path }] } });
  });

  it('refuses the file of somebody else, and a picture of another purpose', async () => {
    const [learner, other] = [await product.signIn('learner'), await product.signIn('learner')];
    const fileId = await aProofFile(other);
    const answer = await learner.post(`/api/users/skills/${skill.id}/proofs/`, {
      ...proofBody,
      file_id: fileId,
    });
    expect(answer.status).toBe(404);
  });
});

describe('taking back', () => {
  it('a rater takes back the own word, and the level falls with a reason', async () => {
    const { learner, manager } = await aTeam();
    const { body } = await rate(manager, learner, skill.id, 4);
    const id = body.evidence[0].id;
    expect(body.evidence[0].can).toEqual(['withdraw']);
    expect((await learner.post(`/api/skill-evidence/${id}/withdraw/`, { reason: 'no' })).status).toBe(403);
    const gone = await succeed(
      manager.post(`/api/skill-evidence/${id}/withdraw/`, { reason: 'Meant somebody else' }),
    );
    expect(gone.user_skill).toMatchObject({ proven_level: 0 });
    expect(gone.evidence[0]).toMatchObject({
      state: 'withdrawn',
      decision: { reason: 'Meant somebody else' },
    });
    expect((await manager.post(`/api/skill-evidence/${id}/withdraw/`, { reason: 'again' })).status).toBe(409);
    const told = await factsAbout('skill.level-changed', learner.user_id);
    expect(told.at(-1)?.payload).toMatchObject({ from_level: 4, to_level: 0, reason: 'decision' });
  });

  it('another manager does not take back what this one said; an administrator may', async () => {
    const { learner, manager } = await aTeam();
    const head = await product.signIn('learner');
    await lead(head, manager);
    const { body } = await rate(manager, learner, skill.id, 4);
    const id = body.evidence[0].id;
    expect((await head.post(`/api/skill-evidence/${id}/withdraw/`, { reason: 'no' })).status).toBe(403);
    expect((await admin.post(`/api/skill-evidence/${id}/withdraw/`, { reason: 'Complaint' })).status).toBe(
      200,
    );
  });

  it('leaves the evidence itself untouched for ever', async () => {
    await expect(db.run(sql`update skill_evidence set level = 5`)).rejects.toThrow(/append-only/);
    await expect(db.run(sql`delete from skill_evidence_decisions`)).rejects.toThrow(/append-only/);
  });
});

describe('erasing a person', () => {
  it('leaves levels and who gave them, without the words and the papers', async () => {
    const { learner, manager } = await aTeam();
    const fileId = await aProofFile(learner);
    await decide(manager, await aProof(learner, { file_id: fileId }), 'confirmed', 'Saw the paper');
    await rate(manager, learner, skill.id, 3, 'Limps since the accident');
    const { email } = await db.one<{ email: string }>(
      sql`select email from users where id = ${learner.user_id}`,
    );
    expect((await admin.post(`/api/users/${learner.user_id}/erase/`, { email })).status).toBe(204);
    const { body } = await admin.get(`/api/users/${learner.user_id}/skills/${skill.id}/`);
    expect(body.user_skill.proven_level).toBe(3);
    expect(body.evidence).toMatchObject([
      { kind: 'rating', level: 3, comment: '', rated_by: { id: manager.user_id } },
      { kind: 'external', state: 'confirmed', file: null, decision: { reason: '' } },
    ]);
    expect((await manager.get(`/api/files/${fileId}/content/`)).status).toBe(404);
    await expect(db.run(sql`update skill_evidence set comment = 'x'`)).rejects.toThrow(/append-only/);
  });
});

describe('targets and lists', () => {
  it('a person sets and drops the own target; a skill with a target alone is listed', async () => {
    const learner = await product.signIn('learner');
    const url = `/api/users/skills/${skill.id}/target/`;
    expect((await learner.put(url, { level: 4, on: '2027-01-01' })).body).toMatchObject({
      level: 0,
      target_level: 4,
      target_on: '2027-01-01',
    });
    expect((await learner.get('/api/users/skills/')).body.count).toBe(1);
    expect((await learner.delete(url)).status).toBe(204);
    expect((await learner.delete(url)).status).toBe(204);
    expect((await learner.get('/api/users/skills/')).body.count).toBe(0);
  });

  it('those above read the same list; others learn not even that the person exists', async () => {
    const { learner, manager, stranger } = await aTeam();
    await succeed(learner.post('/api/users/skills/', { skill_id: skill.id, level: 2 }));
    const url = `/api/users/${learner.user_id}/skills/`;
    const own = await learner.get('/api/users/skills/');
    for (const who of [manager, admin, learner])
      expect((await who.get(url)).body.results).toEqual(own.body.results);
    const refused = await stranger.get(url);
    const nobody = await stranger.get(`/api/users/${newId()}/skills/`);
    expect([refused.status, nobody.status]).toEqual([404, 404]);
    expect(refused.body.detail).toBe(nobody.body.detail);
  });
});
