/** What people are told about their skills: T-11, U-26. */
import { describe, expect, it } from 'vitest';
import { aSkill, rate, succeed } from '#server/features/skills/skills.builders.ts';
import { sql } from '#server/platform/db/sql.ts';
import { newId } from '#server/platform/ids.ts';
import { type Client, startProduct } from '#server/testing/product.ts';

const product = await startProduct();
const { db } = product.runtime;
const admin = await product.signIn('admin', { display_name: 'Henrik Dahl' });
const skill = await aSkill(admin, { name: 'Forklift operation' });

const said = async (client: Client): Promise<string[]> => {
  await product.settle();
  return (await client.get('/api/notifications/?ordering=created_at')).body.results.map(
    (one: { kind: string; message: string; link: string }) => `${one.kind}: ${one.message} ${one.link}`,
  );
};
const link = `/skills?skill=${skill.id}`;
const inGerman = (client: Client) =>
  db.run(sql`update user_profiles set language = 'de' where user_id = ${client.user_id}`);
const deliver = (name: string, payload: object) =>
  db.run(
    sql`insert into facts (id, name, payload) values (${newId()}, ${name}, ${JSON.stringify(payload)}::jsonb)`,
  );

describe('a person', () => {
  it('is told who rated them', async () => {
    const learner = await product.signIn('learner');
    await rate(admin, learner, skill.id, 3);
    expect(await said(learner)).toEqual([
      `skill_rated: Henrik Dahl rated you at level 3 in “Forklift operation”. ${link}`,
    ]);
  });

  it('is told what was decided about a certificate, in their language, but not what they took back themselves', async () => {
    const learner = await product.signIn('learner');
    await inGerman(learner);
    const ids: string[] = [];
    for (const title of ['A', 'B', 'C']) {
      const proof = { level: 1, title, issued_on: '2026-01-01' };
      const { evidence } = await succeed(learner.post(`/api/users/skills/${skill.id}/proofs/`, proof));
      ids.push(evidence.find((one: { title: string }) => one.title === title).id);
    }
    await succeed(admin.post(`/api/skill-proofs/${ids[0]}/decide/`, { decision: 'confirmed' }));
    await succeed(
      admin.post(`/api/skill-proofs/${ids[1]}/decide/`, { decision: 'rejected', reason: 'Unlesbar' }),
    );
    await succeed(learner.post(`/api/skill-evidence/${ids[2]}/withdraw/`, { reason: 'Falsche Datei' }));
    expect((await said(learner)).sort()).toEqual([
      `skill_proof_confirmed: Henrik Dahl hat Ihren Nachweis für „Forklift operation“ bestätigt. ${link}`,
      `skill_proof_rejected: Henrik Dahl hat Ihren Nachweis für „Forklift operation“ nicht anerkannt. Der Grund steht daneben. ${link}`,
    ]);
  });

  it('is told that a level ends soon, by mail too, and that it has ended; other changes are not told twice', async () => {
    const learner = await product.signIn('learner');
    const about = { user_id: learner.user_id, skill_id: skill.id };
    await deliver('skill.expiring', { ...about, level: 2, ends_on: '2027-03-15' });
    await product.settle();
    const changed = { ...about, evidence_id: null, from_level: 2 };
    await deliver('skill.level-changed', { ...changed, to_level: 1, reason: 'expired' });
    await product.settle();
    await deliver('skill.level-changed', { ...changed, to_level: 3, reason: 'evidence' });
    expect(await said(learner)).toEqual([
      `skill_expiring: Your level 2 in “Forklift operation” ends on 15 March 2027. ${link}`,
      `skill_expired: Your level in “Forklift operation” has ended. What is proven now is level 1. ${link}`,
    ]);
    const mails = await db.rows(sql`select kind, subject from mails where recipient_id = ${learner.user_id}`);
    expect(mails).toEqual([
      { kind: 'skill_expiring', subject: 'Your level in “Forklift operation” ends on 15 March 2027' },
    ]);
  });
});
