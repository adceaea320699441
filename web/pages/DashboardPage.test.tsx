// Home: the one next step first, then what is recommended and why.
import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { achievements } from '#contract/achievements.ts';
import { calendar, type TrainingSession } from '#contract/calendar.ts';
import { type Dashboard, enrollment } from '#contract/enrollment.ts';
import { gaps } from '#contract/gaps.ts';
import type { Recommendation } from '#contract/gaps-shapes.ts';
import { identity } from '#contract/identity.ts';
import { aTrainingSession, ownBooking } from '#web/features/bookings/bookings.samples.ts';
import { aPlan, load } from '#web/features/gaps/gaps.samples.ts';
import { learner, page, sessionOf } from '#web/features/identity/identity.samples.ts';
import { renderPage } from '#web/testing/page.tsx';
import { pretendServer } from '#web/testing/pretended-server.ts';

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

  it('recommends nothing without a reason', async () => {
    await openHome([{ course: loads!, closes: [], reasons: [], session: null }]);
    expect(screen.queryByRole('heading', { name: /Recommended for you/ })).toBeNull();
  });
});
