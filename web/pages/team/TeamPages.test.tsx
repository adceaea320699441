// My team and the heat table, as a line manager finds them.
import { screen, waitFor, within } from '@testing-library/react';
import { beforeAll, describe, expect, it } from 'vitest';
import { activity } from '#contract/activity.ts';
import { bookings } from '#contract/bookings.ts';
import { gaps } from '#contract/gaps.ts';
import { identity } from '#contract/identity.ts';
import {
  aGap,
  aHeat,
  aMember,
  aPlan,
  emil,
  load,
  mikkel,
  personGaps,
} from '#web/features/gaps/gaps.samples.ts';
import { learner, page, sessionOf } from '#web/features/identity/identity.samples.ts';
import { renderPage } from '#web/testing/page.tsx';
import { pretendServer } from '#web/testing/pretended-server.ts';

// Pages fetch it when a menu is first pointed at; a busy machine may take longer for that than a test waits.
beforeAll(() => import('#web/ui/ActionMenuFloating.tsx'));

function aTeam() {
  const server = pretendServer();
  server.on(bookings.listApprovals, () => page<never>([]));
  const members = [
    aMember(mikkel, { overdue_count: 2, due_count: 1, expiring_count: 1, gap_count: 1 }),
    aMember(emil),
  ];
  server.on(identity.getSession, () => ({ ...sessionOf(learner), leads: true }));
  server.on(identity.listDepartments, () => page<{ id: string; name: string }>([]));
  server.on(gaps.listTeam, ({ query }) => ({
    ...page(query.get('with') === 'gaps' ? members.slice(0, 1) : members),
    totals: {
      people_count: 2,
      people_overdue_count: 1,
      overdue_count: 2,
      due_count: 1,
      expiring_count: 1,
      gap_count: 1,
    },
  }));
  server.on(gaps.getTeamMember, () => ({
    ...members[0]!,
    training: [
      {
        enrollment_id: learner.id,
        course_id: learner.id,
        course_title: 'Forklift safety',
        percent: 40,
        due_at: '2026-11-01T12:00:00.000Z',
        standing: 'overdue' as const,
        reminded_at: null,
      },
    ],
    certificates: [],
  }));
  server.on(gaps.getGaps, () => personGaps([aGap(load)]));
  server.on(gaps.getPlan, () => aPlan({ can: ['assign'] }));
  server.on(gaps.remindMember, () => ({ reminded_count: 2 }));
  server.on(gaps.assignPlan, () => ({
    enrolled: [{ enrollment_id: learner.id, course_id: learner.id }],
    plan: aPlan({ can: [] }),
  }));
  server.on(activity.listUserActivity, () => page<never>([]));
  return server;
}

describe('my team', () => {
  it('says in a sentence who needs me, and opens what is behind each figure', async () => {
    aTeam();
    const { user } = await renderPage('/team');
    expect(await screen.findByRole('link', { name: '1 of your 2 people' })).toBeTruthy();
    await user.click(screen.getByRole('link', { name: 'Mikkel Strand, Skill gaps: 1' }));
    const panel = within(await screen.findByRole('complementary', { name: 'Mikkel Strand' }));
    expect(await panel.findByText('One level short')).toBeTruthy();
    expect(window.location.search).toContain('tab=skills');
    await user.click(panel.getByRole('radio', { name: 'Training' }));
    expect(await panel.findByText('Forklift safety')).toBeTruthy();
    expect(panel.getByText('2 trainings are overdue')).toBeTruthy();
    await user.click(panel.getByRole('radio', { name: 'Evidence' }));
    expect(panel.queryByText('Forklift safety')).toBeNull();
  });

  it('stands in the navigation of whoever leads somebody', async () => {
    const server = aTeam();
    await renderPage('/team');
    expect((await screen.findAllByRole('link', { name: 'My team' })).length).toBeGreaterThan(0);
    server.on(identity.getSession, () => sessionOf(learner));
  });

  it('reminds a person, and everybody who is selected', async () => {
    const server = aTeam();
    const { user } = await renderPage(`/team?person=${mikkel.id}`);
    const panel = within(await screen.findByRole('complementary', { name: 'Mikkel Strand' }));
    await user.click(await panel.findByRole('button', { name: 'Remind' }));
    expect(await screen.findByText('2 reminders sent')).toBeTruthy();
    expect(server.sentTo(gaps.remindMember).map(({ params }) => params['id'])).toEqual([mikkel.id]);
  });

  it('assigns the shortest plan with a date', async () => {
    const server = aTeam();
    const { user } = await renderPage(`/team?person=${mikkel.id}&tab=skills`);
    const panel = within(await screen.findByRole('complementary', { name: 'Mikkel Strand' }));
    await user.type(await panel.findByLabelText('Due on'), '2026-12-24');
    await user.click(panel.getByRole('button', { name: 'Assign this plan' }));
    await waitFor(() => expect(server.sentTo(gaps.assignPlan)).toHaveLength(1));
    expect(server.sentTo(gaps.assignPlan)[0]!.body).toEqual({ due_at: '2026-12-24T22:59:00.000Z' });
    expect(await screen.findByText('One course assigned')).toBeTruthy();
  });
});

function aHeatPage() {
  const server = aTeam();
  server.on(gaps.getHeat, () => aHeat());
  server.on(gaps.listRoleProfiles, () => page<never>([]));
  server.on(gaps.listGapPeople, () =>
    page([
      {
        person: mikkel,
        skill_id: load.skill_id,
        skill_name: load.name,
        required_level: 3,
        level: 2,
        declared_level: null,
        state: 'short' as const,
        short_by: 1,
        ends_on: null,
      },
    ]),
  );
  return server;
}

describe('the heat table', () => {
  it('says every cell in figures and words, with rows and columns named', async () => {
    aHeatPage();
    await renderPage('/team/skills');
    const table = await screen.findByRole('table', { name: 'Skills by person' });
    expect(within(table).getByRole('columnheader', { name: 'Load handling' })).toBeTruthy();
    expect(within(table).getByRole('rowheader', { name: /Mikkel Strand/ })).toBeTruthy();
    expect(
      within(table).getByRole('link', {
        name: 'Mikkel Strand, Load handling: level 2 of 3, One level short',
      }),
    ).toBeTruthy();
    expect(
      within(table).getByRole('link', { name: 'Emil Brandt, Load handling: level 1 of 3, 2 levels short' }),
    ).toBeTruthy();
    expect(within(table).getByText('No target')).toBeTruthy();
    expect(
      within(table).getByRole('link', { name: 'Load handling: 2 people below target' }).textContent,
    ).toBe('Load handling: 2 people below target2 of 2');
  });

  it('is walked with arrow keys, cells without a figure passed over', async () => {
    aHeatPage();
    const { user } = await renderPage('/team/skills');
    const first = await screen.findByRole('link', { name: /Mikkel Strand, Load handling/ });
    first.focus();
    await user.keyboard('{ArrowRight}');
    expect(document.activeElement?.textContent).toMatch(/^Mikkel Strand, Hazardous goods/);
    await user.keyboard('{ArrowLeft}{ArrowDown}');
    expect(document.activeElement?.textContent).toMatch(/^Emil Brandt, Load handling/);
    await user.keyboard('{ArrowRight}');
    expect(document.activeElement?.textContent).toMatch(/^Emil Brandt: 1 gap/);
  });

  it('opens the people behind a figure, and the address says which', async () => {
    const server = aHeatPage();
    const { user } = await renderPage('/team/skills');
    await user.click(await screen.findByRole('link', { name: 'Load handling: 2 people below target' }));
    const panel = within(await screen.findByRole('complementary', { name: 'Load handling' }));
    expect(await panel.findByRole('link', { name: 'Mikkel Strand' })).toBeTruthy();
    expect(server.sentTo(gaps.listGapPeople)[0]!.query.get('skill')).toBe(load.skill_id);
    expect(window.location.search).toContain('cell=all');
    await user.click(panel.getByRole('button', { name: 'Close the panel' }));
    expect(screen.queryByRole('complementary', { name: 'Load handling' })).toBeNull();
  });

  it('groups by team and department, narrows, and gives the same as a file', async () => {
    const server = aHeatPage();
    const { user } = await renderPage('/team/skills?only_gaps=true');
    await screen.findByRole('table', { name: 'Skills by person' });
    await user.click(screen.getByRole('radio', { name: 'Departments' }));
    await screen.findByRole('table', { name: 'Skills by department' });
    const { query } = server.sentTo(gaps.getHeat).at(-1)!;
    expect([query.get('rows'), query.get('only_gaps')]).toEqual(['departments', 'true']);
    expect(screen.getByRole('link', { name: 'CSV' }).getAttribute('href')).toBe(
      '/api/gaps/heat/export/?rows=departments&only_gaps=true',
    );
  });
});
