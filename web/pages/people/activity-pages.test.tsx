// Activity, timelines, history, attention and erasing, found by role and name.
import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { type Activity, type Attention, activity, type HistoryEntry } from '#contract/activity.ts';
import { identity } from '#contract/identity.ts';
import { administrator, page, sessionOf, userDetail } from '#web/features/identity/identity.samples.ts';
import { renderPage } from '#web/testing/page.tsx';
import { pretendServer } from '#web/testing/pretended-server.ts';
import { inLanguage } from '#web/testing/render.tsx';

const id = (n: number) => `019aa5c0-0000-7000-8000-00000000000${n}`;
const person = (n: number, name: string) => ({ id: id(n), name, avatar_url: null });
const sofie = person(1, 'Sofie Kjær');
const henrik = person(2, 'Henrik Dahl');
const course = { id: id(3), name: 'Forklift safety' };

const event = (n: number, verb: string, more: Partial<Activity> = {}): Activity => ({
  id: id(n),
  occurred_at: '2026-11-20T09:42:00.000Z',
  verb,
  area: 'learning',
  actor: sofie,
  user: sofie,
  course,
  object: { type: 'course', id: course.id, name: course.name },
  details: {},
  ip: null,
  user_agent: null,
  ...more,
});

const keyset = <Row,>(results: Row[], next: string | null = null) => ({
  count: null,
  next,
  previous: null,
  results,
});

function asAdministrator() {
  const server = pretendServer();
  server.on(identity.getSession, () => sessionOf(administrator));
  return server;
}

const engagement = {
  days: 28,
  time_zone: 'Europe/Copenhagen',
  people: 60,
  active_people: 41,
  actions: 9,
  hours: [
    { weekday: 2, hour: 9, actions: 8, people: 3 },
    { weekday: 5, hour: 14, actions: 1, people: 1 },
  ],
  by_day: [
    { date: '2026-11-19', actions: 8, people: 3 },
    { date: '2026-11-20', actions: 1, people: 1 },
  ],
};

describe('the activity page', () => {
  it('says who was active and when, and tells what happened in sentences', async () => {
    const server = asAdministrator();
    server.on(activity.getEngagement, () => engagement);
    server.on(activity.listActivity, () =>
      keyset([
        event(4, 'lesson.completed', {
          object: { type: 'lesson', id: id(9), name: 'The triangle' },
          details: { percent: 50 },
        }),
        event(5, 'enrollment.created', { actor: henrik }),
        event(6, 'a.verb-of-tomorrow'),
      ]),
    );
    await renderPage('/admin/activity');
    expect(await screen.findByText('41 of 60 people were active in the last 4 weeks.')).toBeTruthy();
    const list = await screen.findByRole('list', { name: 'As it happens' });
    expect(
      within(list).getByText('Sofie Kjær completed the lesson The triangle, 50 % of the course'),
    ).toBeTruthy();
    expect(within(list).getByText('Henrik Dahl enrolled Sofie Kjær in Forklift safety')).toBeTruthy();
    expect(within(list).getByText('Sofie Kjær: a.verb-of-tomorrow')).toBeTruthy();
    const busiest = screen.getByTitle('Tue 09:00: 8 actions by 3 people');
    expect(busiest.textContent).toBe('8');
  });

  it('shows one kind of activity, and says so in the address', async () => {
    const server = asAdministrator();
    server.on(activity.getEngagement, () => engagement);
    server.on(activity.listActivity, ({ query }) =>
      keyset(query.get('area') === 'security' ? [event(4, 'session.started', { ip: '10.1.2.3' })] : []),
    );
    const { user } = await renderPage('/admin/activity');
    expect(await screen.findByRole('heading', { name: 'Nothing yet' })).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Add filter' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Sign-ins and security' }));
    expect(await screen.findByText('Sofie Kjær signed in')).toBeTruthy();
    expect(screen.getByText(/from 10\.1\.2\.3/)).toBeTruthy();
    expect(window.location.search).toBe('?area=security');
  });

  it('tells what was refused and what left the house', async () => {
    const server = asAdministrator();
    server.on(activity.getEngagement, () => engagement);
    server.on(activity.listActivity, () =>
      keyset([
        event(4, 'access.denied', { details: { route: 'GET /api/activity/', times: 3 } }),
        event(5, 'access.not-found', { details: { times: 40 } }),
        event(8, 'access.denied', { details: { route: 'GET /api/users/', times: 1 } }),
        event(6, 'data.exported', { details: { what: '/api/reporting-lines/export/', record_id: null } }),
        event(7, 'site.exported', { actor: null, user: null, details: { by: 'root', records: 9, files: 2 } }),
      ]),
    );
    await renderPage('/admin/activity');
    expect(await screen.findByText('Sofie Kjær was denied GET /api/activity/ (3 times)')).toBeTruthy();
    expect(screen.getByText('Sofie Kjær was denied GET /api/users/')).toBeTruthy();
    expect(screen.getByText(/not there or not theirs: several addresses \(40 times\)/)).toBeTruthy();
    expect(screen.getByText('Sofie Kjær took data of people out: all reporting lines (CSV)')).toBeTruthy();
    expect(screen.getByText(/^root exported everything .* 9 records, 2 files$/)).toBeTruthy();
  });

  it('is told in German as well', () =>
    inLanguage('de', async () => {
      const server = asAdministrator();
      server.on(activity.getEngagement, () => engagement);
      server.on(activity.listActivity, () => keyset([event(5, 'enrollment.created', { actor: henrik })]));
      await renderPage('/admin/activity');
      expect(await screen.findByText('Henrik Dahl schrieb Sofie Kjær in Forklift safety ein')).toBeTruthy();
    }));
});

describe('a timeline', () => {
  it('goes on to older entries', async () => {
    const server = asAdministrator();
    server.on(activity.listOwnActivity, ({ query }) =>
      query.get('cursor') === 'abc'
        ? keyset([event(5, 'enrollment.completed')])
        : keyset(
            [event(4, 'certificate.issued', { object: { type: 'certificate', id: id(8), name: 'LYC-1' } })],
            'http://x/api/users/activity/?cursor=abc',
          ),
    );
    const { user } = await renderPage('/profile/activity');
    expect(
      await screen.findByText('Sofie Kjær received the certificate LYC-1 for Forklift safety'),
    ).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Show older' }));
    expect(await screen.findByText('Sofie Kjær completed Forklift safety')).toBeTruthy();
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Show older' })).toBeNull());
  });
});

describe('the history', () => {
  const entry: HistoryEntry = {
    id: id(7),
    record_type: 'courses',
    record_id: course.id,
    record_name: course.name,
    action: 'changed',
    changed_at: '2026-11-20T09:42:00.000Z',
    actor: henrik,
    changes: [
      { field: 'title', before: 'Forklift', after: 'Forklift safety', before_name: null, after_name: null },
      { field: 'category_id', before: null, after: id(9), before_name: null, after_name: 'Safety' },
      {
        field: 'description',
        before: '<p>Old</p>',
        after: { length: 5000, begins: 'New text', md5: 'x' },
        before_name: null,
        after_name: null,
      },
      { field: 'certificate_enabled', before: true, after: false, before_name: null, after_name: null },
    ],
    request_id: null,
  };

  it('says who changed what, with what stood there before and after', async () => {
    const server = asAdministrator();
    server.on(activity.listHistory, () => keyset([entry]));
    await renderPage('/admin/history');
    expect(await screen.findByText(/Henrik Dahl changed/)).toBeTruthy();
    expect(screen.getByRole('link', { name: 'course “Forklift safety”' }).getAttribute('href')).toBe(
      `/admin/history?record_type=courses&record_id=${course.id}`,
    );
    const deleted = screen.getAllByRole('deletion').map((one) => one.textContent);
    const inserted = screen.getAllByRole('insertion').map((one) => one.textContent);
    expect(deleted).toEqual(['before: Forklift', 'before: nothing', 'before: Old', 'before: yes']);
    expect(inserted).toEqual([
      'after: Forklift safety',
      'after: Safety',
      'after: New text… (5000 characters)',
      'after: no',
    ]);
  });

  it('of one record asks for that record only', async () => {
    const server = asAdministrator();
    const asked: string[] = [];
    server.on(activity.listHistory, ({ query }) => {
      asked.push(`${query.get('record_type')} ${query.get('record_id')}`);
      return keyset([entry]);
    });
    await renderPage(`/admin/history?record_type=courses&record_id=${course.id}`);
    expect(await screen.findByText(/All changes of one record/)).toBeTruthy();
    expect(asked).toEqual([`courses ${course.id}`]);
  });
});

describe('people who may need help', () => {
  const row: Attention = {
    user: { ...sofie, department: 'Warehouse', position: 'Warehouse assistant' },
    last_active: null,
    open_courses: 2,
    reasons: [
      { kind: 'overdue', number: 1, course },
      { kind: 'stuck', number: 3, course },
      { kind: 'inactive', number: 0, course: null },
    ],
  };

  it('are listed with every reason in words, and open their timeline', async () => {
    const server = asAdministrator();
    server.on(activity.listAttention, () => page([row]));
    server.on(activity.listUserActivity, () => keyset([]));
    server.on(identity.getUser, () =>
      userDetail({ id: sofie.id, display_name: sofie.name, email: 'sofie@nordhavn.example' }, ['learner']),
    );
    const { user } = await renderPage('/people/attention');
    expect(await screen.findByText('1 learner may need you.')).toBeTruthy();
    for (const words of [
      'Forklift safety is overdue',
      'Failed a quiz in Forklift safety 3 times',
      'Was never here',
    ])
      expect(screen.getByText(words)).toBeTruthy();
    await user.click(screen.getByText('Sofie Kjær'));
    await waitFor(() => expect(window.location.pathname).toBe(`/people/${sofie.id}/activity`));
  });

  it('are nobody, and that is good', async () => {
    const server = asAdministrator();
    server.on(activity.listAttention, () => page<Attention>([]));
    await renderPage('/people/attention');
    expect(await screen.findByRole('heading', { name: 'Nobody needs you right now' })).toBeTruthy();
  });
});
