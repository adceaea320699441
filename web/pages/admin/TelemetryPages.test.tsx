// Administration: page errors and usage, also while there is nothing yet.
import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { identity } from '#contract/identity.ts';
import { type ClientError, telemetry, type Usage } from '#contract/telemetry.ts';
import { administrator, sessionOf } from '#web/features/identity/identity.samples.ts';
import { renderPage } from '#web/testing/page.tsx';
import { pretendServer } from '#web/testing/pretended-server.ts';
import { inLanguage } from '#web/testing/render.tsx';

const at = '2026-11-17T09:42:07.000Z';
const byDay = Array.from({ length: 14 }, (_, n) => ({
  date: `2026-11-${String(n + 4).padStart(2, '0')}`,
  count: n,
}));

function anInstallation() {
  const server = pretendServer();
  server.on(identity.getSession, () => sessionOf(administrator));
  return server;
}

describe('page errors', () => {
  function withErrors(...errors: ClientError[]) {
    const server = anInstallation();
    const now = new Map(errors.map((error) => [error.fingerprint, error]));
    server.on(telemetry.listClientErrors, ({ query }) => {
      const results = [...now.values()].filter(
        (error) => (error.solved_at !== null) === (query.get('state') === 'solved'),
      );
      return { count: results.length, next: null, previous: null, results };
    });
    server.on(telemetry.solveClientError, ({ params }) => {
      const solved = { ...now.get(params['fingerprint']!)!, solved_at: at };
      now.set(solved.fingerprint, solved);
      return solved;
    });
    return server;
  }
  const broken: ClientError = {
    fingerprint: 'a'.repeat(32),
    kind: 'render',
    message: 'Cannot read title of undefined',
    stack: 'at draw (/assets/CoursePage.js:1:2)',
    route: '/courses/$course_id',
    version: '0.1.0',
    count: 91,
    first_seen_at: at,
    last_seen_at: at,
    solved_at: null,
    by_day: byDay,
  };

  it('lists what broke, shows where, and lets it be marked as solved', async () => {
    const server = withErrors(broken);
    const { user } = await renderPage('/admin/errors');
    expect(await screen.findByText('1 page error is open.')).toBeTruthy();
    await user.click(await screen.findByText('Cannot read title of undefined'));
    const panel = await screen.findByRole('complementary', { name: 'Cannot read title of undefined' });
    expect(within(panel).getByText('at draw (/assets/CoursePage.js:1:2)')).toBeTruthy();
    await user.click(within(panel).getByRole('button', { name: 'Mark as solved' }));
    await waitFor(() =>
      expect(server.sentTo(telemetry.solveClientError)[0]?.body).toEqual({ is_solved: true }),
    );
    expect(await screen.findByText('No page error is open.')).toBeTruthy();
  });

  it('says in German that there is none', async () => {
    withErrors();
    await inLanguage('de', async () => {
      await renderPage('/admin/errors');
      expect(await screen.findByText('Kein Seitenfehler ist offen.')).toBeTruthy();
      expect(screen.getByRole('heading', { name: 'Keine Fehler' })).toBeTruthy();
    });
  });
});

describe('usage', () => {
  const nothing: Usage = {
    days: 28,
    people: 12,
    active_people: 0,
    by_day: byDay.map(({ date }) => ({ date, people: 0, views: 0 })),
    routes: [],
    roles: [],
    devices: [],
    funnel: { enrolled: 0, started: 0, completed: 0 },
    vitals: [],
  };

  it('says what is found in the title of each chart, with the figures as a table', async () => {
    const server = anInstallation();
    server.on(
      telemetry.getUsage,
      (): Usage => ({
        ...nothing,
        active_people: 7,
        by_day: byDay.map(({ date, count }) => ({ date, people: count, views: count * 3 })),
        routes: [{ route: '/learning', views: 40 }],
        roles: [{ role: 'learner', views: 40 }],
        devices: [{ device: 'phone', views: 40 }],
        funnel: { enrolled: 8, started: 6, completed: 5 },
        vitals: [{ route: '/learning', vital: 'lcp', p75: 1830, visits: 40 }],
      }),
    );
    const { user } = await renderPage('/admin/usage');
    expect(await screen.findByText('7 of 12 people were active in 4 weeks.')).toBeTruthy();
    const funnel = screen.getByRole('figure', { name: '62 % of 8 enrollments of this time are completed' });
    await user.click(within(funnel).getByRole('button', { name: /table/i }));
    expect(within(funnel).getByRole('row', { name: 'Started 6' })).toBeTruthy();
    expect(screen.getByRole('figure', { name: '/learning is looked at most' })).toBeTruthy();
    expect(screen.getByText('1.83 s')).toBeTruthy();
  });

  it('is worth opening while there is nothing yet', async () => {
    anInstallation().on(telemetry.getUsage, () => nothing);
    await renderPage('/admin/usage');
    expect(await screen.findByRole('heading', { name: 'No page views yet' })).toBeTruthy();
    expect(screen.getByText('Measures of a page appear after ten visits.')).toBeTruthy();
    expect(screen.getByRole('figure', { name: 'Nobody enrolled in this time' })).toBeTruthy();
  });
});
