// The front door for people without a session.
import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { catalog } from '#contract/catalog.ts';
import { identity } from '#contract/identity.ts';
import type { Category, Course } from '#web/features/catalog/catalog.types.ts';
import { nobody, site } from '#web/features/identity/identity.samples.ts';
import { aCategory, aCourse, idOf, listOf } from '#web/testing/course-samples.ts';
import { renderPage } from '#web/testing/page.tsx';
import { pretendServer } from '#web/testing/pretended-server.ts';

function aFrontDoor(courses: Course[], categories: Category[], registration_open = true) {
  const server = pretendServer();
  server.on(identity.getSession, () => nobody);
  server.on(identity.getSite, () => ({ ...site, registration_open }));
  server.on(catalog.listCourses, () => listOf(courses));
  server.on(catalog.listCategories, () => listOf(categories));
  return server;
}

const six = [1, 2, 3, 4, 5, 6].map((number) => aCourse(number));

describe('the landing page', () => {
  it('shows the newest courses and the categories that have some', async () => {
    const server = aFrontDoor(six, [aCategory(1), aCategory(2, { course_count: 0 })]);
    await renderPage('/');
    expect(
      await screen.findByRole('heading', { level: 1, name: 'Learn what your work asks for' }),
    ).toBeTruthy();
    await waitFor(() => expect(screen.getAllByRole('article')).toHaveLength(6));
    const category = screen.getByRole('link', { name: /Safety/ });
    expect(category.getAttribute('href')).toBe(`/catalog?category_id=${idOf('a', 1)}`);
    expect(screen.queryByText('Category 2')).toBeNull();
    expect(server.sentTo(catalog.listCourses)[0]?.query.get('ordering')).toBe('-published_at');
  });

  it('leads to signing in and to a new account', async () => {
    aFrontDoor(six, []);
    await renderPage('/');
    const main = within(await screen.findByRole('main'));
    expect((await main.findByRole('link', { name: 'Make an account.' })).getAttribute('href')).toBe(
      '/register',
    );
    expect(main.getByRole('link', { name: 'Sign in.' }).getAttribute('href')).toBe('/sign-in');
  });

  it('says whose training this is, and offers no account where nobody may make one', async () => {
    aFrontDoor(six, [], false);
    await renderPage('/');
    expect(await screen.findByText('Training at Nordhavn Logistics')).toBeTruthy();
    expect(screen.queryByRole('link', { name: 'Make an account.' })).toBeNull();
    expect(screen.getByRole('link', { name: 'Sign in.' })).toBeTruthy();
  });

  it('searches the catalog', async () => {
    aFrontDoor(six, []);
    const { user } = await renderPage('/');
    await user.type(await screen.findByRole('searchbox'), 'lithium{Enter}');
    await waitFor(() => expect(window.location.pathname).toBe('/catalog'));
    expect(window.location.search).toBe('?search=lithium');
  });

  it('says so when there is no course yet', async () => {
    aFrontDoor([], []);
    await renderPage('/');
    expect(await screen.findByRole('heading', { name: 'No courses yet' })).toBeTruthy();
    expect(screen.queryByRole('heading', { name: 'Categories' })).toBeNull();
  });

  it('asks for a code before it checks a certificate', async () => {
    aFrontDoor(six, []);
    const { user } = await renderPage('/');
    await user.click(await screen.findByRole('button', { name: 'Check' }));
    expect(screen.getByText(/Please enter the code/)).toBeTruthy();
    expect(window.location.pathname).toBe('/');
  });
});
