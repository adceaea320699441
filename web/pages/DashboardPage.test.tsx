// Home: the one next step first, then what is recommended and why; for those who work here, first what waits for them.
import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { achievements } from '#contract/achievements.ts';
import { activity } from '#contract/activity.ts';
import { admin } from '#contract/admin.ts';
import { bookings } from '#contract/bookings.ts';
import { calendar, type TrainingSession } from '#contract/calendar.ts';
import { type Dashboard, enrollment } from '#contract/enrollment.ts';
import { gaps } from '#contract/gaps.ts';
import type { Recommendation } from '#contract/gaps-shapes.ts';
import { identity } from '#contract/identity.ts';
import { notifications } from '#contract/notifications.ts';
import { aTrainingSession, ownBooking } from '#web/features/bookings/bookings.samples.ts';
import { aPlan, load } from '#web/features/gaps/gaps.samples.ts';
import {
  administrator,
  learner,
  page,
  sessionOf,
  userDetail,
} from '#web/features/identity/identity.samples.ts';
import type { UserDetail } from '#web/features/identity/identity.types.ts';
import { renderPage } from '#web/testing/page.tsx';
import { pretendServer } from '#web/testing/pretended-server.ts';
import { ingrid, sofie } from '#web/testing/samples.ts';

const [batteries, loads] = aPlan().steps.map(({ course }) => course);
const nothing = { count: 0, results: [] };

const dashboard: Dashboard = {
  display_name: learner.display_name,
  time_zone: 'Europe/Copenhagen',
  continue_with: {
    enrollment_id: learner.id,
    course: batteries!,
    percent: 71,
    lessons_done: 5,
    lessons_required: 7,
    lesson_id: learner.id,
    lesson_title: 'Charging',
    lesson_kind: 'article',
    position_seconds: 0,
    minutes_left: 4,
    module_number: 2,
    module_count: 3,
  },
  overdue: nothing,
  this_week: nothing,
  later: nothing,
  year: {
    required_done: 1,
    required_total: 2,
    required_percent: 50,
    completed_courses: 1,
    learning_seconds: 3600,
    valid_certificates: 1,
  },
  latest_certificate: null,
  unread_notifications: 0,
  teaching: null,
  organization: null,
};

async function openHome(recommended: Recommendation[], sessions: TrainingSession[] = []) {
  const server = pretendServer();
  server.on(calendar.listTrainingSessions, () => page(sessions));
  server.on(identity.getSession, () => sessionOf(learner));
  server.on(enrollment.getDashboard, () => dashboard);
  server.on(achievements.getWall, () => ({ ...page<never>([]), earned_count: 0, total_count: 0 }));
  server.on(gaps.listRecommendations, () => ({ results: recommended }));
  await renderPage('/');
  await screen.findByRole('heading', { name: 'Charging' });
}

const teaching: Dashboard['teaching'] = {
  courses: 3,
  drafts: 1,
  learners_in_progress: 12,
  learners_overdue: 2,
  learners_silent: 1,
  completed_last_30_days: 4,
};
const organization: Dashboard['organization'] = {
  people: 60,
  published_courses: 12,
  enrollments_active: 80,
  enrollments_overdue: 9,
  completed_last_30_days: 11,
};

/** Home of somebody who takes no course. */
async function openWork(who: UserDetail, more: Partial<Dashboard>, leads = false) {
  const server = pretendServer();
  server.on(identity.getSession, () => ({ ...sessionOf(who), leads }));
  server.on(enrollment.getDashboard, () => ({ ...dashboard, continue_with: null, ...more }));
  server.on(achievements.getWall, () => ({ ...page<never>([]), earned_count: 0, total_count: 0 }));
  server.on(gaps.listRecommendations, () => ({ results: [] }));
  server.on(calendar.listTrainingSessions, ({ query }) =>
    page(
      query.get('view') === 'teaching'
        ? [
            aTrainingSession({ id: ingrid.id, status: 'cancelled', title: 'Called off' }),
            aTrainingSession({}),
          ]
        : [],
    ),
  );
  server.on(activity.listAttention, () =>
    page([
      {
        user: {
          id: ingrid.id,
          name: 'Mikkel Strand',
          avatar_url: null,
          department: 'Dock 4',
          position: 'Forklift driver',
        },
        last_active: null,
        open_courses: 2,
        reasons: [
          { kind: 'overdue' as const, number: 2, course: { id: learner.id, name: 'Safe loads' } },
          { kind: 'inactive' as const, number: 20, course: null },
        ],
      },
    ]),
  );
  server.on(gaps.listTeam, () => ({
    ...page<never>([]),
    totals: {
      people_count: 12,
      people_overdue_count: 3,
      overdue_count: 4,
      due_count: 0,
      expiring_count: 2,
      gap_count: 5,
    },
  }));
  server.on(bookings.listApprovals, () => ({ ...page<never>([]), count: 2 }));
  server.on(notifications.listMails, () => ({ ...page<never>([]), count: 3 }));
  server.on(admin.getHealth, () => ({
    state: 'fail' as const,
    version: '0.1.0',
    demo: false,
    started_at: '2026-11-17T08:00:00.000Z',
    checked_at: '2026-11-17T08:00:00.000Z',
    process: { name: 'here', services: [], worker: true },
    checks: [
      {
        name: 'database',
        state: 'ok' as const,
        detail: 'Answers in 1 ms',
        cure: '',
      },
      {
        name: 'backup',
        state: 'fail' as const,
        detail: 'The last backup is 9 days old',
        cure: 'Make one',
      },
    ],
  }));
  await renderPage('/');
  await screen.findByRole('heading', { name: /^Good/ });
}

describe('home', () => {
  it('says with each recommended course which gap it closes or why else it is there', async () => {
    await openHome([
      {
        course: loads!,
        closes: [{ skill_id: load.skill_id, name: load.name, level: 3 }],
        reasons: ['gap', 'language'],
        session: null,
      },
      {
        course: { ...batteries!, title: 'Winter driving' },
        closes: [],
        reasons: ['topic', 'pace'],
        session: null,
      },
    ]);
    const list = await screen.findByRole('list', { name: 'Recommended for you' });
    const [first, second] = within(list).getAllByRole('listitem');
    expect(within(first!).getByRole('link', { name: 'Safe loads' })).toBeTruthy();
    expect(within(first!).getByText('40 min · Closes Load handling')).toBeTruthy();
    expect(within(second!).getByText('40 min · One of your topics, Fits two weeks')).toBeTruthy();
    // The one next step stands before it.
    const next = screen.getByRole('link', { name: 'Continue lesson' });
    expect(next.compareDocumentPosition(list) & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy();
  });

  it('says first that a seat is kept for one, then what to continue, then the next session', async () => {
    await openHome(
      [],
      [
        aTrainingSession({ own_booking: ownBooking('booked'), can: [] }),
        aTrainingSession({
          id: learner.id,
          title: 'First aid refresher',
          own_booking: ownBooking('offered', {
            offered_until: '2099-11-18T10:00:00.000Z',
            can: ['accept', 'decline', 'cancel'],
          }),
        }),
      ],
    );
    expect(await screen.findByText('A seat in “First aid refresher” is kept for you')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Take the seat' })).toBeTruthy();
    const list = screen.getByRole('list', { name: 'Your next session' });
    expect(within(list).getByRole('link', { name: 'Handling lithium batteries' })).toBeTruthy();
    const first = screen.getByRole('button', { name: 'Take the seat' });
    const second = screen.getByRole('link', { name: 'Continue lesson' });
    expect(first.compareDocumentPosition(second) & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy();
    expect(second.compareDocumentPosition(list) & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy();
  });

  it('shows an administrator what of the installation needs somebody, and no empty shelf of courses', async () => {
    await openWork(administrator, { organization });
    const list = await screen.findByRole('list', { name: 'Checks' });
    const [first, second, ...more] = within(list).getAllByRole('listitem');
    expect(within(first!).getByRole('link', { name: 'Backup' })).toBeTruthy();
    expect(within(first!).getByText('Needs you')).toBeTruthy();
    expect(within(second!).getByRole('link', { name: '3 mails could not be sent' })).toBeTruthy();
    expect(more).toEqual([]);
    expect(screen.queryByText('You are not taking a course')).toBeNull();
  });

  it('shows a trainer the sessions they teach next and who needs them, with the gravest reason', async () => {
    await openWork(userDetail(sofie, ['trainer']), { teaching });
    const list = await screen.findByRole('list', { name: 'You teach next' });
    expect(within(list).getAllByRole('listitem')).toHaveLength(1);
    expect(within(list).getByRole('link', { name: 'Handling lithium batteries' })).toBeTruthy();
    const people = await screen.findByRole('list', { name: /may need help/ });
    expect(within(people).getByRole('link', { name: 'Mikkel Strand' }).getAttribute('href')).toBe(
      `/people/${ingrid.id}/activity`,
    );
    expect(within(people).getByText('2 courses are overdue, Safe loads first')).toBeTruthy();
    expect(screen.queryByRole('list', { name: 'Checks' })).toBeNull();
  });

  it('shows those to whom people report how their people stand, and which requests wait', async () => {
    await openWork(learner, {}, true);
    await screen.findByRole('heading', { name: /My team/ });
    expect(screen.getByText('Overdue').nextSibling?.textContent).toBe('4');
    expect(screen.getByRole('link', { name: '4' }).getAttribute('href')).toBe('/team?with=overdue');
    expect(screen.getByText('Due in 30 days').nextSibling?.textContent).toBe('0');
    expect(await screen.findByRole('link', { name: /2 requests for a seat/ })).toBeTruthy();
    // Who neither teaches nor manages still is a learner first.
    expect(screen.getByText('You are not taking a course')).toBeTruthy();
  });

  it('recommends nothing without a reason', async () => {
    await openHome([{ course: loads!, closes: [], reasons: [], session: null }]);
    expect(screen.queryByRole('heading', { name: /Recommended for you/ })).toBeNull();
  });
});
