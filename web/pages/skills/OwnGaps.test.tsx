// What is missing to the role and to one's own targets: sentence, list and plan count the same gaps.
import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { gaps } from '#contract/gaps.ts';
import type { GapPlan } from '#contract/gaps-shapes.ts';
import { identity } from '#contract/identity.ts';
import { skills } from '#contract/skills.ts';
import { aGap, aPlan, goods, load, personGaps } from '#web/features/gaps/gaps.samples.ts';
import { learner, page, sessionOf } from '#web/features/identity/identity.samples.ts';
import { renderPage } from '#web/testing/page.tsx';
import { pretendServer } from '#web/testing/pretended-server.ts';

const person = { id: learner.id, display_name: learner.display_name, avatar_url: null };

async function openSkills(plan: GapPlan) {
  const server = pretendServer();
  server.on(identity.getSession, () => sessionOf(learner));
  server.on(skills.listUserSkills, () => ({ ...page<never>([]), person }));
  server.on(gaps.getOwnGaps, () => ({
    ...personGaps([
      aGap(load),
      aGap(goods, { is_role_gap: false, role_level: null, own_target: 3, profiles: [] }),
    ]),
    required_count: 4,
    met_count: 3,
  }));
  server.on(gaps.getOwnPlan, () => plan);
  server.on(gaps.startOwnPlan, () => ({
    enrolled: [{ enrollment_id: learner.id, course_id: learner.id }],
    plan: { ...plan, can: [] },
  }));
  return { server, ...(await renderPage('/skills')) };
}

const [begun, ready] = aPlan().steps;
const leftOpen = {
  skill_id: goods.skill_id,
  name: goods.name,
  from_level: 2,
  to_level: 3,
  closed_by: ['rating' as const],
};

describe('my gaps', () => {
  it('are counted once: in the sentence, the list and the plan', async () => {
    await openSkills(aPlan({ left_open: [leftOpen] }));
    const state = await screen.findByText(/The shortest plan/);
    expect(state.textContent).toBe(
      'You meet 3 of 4 targets for Forklift driver. 2 gaps are left. One of them is a target of your own. ' +
        'The shortest plan closes one of them in 51 min.',
    );
    const list = screen.getByRole('list', { name: 'Still missing' });
    expect(within(list).getAllByRole('listitem')).toHaveLength(2);
    expect(screen.getByRole('option', { name: 'All 2 gaps' })).toBeTruthy();
  });

  it('name the session to go to, with its time, zone and seats', async () => {
    await openSkills(
      aPlan({
        steps: [
          {
            ...ready!,
            session: {
              id: load.skill_id,
              title: 'Safe loads, practice',
              starts_at: '2026-11-26T08:00:00.000Z',
              time_zone: 'Europe/Copenhagen',
              is_online: false,
              room_name: 'Hall B',
              free_seats: 5,
              own_state: null,
              suits_times: true,
            },
          },
        ],
      }),
    );
    const link = await screen.findByRole('link', { name: /Session Thu 26 Nov 2026, \d\d:00 \w+/ });
    expect(link.getAttribute('href')).toBe(`/sessions/${load.skill_id}`);
    expect(link.closest('small')?.textContent).toContain('Hall B, 5 seats free · at a time you like');
  });

  it('are closed by starting the plan', async () => {
    const { server, user } = await openSkills(aPlan({ steps: [ready!] }));
    await user.click(await screen.findByRole('button', { name: 'Start this plan' }));
    await waitFor(() => expect(server.sentTo(gaps.startOwnPlan)).toHaveLength(1));
    expect(await screen.findByText('Enrolled in one course')).toBeTruthy();
  });

  it('lead on with the first course when all of the plan is begun', async () => {
    await openSkills(aPlan({ steps: [begun!], can: [] }));
    const on = await screen.findByRole('link', { name: 'Continue with Lithium batteries' });
    expect(on.getAttribute('href')).toBe(`/learn/${begun!.course.id}`);
    expect(screen.queryByRole('button', { name: 'Start this plan' })).toBeNull();
  });
});
