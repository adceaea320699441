// A course page: what one reads about a course, and the one thing to do with it.
import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { calendar, type TrainingSession } from '#contract/calendar.ts';
import { catalog } from '#contract/catalog.ts';
import { enrollment } from '#contract/enrollment.ts';
import { identity } from '#contract/identity.ts';
import { skills } from '#contract/skills.ts';
import { aTrainingSession } from '#web/features/bookings/bookings.samples.ts';
import type { CourseDetail, Outline } from '#web/features/catalog/catalog.types.ts';
import { administrator, learner, nobody, sessionOf, site } from '#web/features/identity/identity.samples.ts';
import { anEnrollment, aProgress } from '#web/features/player/learning.samples.ts';
import type { Enrollment, Progress } from '#web/features/player/learning.types.ts';
import type { CourseSkills } from '#web/features/skills/skills.types.ts';
import {
  aCourseDetail,
  aLesson,
  anOutline,
  anOutlineLesson,
  idOf,
  listOf,
} from '#web/testing/course-samples.ts';
import { renderPage } from '#web/testing/page.tsx';
import { pretendServer, Refusal } from '#web/testing/pretended-server.ts';

const course_id = idOf('c', 1);
const page = `/courses/${course_id}`;
const lessons = [
  anOutlineLesson(1, { title: 'Why trucks tip over', kind: 'video', is_preview: true }),
  anOutlineLesson(2, { title: 'The load plate' }),
  anOutlineLesson(3, { title: 'Final test', kind: 'quiz', required: false }),
] as const;
const outline = anOutline(1, [lessons[0], lessons[1]], [lessons[2]]);

type Scene = {
  who?: Parameters<typeof sessionOf>[0] | null;
  course?: Partial<CourseDetail>;
  outline?: Outline;
  enrollments?: Enrollment[];
  progress?: Progress[];
  skills?: Partial<CourseSkills>;
  sessions?: TrainingSession[];
};

function aCoursePage(scene: Scene = {}) {
  const { who = learner, enrollments = [], progress = [] } = scene;
  const server = pretendServer();
  server.on(calendar.listTrainingSessions, () => listOf(scene.sessions ?? []));
  const course = aCourseDetail(1, { title: 'Forklift safety', ...scene.course });
  server.on(identity.getSession, () => (who ? sessionOf(who) : nobody));
  server.on(identity.getSite, () => site);
  server.on(catalog.getCourse, () => course);
  server.on(skills.getCourseSkills, () => ({ grants: [], requires: [], can: [], ...scene.skills }));
  server.on(catalog.getOutline, () => scene.outline ?? outline);
  server.on(catalog.getDraftOutline, () => scene.outline ?? outline);
  // A link that gets the focus fetches what it leads to.
  server.on(catalog.getLesson, ({ params }) => {
    const lesson = lessons.find(({ id }) => id === params['id']);
    return lesson ? aLesson(1, lesson) : new Refusal('record.not-found');
  });
  server.on(enrollment.listEnrollments, () => listOf(enrollments));
  server.on(enrollment.listProgress, () => listOf(progress));
  return { server, course };
}

const seen = '2026-11-10T08:00:00.000Z';
const taking = (more: Partial<Enrollment> = {}) =>
  anEnrollment({ id: course_id, title: 'Forklift safety' }, { started_at: seen, percent: 50, ...more });
const halfway = [
  aProgress(course_id, lessons[0], { completed: true, completed_at: seen, first_seen_at: seen }),
  aProgress(course_id, lessons[1], { first_seen_at: seen }),
  aProgress(course_id, lessons[2]),
];

describe('everybody', () => {
  it('reads what the course is and what is inside', async () => {
    aCoursePage({ who: null, course: { description: 'Drive and park.\n\nBring shoes.' } });
    const { user } = await renderPage(page);
    expect(await screen.findByRole('heading', { level: 1, name: 'Forklift safety' })).toBeTruthy();
    expect(screen.getByText('Drive and park.')).toBeTruthy();
    expect(screen.getByRole('heading', { name: 'About this course' })).toBeTruthy();
    expect(screen.getByText('Updated 3 Nov 2026, version 5')).toBeTruthy();
    expect(screen.getByText('Valid 3 years')).toBeTruthy();
    expect(screen.getByText('Marta Nowak')).toBeTruthy();
    expect(await screen.findByText('2 modules, 3 lessons')).toBeTruthy();
    const parts = screen.getAllByRole('group');
    expect(parts.map((part) => part.hasAttribute('open'))).toEqual([true, false]);
    await user.click(screen.getByRole('button', { name: 'Open all' }));
    expect(screen.getAllByRole('group').map((part) => part.hasAttribute('open'))).toEqual([true, true]);
    await user.click(screen.getByRole('button', { name: 'Close all' }));
    expect(screen.getAllByRole('group').map((part) => part.hasAttribute('open'))).toEqual([false, false]);
  });

  it('may open the lessons that are a preview, and no others', async () => {
    aCoursePage({ who: null });
    await renderPage(page);
    const sample = await screen.findByRole('link', { name: 'Why trucks tip over' });
    expect(sample.getAttribute('href')).toBe(`/learn/${course_id}/${lessons[0].id}`);
    expect(screen.queryByRole('link', { name: 'The load plate' })).toBeNull();
  });

  it('sees the screen for lost ways when there is no such course', async () => {
    const { server } = aCoursePage({ who: null });
    server.on(catalog.getCourse, () => new Refusal('record.not-found'));
    await renderPage(page);
    expect(await screen.findByRole('heading', { name: 'There is nothing here' })).toBeTruthy();
  });

  it('reads a price in its currency', async () => {
    aCoursePage({ who: null, course: { price: '120.00', currency: 'EUR', certificate_enabled: false } });
    await renderPage(page);
    expect(await screen.findByText('€120')).toBeTruthy();
    expect(screen.getByText('None')).toBeTruthy();
  });
});

describe('a visitor', () => {
  it('signs in to enroll and comes back here', async () => {
    aCoursePage({ who: null });
    await renderPage(page);
    const signIn = await screen.findByRole('link', { name: 'Sign in to enroll' });
    expect(signIn.getAttribute('href')).toBe(`/sign-in?next=${encodeURIComponent(page)}`);
    const register = await screen.findByRole('link', { name: 'Make an account' });
    expect(register.getAttribute('href')).toBe(`/register?next=${encodeURIComponent(page)}`);
  });
});

describe('enrolling', () => {
  it('happens at once, says so, and leads on by keyboard', async () => {
    const enrollments: Enrollment[] = [];
    const { server } = aCoursePage({ enrollments });
    server.on(enrollment.enrollInCourse, () => {
      const begun = taking({ started_at: null, percent: 0 });
      enrollments.push(begun);
      return begun;
    });
    const { user } = await renderPage(page);
    await user.click(await screen.findByRole('button', { name: 'Enroll' }));
    const start = await screen.findByRole('link', { name: 'Start' });
    await waitFor(() => expect(document.activeElement).toBe(start));
    expect(start.getAttribute('href')).toBe(`/learn/${course_id}`);
    expect(screen.getByText('You are enrolled in “Forklift safety”.')).toBeTruthy();
    expect(server.sentTo(enrollment.enrollInCourse)[0]?.body).toEqual({});
  });

  it('is taken back visibly when the server refuses', async () => {
    const { server } = aCoursePage();
    server.on(enrollment.enrollInCourse, () => new Refusal('course.not-published'));
    const { user } = await renderPage(page);
    await user.click(await screen.findByRole('button', { name: 'Enroll' }));
    expect(await screen.findByText('This course is not published.')).toBeTruthy();
    expect(await screen.findByRole('button', { name: 'Enroll' })).toBeTruthy();
  });

  it.each([
    ['a course with a price', { price: '120.00' }, /This course has a price/],
    [
      'an archived course',
      { status: 'archived' as const, published: false },
      /Nobody can enroll any more\.$/,
    ],
  ])('in %s is explained instead of offered', async (_, course, reason) => {
    aCoursePage({ course });
    await renderPage(page);
    const button = await screen.findByRole('button', { name: 'Enroll' });
    expect(button.hasAttribute('disabled')).toBe(true);
    expect(screen.getAllByText(reason).length).toBeGreaterThan(0);
  });
});

describe('a learner of the course', () => {
  it('goes on where they stopped and sees every state', async () => {
    aCoursePage({ enrollments: [taking({ last_lesson_id: lessons[1].id })], progress: halfway });
    await renderPage(page);
    const goOn = await screen.findByRole('link', { name: 'Continue' });
    expect(goOn.getAttribute('href')).toBe(`/learn/${course_id}`);
    expect(await screen.findByRole('progressbar', { name: 'Progress in this course' })).toBeTruthy();
    expect(await screen.findByText('1 of 2 lessons')).toBeTruthy();
    const done = screen.getByRole('link', { name: 'Why trucks tip over' });
    expect(done.parentElement?.textContent).toContain('Video, completed');
    expect(screen.getByText('1 of 2 done · 10 min')).toBeTruthy();
    expect(screen.queryByText('Preview')).toBeNull();
  });

  it('reads until when it is due and why', async () => {
    const due = taking({ due_at: '2026-11-19T16:00:00.000Z', reason: 'You work in Warehouse' });
    aCoursePage({ enrollments: [due], progress: halfway });
    await renderPage(page);
    expect(await screen.findByText('Due in 2 days')).toBeTruthy();
    expect(screen.getByText('You work in Warehouse')).toBeTruthy();
  });

  it('leaves after a question, and only what they chose themselves', async () => {
    const mine = [taking()];
    const { server } = aCoursePage({ enrollments: mine, progress: halfway });
    server.on(enrollment.endEnrollment, () => {
      mine.length = 0;
      return null;
    });
    const { user } = await renderPage(page);
    await user.click(await screen.findByRole('button', { name: 'Leave this course' }));
    await user.click(await screen.findByRole('button', { name: 'Leave the course' }));
    expect(await screen.findByRole('button', { name: 'Enroll' })).toBeTruthy();
    expect(server.sentTo(enrollment.endEnrollment)).toHaveLength(1);
  });

  it('cannot leave what was assigned to them', async () => {
    aCoursePage({ enrollments: [taking({ can: ['learn'], source: 'assigned' })], progress: halfway });
    await renderPage(page);
    await screen.findByRole('link', { name: 'Continue' });
    expect(screen.queryByRole('button', { name: 'Leave this course' })).toBeNull();
  });

  it('who has completed it reads again, or takes it again', async () => {
    const completed = taking({
      status: 'completed',
      percent: 100,
      completed_at: '2026-11-12T08:00:00.000Z',
      expires_at: '2029-11-12T08:00:00.000Z',
      can: ['learn'],
    });
    const { server } = aCoursePage({ enrollments: [completed], progress: halfway });
    server.on(enrollment.enrollInCourse, () => taking({ cycle: 2, percent: 0, started_at: null }));
    const { user } = await renderPage(page);
    expect(await screen.findByRole('link', { name: 'Read it again' })).toBeTruthy();
    expect(screen.getByText('12 Nov 2026')).toBeTruthy();
    expect(screen.getByText('12 Nov 2029')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Take the course again' }));
    await waitFor(() => expect(server.sentTo(enrollment.enrollInCourse)[0]?.body).toEqual({ retake: true }));
  });

  it('stands an outline without lessons', async () => {
    aCoursePage({ enrollments: [taking()], outline: anOutline(1) });
    await renderPage(page);
    expect(await screen.findByText('There are no lessons yet.')).toBeTruthy();
  });
});

describe('those who make the course', () => {
  const can = ['update', 'delete', 'publish', 'teach'];

  it('are told that it is a draft, and see the draft', async () => {
    const course = { can, status: 'draft' as const, published: false, version_number: null };
    const { server } = aCoursePage({ who: administrator, course });
    await renderPage(page);
    expect(await screen.findByText('This course is a draft')).toBeTruthy();
    const preview = screen.getByRole('link', { name: 'Preview as a learner' });
    expect(preview.getAttribute('href')).toBe(`/learn/${course_id}?preview=1`);
    expect(server.sentTo(catalog.getOutline)).toEqual([]);
    expect(server.sentTo(catalog.getDraftOutline)).toHaveLength(1);
    const lesson = await screen.findByRole('link', { name: 'The load plate' });
    expect(lesson.getAttribute('href')).toBe(`/learn/${course_id}/${lessons[1].id}?preview=1`);
  });

  it('are told of changes that nobody sees yet, and edit from here', async () => {
    aCoursePage({ who: administrator, course: { can, has_unpublished_changes: true } });
    await renderPage(page);
    expect(await screen.findByText('The draft has changes that learners do not see yet')).toBeTruthy();
    const edit = screen.getByRole('link', { name: 'Edit course' });
    expect(edit.getAttribute('href')).toBe(`/teach/courses/${course_id}`);
  });

  it('are the only ones who may edit', async () => {
    aCoursePage({ course: { has_unpublished_changes: true } });
    await renderPage(page);
    const main = within(await screen.findByRole('main'));
    await main.findByRole('button', { name: 'Enroll' });
    expect(main.queryByRole('link', { name: 'Edit course' })).toBeNull();
    expect(main.queryByText(/draft/)).toBeNull();
  });
});

describe('what a course teaches and asks for', () => {
  const required = {
    skill_id: idOf('a', 7),
    name: 'Load handling',
    level: 3,
    have_level: 1,
    met: false,
    enforcement: 'blocking' as const,
  };

  it('stands on its page, with how the reader stands', async () => {
    aCoursePage({
      skills: {
        grants: [{ skill_id: idOf('a', 8), name: 'Forklift operation', level: 2, have_level: 0 }],
        requires: [
          { ...required, enforcement: 'advisory' },
          { ...required, skill_id: idOf('a', 9), name: 'First aid', level: 1, have_level: 2, met: true },
        ],
      },
    });
    await renderPage(page);
    const grants = within(await screen.findByRole('list', { name: 'What you learn to do' }));
    expect(grants.getByRole('img', { name: 'Forklift operation: level 0 of 5, target 2' })).toBeTruthy();
    const needs = within(screen.getByRole('list', { name: 'What you need' }));
    expect(needs.getByText('Level 3 is advised')).toBeTruthy();
    expect(needs.getByText('You are at level 1 of 3')).toBeTruthy();
    expect(needs.getByText('You have it')).toBeTruthy();
    expect((await screen.findByRole<HTMLButtonElement>('button', { name: 'Enroll' })).disabled).toBe(false);
  });

  it('keeps those from enrolling who lack what it insists on, and says what and where to get it', async () => {
    aCoursePage({ skills: { requires: [required] } });
    await renderPage(page);
    expect(await screen.findByText('You cannot enroll yet')).toBeTruthy();
    expect(screen.getByText('Load handling: level 3 must be proven, yours is 1.')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'See what proves it' }).getAttribute('href')).toBe('/skills');
    expect((await screen.findByRole<HTMLButtonElement>('button', { name: 'Enroll' })).disabled).toBe(true);
  });
});

describe('the sessions of a course', () => {
  it('stand on its page with a button each, and lead to all of them', async () => {
    const dates = [1, 2, 3, 4].map((number) =>
      aTrainingSession({ id: idOf('d', number), title: `Practice ${number}` }),
    );
    aCoursePage({ sessions: dates });
    await renderPage(page);
    const list = within(await screen.findByRole('list', { name: 'Next sessions' }));
    expect(list.getAllByRole('listitem')).toHaveLength(3);
    expect(list.getByRole('button', { name: 'Book a seat: Practice 1' })).toBeTruthy();
    expect(screen.getByRole('link', { name: 'All 4 sessions' }).getAttribute('href')).toBe(
      `/sessions?course_id=${course_id}`,
    );
  });
});
