// Finding places, courses and people from anywhere, by keyboard.
import { screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { catalog } from '#contract/catalog.ts';
import { certificates } from '#contract/certificates.ts';
import { enrollment } from '#contract/enrollment.ts';
import { identity } from '#contract/identity.ts';
import { notifications } from '#contract/notifications.ts';
import { administrator, learner, sessionOf } from '#web/features/identity/identity.samples.ts';
import { Search } from '#web/features/search/components/Search.tsx';
import { frameParts } from '#web/shell/frame-parts.ts';
import { aCourse, listOf } from '#web/testing/course-samples.ts';
import { renderPage } from '#web/testing/page.tsx';
import { pretendServer, Refusal } from '#web/testing/pretended-server.ts';
import { inLanguage } from '#web/testing/render.tsx';

beforeEach(() => {
  frameParts.Search = Search;
});
afterEach(() => {
  delete frameParts.Search;
});

async function aRoom(user: typeof administrator) {
  const server = pretendServer();
  server.on(identity.getSession, () => sessionOf(user));
  server.on(notifications.listNotifications, () => listOf([]));
  server.on(notifications.getUnreadCount, () => ({ unread_count: 0 }));
  server.on(certificates.listCertificates, () => listOf([]));
  server.on(enrollment.listEnrollments, () => listOf([]));
  server.on(enrollment.listProgress, () => listOf([]));
  server.on(catalog.getCourse, () => new Refusal('record.not-found'));
  server.on(catalog.getOutline, () => new Refusal('record.not-found'));
  server.on(catalog.listCourses, () => listOf([aCourse(1, { title: 'Forklift safety' })]));
  server.on(identity.listUsers, () => listOf([learner]));
  const room = await renderPage('/notifications');
  return { ...room, server };
}
const options = () => screen.getAllByRole('option').map((option) => option.textContent);

describe('searching', () => {
  it('opens with its keys, finds courses and people, and goes where Enter says', async () => {
    const { user, server } = await aRoom(administrator);
    await user.keyboard('{Control>}k{/Control}');
    const field = await screen.findByRole('combobox', { name: 'Search courses, people and places' });
    await waitFor(() => expect(document.activeElement).toBe(field));
    await user.keyboard('fork');
    expect(await screen.findByRole('option', { name: /Forklift safety/ })).toBeTruthy();
    const people = within(await screen.findByRole('group', { name: 'People' }));
    expect(people.getByRole('option').textContent).toContain(learner.display_name);
    expect(server.sentTo(catalog.listCourses).at(-1)?.query.get('search')).toBe('fork');
    await user.keyboard('{ArrowDown}');
    const marked = screen.getByRole('option', { selected: true });
    expect(field.getAttribute('aria-activedescendant')).toBe(marked.id);
    expect(marked.textContent).toContain(learner.display_name);
    await user.keyboard('{ArrowUp}{Enter}');
    await waitFor(() => expect(window.location.pathname).toMatch(/^\/courses\//));
    expect(screen.queryByRole('combobox')).toBeNull();
    expect(
      await screen.findByRole('heading', { level: 1, name: /not here|not found|nothing/i }),
    ).toBeTruthy();
  });

  it('lists the places of one’s roles before anything is typed, and asks the server nothing', async () => {
    const { user, server } = await aRoom(learner);
    await user.click(screen.getByRole('button', { name: /Search or type a command/ }));
    await screen.findByRole('combobox', { name: 'Search courses and places' });
    expect(options()).toEqual([
      'Home',
      'Catalog',
      'My learning',
      'Calendar',
      'Skills',
      'Certificates',
      'Achievements',
      'Notifications',
      'Profile',
      'Security',
    ]);
    await user.keyboard('cert{Enter}');
    await waitFor(() => expect(window.location.pathname).toBe('/certificates'));
    expect(await screen.findByText('No certificates yet')).toBeTruthy();
    expect(server.sentTo(identity.listUsers)).toHaveLength(0);
  });

  it('says when nothing fits, and closes with Escape', async () => {
    const { user, server } = await aRoom(learner);
    server.on(catalog.listCourses, () => listOf([]));
    await user.keyboard('{Control>}k{/Control}');
    await screen.findByRole('combobox');
    await user.keyboard('zzz');
    expect(await screen.findByText(/Nothing fits “zzz”\./)).toBeTruthy();
    expect(screen.queryAllByRole('option')).toHaveLength(0);
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('combobox')).toBeNull());
  });

  it('speaks German', async () => {
    await inLanguage('de', async () => {
      const { user } = await aRoom(learner);
      await user.keyboard('{Control>}k{/Control}');
      expect(await screen.findByRole('combobox', { name: 'Kurse und Orte suchen' })).toBeTruthy();
      expect(options()).toContain('Katalog');
    });
  });
});
