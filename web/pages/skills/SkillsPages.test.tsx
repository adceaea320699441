// Skills: one's own, those of somebody one leads, and certificates to decide.
import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { gaps } from '#contract/gaps.ts';
import { identity } from '#contract/identity.ts';
import { skills } from '#contract/skills.ts';
import { noGaps } from '#web/features/gaps/gaps.samples.ts';
import { learner, sessionOf } from '#web/features/identity/identity.samples.ts';
import {
  aDetail,
  anEvidence,
  aUserSkill,
  evidenceOf,
  henrik,
  levelsUpTo,
} from '#web/features/skills/skills.samples.ts';
import type { SkillProof, UserSkill, UserSkillDetail } from '#web/features/skills/skills.types.ts';
import { listOf } from '#web/testing/course-samples.ts';
import { renderPage } from '#web/testing/page.tsx';
import { pretendServer, Refusal } from '#web/testing/pretended-server.ts';

const forklift = aUserSkill('Forklift operation', {
  level: 3,
  declared_level: 3,
  source: 'self_declared',
  target_level: 4,
});
const lifting = aUserSkill('Load handling', {
  level: 3,
  proven_level: 3,
  is_endorsed: true,
  source: 'rating',
  latest_evidence: evidenceOf({ occurred_at: '2026-09-10T08:00:00.000Z' }),
  evidence_count: 1,
});
const privacy = aUserSkill('Data protection', {
  level: 1,
  proven_level: 1,
  is_endorsed: true,
  expires_on: '2026-12-12',
  latest_evidence: evidenceOf({ kind: 'course', title: 'Data protection basics', rated_by: null }),
});

type Scene = { list?: UserSkill[]; detail?: Partial<UserSkillDetail>; leads?: boolean };

function aSkillsPage({ list = [forklift, lifting, privacy], detail = {}, leads = false }: Scene = {}) {
  const server = pretendServer();
  server.on(identity.getSession, () => ({ ...sessionOf(learner), leads }));
  const person = { id: learner.id, display_name: learner.display_name, avatar_url: null };
  server.on(skills.listUserSkills, () => ({ ...listOf(list), person }));
  server.on(skills.getUserSkill, ({ params }) => {
    const skill = list.find((one) => one.skill_id === params['skill_id']);
    return skill ? aDetail(learner, skill, detail) : new Refusal('record.not-found');
  });
  server.on(skills.listSkills, () => listOf([]));
  server.on(gaps.getOwnGaps, () => noGaps());
  return server;
}

const rowOf = async (name: string) => within((await screen.findByRole('link', { name })).closest('tr')!);

describe('my skills', () => {
  it('says how each stands, in words, with what proof and how old it is', async () => {
    aSkillsPage();
    await renderPage('/skills');
    expect(
      await screen.findByText('3 skills, 2 proven. One is not endorsed yet. One ends within 60 days.'),
    ).toBeTruthy();
    const declared = await rowOf('Forklift operation');
    expect(declared.getByText('Declared, not endorsed')).toBeTruthy();
    expect(declared.getByText('Declared, not endorsed yet')).toBeTruthy();
    expect(
      declared.getByRole('img', {
        name: 'Forklift operation: level 3 of 5, declared, level 0 is proven, target 4',
      }),
    ).toBeTruthy();
    const proven = await rowOf('Load handling');
    expect(proven.getByText('Proven')).toBeTruthy();
    expect(proven.getByText('Rated by Henrik Dahl')).toBeTruthy();
    expect(proven.getByText('2 months ago')).toBeTruthy();
    expect((await rowOf('Data protection')).getByText('Ends 12 Dec 2026')).toBeTruthy();
  });

  it('adds a skill with a level', async () => {
    const server = aSkillsPage({ list: [] });
    server.on(skills.declareSkill, () => forklift);
    const { user } = await renderPage('/skills');
    expect(await screen.findByRole('heading', { name: 'No skills yet' })).toBeTruthy();
    await user.click(screen.getAllByRole('button', { name: 'Add a skill' })[0]!);
    const dialog = within(await screen.findByRole('dialog', { name: 'Add a skill' }));
    await user.click(dialog.getByRole('button', { name: 'Add' }));
    expect(dialog.getByText('Please fill in this field.')).toBeTruthy();
    await user.type(dialog.getByRole('combobox', { name: 'Skill' }), 'Forklift operation');
    await user.click(dialog.getByRole('radio', { name: 'Level 3' }));
    await user.click(dialog.getByRole('button', { name: 'Add' }));
    await waitFor(() =>
      expect(server.sentTo(skills.declareSkill).map((one) => one.body)).toEqual([
        { name: 'Forklift operation', level: 3 },
      ]),
    );
  });

  it('opens one beside the list: why it is so, and what each level needs', async () => {
    const levels = levelsUpTo(3);
    levels[3] = {
      ...levels[3]!,
      name: 'Guide',
      match: 'all',
      criteria: [
        {
          criterion: { kind: 'rating', by: 'manager', min_level: 4, count: 2 },
          title: '',
          is_available: true,
          is_met: false,
          ends_on: null,
          have: 1,
          evidence_ids: [],
        },
        {
          criterion: { kind: 'course', course_id: '019aa5c0-0000-7000-8000-cccc00000001' },
          title: 'Leading shifts',
          is_available: true,
          is_met: true,
          ends_on: null,
          have: 1,
          evidence_ids: [],
        },
      ],
    };
    aSkillsPage({ detail: { levels, evidence: [anEvidence({ comment: 'Calm under load' })] } });
    const { user } = await renderPage('/skills');
    await user.click(await screen.findByRole('link', { name: 'Load handling' }));
    const panel = within(await screen.findByRole('complementary', { name: 'Load handling' }));
    const evidence = within(await panel.findByRole('list', { name: 'Evidence' }));
    expect(evidence.getByText('Henrik Dahl: level 3')).toBeTruthy();
    expect(evidence.getByText('Calm under load')).toBeTruthy();
    const needs = within(panel.getByRole('list', { name: 'What each level needs' }));
    expect(needs.getByText('Level 4: Guide')).toBeTruthy();
    expect(needs.getByText('Needs all of these:')).toBeTruthy();
    expect(needs.getByText('Ratings by 2 managers at level 4 or higher (1 so far)')).toBeTruthy();
    expect(needs.getByRole('link', { name: 'Leading shifts' })).toBeTruthy();
    expect(panel.queryByRole('button', { name: 'Rate' })).toBeNull();
  });

  it('sets a target and drops it', async () => {
    const server = aSkillsPage();
    server.on(skills.setTarget, () => forklift);
    server.on(skills.removeTarget, () => null);
    const { user } = await renderPage(`/skills?skill=${forklift.skill_id}`);
    await user.click(await screen.findByRole('button', { name: 'Set a target' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Your target in Forklift operation' }));
    await user.click(dialog.getByRole('radio', { name: 'Level 5' }));
    await user.click(dialog.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(server.sentTo(skills.setTarget)[0]?.body).toEqual({ level: 5, on: null }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await user.click(screen.getByRole('button', { name: 'Set a target' }));
    await user.click(await screen.findByRole('button', { name: 'Drop the target' }));
    await waitFor(() => expect(server.sentTo(skills.removeTarget)).toHaveLength(1));
  });

  it('sends an outside certificate for confirmation', async () => {
    const server = aSkillsPage();
    server.on(skills.submitProof, () => aDetail(learner, forklift));
    const { user } = await renderPage(`/skills?skill=${forklift.skill_id}`);
    await user.click(await screen.findByRole('button', { name: 'Add a certificate' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Certificate for Forklift operation' }));
    await user.click(dialog.getByRole('button', { name: 'Send for confirmation' }));
    expect(dialog.getAllByText('Please fill in this field.')).toHaveLength(2);
    await user.type(dialog.getByLabelText('What it is called'), 'Forklift licence');
    await user.type(dialog.getByLabelText('Issued on'), '2026-03-01');
    await user.click(dialog.getByRole('radio', { name: 'Level 2' }));
    await user.click(dialog.getByRole('button', { name: 'Send for confirmation' }));
    await waitFor(() =>
      expect(server.sentTo(skills.submitProof)[0]?.body).toEqual({
        level: 2,
        title: 'Forklift licence',
        issuer: '',
        issued_on: '2026-03-01',
        expires_on: null,
        file_id: null,
      }),
    );
  });
});

describe('the skills of somebody I lead', () => {
  const page = `/people/${learner.id}/skills`;

  it('are endorsed at the level that the person declares', async () => {
    const server = aSkillsPage({ detail: { can: ['rate'] } });
    server.on(skills.rateSkill, () => aDetail(learner, forklift));
    const { user } = await renderPage(`${page}?skill=${forklift.skill_id}`);
    expect(
      await screen.findByRole('heading', { level: 1, name: `Skills of ${learner.display_name}` }),
    ).toBeTruthy();
    await user.click(await screen.findByRole('button', { name: 'Rate' }));
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByText(`${learner.display_name} says: level 3.`)).toBeTruthy();
    await user.type(dialog.getByLabelText('What you have seen'), 'Every week');
    await user.click(dialog.getByRole('button', { name: 'Endorse level 3' }));
    await waitFor(() =>
      expect(server.sentTo(skills.rateSkill)[0]?.body).toEqual({ level: 3, comment: 'Every week' }),
    );
  });

  it('are not there for others', async () => {
    const server = aSkillsPage();
    server.on(skills.listUserSkills, () => new Refusal('record.not-found'));
    await renderPage(page);
    expect(await screen.findByRole('heading', { name: 'There is nothing here' })).toBeTruthy();
  });
});

describe('certificates to decide', () => {
  const proof = (more: Partial<SkillProof> = {}): SkillProof => ({
    ...anEvidence({
      kind: 'external',
      state: 'pending',
      title: 'Forklift licence',
      issuer: 'TÜV',
      level: 2,
      rated_by: null,
      rater_relation: null,
      can: ['decide'],
    }),
    person: henrik,
    skill: { id: forklift.skill_id, name: 'Forklift operation' },
    created_at: '2026-11-16T08:00:00.000Z',
    ...more,
  });

  it('are confirmed in one step, and refused with a reason', async () => {
    const server = aSkillsPage();
    server.on(skills.listProofs, () => listOf([proof(), proof({ title: 'Welding' })]));
    server.on(skills.decideProof, () => aDetail(learner, forklift));
    const { user } = await renderPage('/skills/proofs');
    expect(await screen.findByText('2 certificates wait for you.')).toBeTruthy();
    await user.click(await screen.findByRole('button', { name: 'Confirm: Forklift licence, Henrik Dahl' }));
    await waitFor(() =>
      expect(server.sentTo(skills.decideProof)[0]?.body).toEqual({ decision: 'confirmed', reason: '' }),
    );
    await user.click(screen.getByRole('button', { name: 'Do not accept: Welding, Henrik Dahl' }));
    const dialog = within(await screen.findByRole('dialog'));
    await user.click(dialog.getByRole('button', { name: 'Do not accept' }));
    expect(dialog.getByText('Please fill in this field.')).toBeTruthy();
    await user.type(dialog.getByRole('textbox', { name: 'Reason' }), 'Not readable');
    await user.click(dialog.getByRole('button', { name: 'Do not accept' }));
    await waitFor(() =>
      expect(server.sentTo(skills.decideProof)[1]?.body).toEqual({
        decision: 'rejected',
        reason: 'Not readable',
      }),
    );
  });
});
