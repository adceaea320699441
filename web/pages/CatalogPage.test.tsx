// The catalog as visitors and learners meet it.
import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { catalog } from '#contract/catalog.ts';
import { enrollment } from '#contract/enrollment.ts';
import { identity } from '#contract/identity.ts';
import type { Course } from '#web/features/catalog/catalog.types.ts';
import { administrator, learner, nobody, sessionOf } from '#web/features/identity/identity.samples.ts';
import { anEnrollment } from '#web/features/player/learning.samples.ts';
import type { Enrollment } from '#web/features/player/learning.types.ts';
import { aCategory, aCourse, idOf, listOf } from '#web/testing/course-samples.ts';
import { renderPage } from '#web/testing/page.tsx';
import { pretendServer, Refusal } from '#web/testing/pretended-server.ts';
import { inLanguage } from '#web/testing/render.tsx';

const five = [1, 2, 3, 4, 5].map((number) => aCourse(number));

type Offer = { courses?: Course[]; count?: number; enrollments?: Enrollment[] };

function aCatalog(who: Parameters<typeof sessionOf>[0] | null, offer: Offer = {}) {
  const { courses = five, count = courses.length, enrollments = [] } = offer;
  const server = pretendServer();
  server.on(identity.getSession, () => (who ? sessionOf(who) : nobody));
  server.on(catalog.listCategories, () => listOf([aCategory(1), aCategory(2)]));
  server.on(catalog.listCourses, ({ query }) => {
    const search = query.get('search') ?? '';
    const matching = courses.filter(({ title }) => title.toLowerCase().includes(search.toLowerCase()));
    return listOf(matching, search ? matching.length : count);
  });
  server.on(enrollment.listEnrollments, () => listOf(enrollments));
  return server;
}

const cards = async () =>
  within(await screen.findByRole('list', { name: 'Courses' })).getAllByRole('article');
const lastQuery = (server: ReturnType<typeof aCatalog>) =>
  Object.fromEntries(
    server
      .sentTo(catalog.listCourses)
      .filter(({ query }) => query.get('page_size') === '24')
      .at(-1)?.query ?? [],
  );

describe('a visitor', () => {
  it('sees every published course and is not asked to sign in', async () => {
    const server = aCatalog(null);
    await renderPage('/catalog');
    expect(await cards()).toHaveLength(5);
    expect(screen.getByText('5 courses are open to you.')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Course 1' }).getAttribute('href')).toBe(
      `/courses/${idOf('c', 1)}`,
    );
    expect(screen.getByRole('link', { name: 'Sign in' })).toBeTruthy();
    expect(server.sentTo(enrollment.listEnrollments)).toEqual([]);
  });

  it('is never shown drafts, not even their own', async () => {
    const server = aCatalog(null);
    await renderPage('/catalog');
    await cards();
    expect(server.sentTo(catalog.listCourses).map(({ query }) => query.get('published'))).not.toContain(null);
  });
});

describe('filters', () => {
  it('stand in the address and narrow what is asked for', async () => {
    const server = aCatalog(null);
    await renderPage(`/catalog?category_id=${idOf('a', 1)}&difficulty_level=advanced&free=true&page=2`);
    await cards();
    expect(lastQuery(server)).toMatchObject({
      category_id: idOf('a', 1),
      difficulty_level: 'advanced',
      free: 'true',
      page: '2',
    });
    expect(screen.getByRole('button', { name: 'Category: Safety' })).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Level: Advanced' })).toBeTruthy();
    expect(screen.getByText('match your filters')).toBeTruthy();
  });

  it('are added from a menu and begin at the first page', async () => {
    const server = aCatalog(null);
    const { user } = await renderPage('/catalog?page=3');
    await cards();
    await user.click(screen.getByRole('button', { name: 'Add filter' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Intermediate' }, { timeout: 10_000 }));
    await waitFor(() => expect(window.location.search).toBe('?difficulty_level=intermediate'));
    expect(lastQuery(server)).toMatchObject({ difficulty_level: 'intermediate', page: '1' });
  });

  it('leave one by one and all at once', async () => {
    aCatalog(null);
    const { user } = await renderPage('/catalog?difficulty_level=beginner&language=de&free=true');
    await cards();
    await user.click(screen.getByRole('button', { name: /Remove.*German/ }));
    await waitFor(() => expect(window.location.search).toBe('?difficulty_level=beginner&free=true'));
    await user.click(screen.getByRole('button', { name: 'Clear all' }));
    await waitFor(() => expect(window.location.search).toBe(''));
  });

  it('find words as they are typed, without filling the history', async () => {
    aCatalog(null);
    const { user } = await renderPage('/catalog');
    await cards();
    const before = window.history.length;
    await user.type(screen.getByRole('searchbox', { name: 'Search in 5 courses' }), 'course 3');
    await waitFor(async () => expect(await cards()).toHaveLength(1));
    expect(new URLSearchParams(window.location.search).get('search')).toBe('course 3');
    expect(window.history.length).toBe(before);
  });

  it('say when nothing matches, and how to see everything again', async () => {
    aCatalog(null);
    const { user } = await renderPage('/catalog?search=zzz');
    expect(await screen.findByRole('heading', { name: 'No course matches' })).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Clear all filters' }));
    expect(await cards()).toHaveLength(5);
  });
});

describe('order, layout and pages', () => {
  it('sorts as asked', async () => {
    const server = aCatalog(null);
    const { user } = await renderPage('/catalog');
    await cards();
    await user.selectOptions(screen.getByRole('combobox', { name: 'Sorted by' }), 'Newest first');
    await waitFor(() => expect(lastQuery(server)).toMatchObject({ ordering: '-published_at' }));
    expect(window.location.search).toBe('?ordering=-published_at');
  });

  it('shows a list as well as cards', async () => {
    aCatalog(null);
    const { user } = await renderPage('/catalog');
    await cards();
    await user.click(screen.getByRole('radio', { name: 'List' }));
    const list = await screen.findByRole('list', { name: 'Courses' });
    await waitFor(() => expect(within(list).queryAllByRole('article')).toHaveLength(0));
    expect(screen.getAllByText('Safety · Beginner · 19 min · 3 lessons')).toHaveLength(5);
    expect(window.location.search).toBe('?view=list');
  });

  it('turns pages of a large catalog', async () => {
    const many = Array.from({ length: 24 }, (_, index) => aCourse(index + 1));
    const server = aCatalog(null, { courses: many, count: 5012 });
    const { user } = await renderPage('/catalog');
    expect(await screen.findByText('5,012 courses are open to you.')).toBeTruthy();
    expect(await screen.findByText('1 to 24 of 5,012')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Next page' }));
    await waitFor(() => expect(lastQuery(server)).toMatchObject({ page: '2' }));
    expect(window.location.search).toBe('?page=2');
  });
});

describe('a learner', () => {
  it('sees on each card how far they are', async () => {
    const enrollments = [
      anEnrollment(aCourse(1), { percent: 64, started_at: '2026-11-10T08:00:00.000Z' }),
      anEnrollment(aCourse(2), { status: 'completed', percent: 100 }),
      anEnrollment(aCourse(3), { due_at: '2026-11-13T16:00:00.000Z', percent: 10 }),
      anEnrollment(aCourse(4)),
      anEnrollment(aCourse(5), { status: 'ended' }),
    ];
    aCatalog(learner, { enrollments });
    await renderPage('/catalog');
    await screen.findByText('64 % done');
    const shown = (await cards()).map((card) => card.textContent ?? '');
    expect(shown[1]).toContain('Completed');
    expect(shown[2]).toContain('Overdue by 4 days');
    expect(shown[3]).toContain('Enrolled');
    expect(shown[4]).not.toContain('Enrolled');
    const taking = screen.getByRole('link', { name: 'You are taking 3 of them.' });
    expect(taking.getAttribute('href')).toBe('/learning');
  });

  it('counts the newest cycle of a course that is taken again', async () => {
    const enrollments = [
      anEnrollment(aCourse(1), { status: 'completed', percent: 100, cycle: 1 }),
      anEnrollment(aCourse(1), { percent: 20, cycle: 2, started_at: '2026-11-10T08:00:00.000Z' }),
    ];
    aCatalog(learner, { enrollments });
    await renderPage('/catalog');
    expect(await screen.findByText('20 % done')).toBeTruthy();
    expect(screen.queryByText('Completed')).toBeNull();
  });
});

describe('a catalog without a course', () => {
  it('says so, and offers nothing to search', async () => {
    aCatalog(learner, { courses: [] });
    await renderPage('/catalog');
    expect(await screen.findByRole('heading', { name: 'No courses yet' })).toBeTruthy();
    expect(screen.queryByRole('searchbox')).toBeNull();
    expect(screen.queryByRole('link', { name: 'Make the first course' })).toBeNull();
  });

  it('offers those who may make one to begin', async () => {
    aCatalog(administrator, { courses: [] });
    await renderPage('/catalog');
    const create = await screen.findByRole('link', { name: 'Make the first course' });
    expect(create.getAttribute('href')).toBe('/teach/courses');
  });
});

describe('a catalog that cannot be read', () => {
  it('says what happened and tries again', async () => {
    const server = aCatalog(null);
    server.on(catalog.listCourses, () => new Refusal('service.unavailable'));
    const { user } = await renderPage('/catalog');
    expect(await screen.findByRole('alert')).toBeTruthy();
    server.on(catalog.listCourses, () => listOf(five));
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await cards()).toHaveLength(5);
  });
});

describe('in other languages', () => {
  it.each([['de', '5 Kurse stehen Ihnen offen.', 'In 5 Kursen suchen']])(
    'speaks %s',
    async (language, sentence, search) => {
      aCatalog(null);
      await inLanguage(language, async () => {
        await renderPage('/catalog');
        expect(await screen.findByText(sentence)).toBeTruthy();
        expect(screen.getByRole('searchbox', { name: search })).toBeTruthy();
      });
    },
  );

  it('mirrors every word of its own in the pseudo language', async () => {
    aCatalog(null);
    await inLanguage('ar-XB', async () => {
      await renderPage('/catalog');
      await waitFor(() => expect(screen.getAllByRole('article')).toHaveLength(5));
      const main = screen.getByRole('main').textContent ?? '';
      const own = main.replace(/\u202e[^\u202c]*\u202c/g, '');
      expect(own).not.toMatch(/Catalog|courses|Sorted|Cards|Beginner/);
      expect(document.documentElement.dir).toBe('rtl');
    });
  });
});
