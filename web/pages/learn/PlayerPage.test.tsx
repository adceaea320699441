// The player: learning lesson by lesson, and looking at lessons without learning.
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { assessment, type QuizDetail } from '#contract/assessment.ts';
import { calendar } from '#contract/calendar.ts';
import { catalog } from '#contract/catalog.ts';
import { certificates } from '#contract/certificates.ts';
import { enrollment } from '#contract/enrollment.ts';
import { identity } from '#contract/identity.ts';
import { skills } from '#contract/skills.ts';
import { aTrainingSession } from '#web/features/bookings/bookings.samples.ts';
import type { CourseDetail, Lesson, OutlineLesson } from '#web/features/catalog/catalog.types.ts';
import { administrator, learner, nobody, sessionOf, site } from '#web/features/identity/identity.samples.ts';
import { anEnrollment, aProgress, aResult } from '#web/features/player/learning.samples.ts';
import type { Enrollment, Progress, ProgressResult } from '#web/features/player/learning.types.ts';
import { setClock } from '#web/lib/clock.ts';
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
import { inLanguage } from '#web/testing/render.tsx';

const course_id = idOf('c', 1);
const now = '2026-11-17T09:42:07.000Z';
const quiz_id = idOf('d', 9);
const reading = anOutlineLesson(1, { title: 'What is inside a cell', is_preview: true });
const timed = anOutlineLesson(2, {
  title: 'Receiving pallets',
  completion_rule: 'minimum_time',
  minimum_seconds: 90,
});
const film = anOutlineLesson(3, {
  title: 'The swelling, filmed',
  kind: 'video',
  completion_rule: 'watched_share',
  watched_percent: 80,
});
const test = anOutlineLesson(4, {
  title: 'Final test',
  kind: 'quiz',
  quiz_id,
  completion_rule: 'quiz_passed',
});
const lessons = [reading, timed, film, test] as const;

type Scene = {
  who?: Parameters<typeof sessionOf>[0] | null;
  course?: Partial<CourseDetail>;
  enrolled?: Partial<Enrollment> | null;
  progress?: Partial<Record<number, Partial<Progress>>>;
  outlined?: readonly OutlineLesson[];
  contents?: Record<string, Partial<Lesson>>;
};

/** A server that keeps progress as the real one does, as far as the player can tell. */
function aCourseToLearn(scene: Scene = {}) {
  const { who = learner, enrolled = {}, outlined = lessons, contents = {} } = scene;
  const server = pretendServer();
  const course = aCourseDetail(1, { title: 'Handling lithium batteries', ...scene.course });
  const rows = new Map(
    outlined.map((lesson, index) => [
      lesson.id,
      aProgress(course_id, lesson, scene.progress?.[index + 1] ?? {}),
    ]),
  );
  const kept = enrolled && anEnrollment(course, { started_at: now, ...enrolled });
  const outline = anOutline(1, [...outlined.slice(0, 2)], [...outlined.slice(2)]);
  const percentDone = () => {
    const required = outlined.filter(({ required }) => required);
    return Math.floor((required.filter(({ id }) => rows.get(id)?.completed).length * 100) / required.length);
  };
  const keep = (lesson_id: string, change: Partial<Progress>): ProgressResult => {
    const before = rows.get(lesson_id) ?? aProgress(course_id, reading);
    const row = { ...before, first_seen_at: before.first_seen_at ?? now, last_seen_at: now, ...change };
    rows.set(lesson_id, row);
    const percent = percentDone();
    const isNew = change.completed === true && !before.completed;
    return aResult(row, {
      percent,
      milestones_reached: isNew && [25, 50, 75, 100].includes(percent) ? [percent] : [],
      course_completed: isNew && percent === 100,
      certificate_expected: isNew && percent === 100 && course.certificate_enabled,
      enrollment_status: percent === 100 ? 'completed' : 'active',
    });
  };
  server.on(identity.getSession, () => (who ? sessionOf(who) : nobody));
  server.on(identity.getSite, () => site);
  server.on(catalog.getCourse, () => course);
  server.on(skills.getCourseSkills, () => ({ grants: [], requires: [], can: [] }));
  server.on(catalog.getOutline, () => outline);
  server.on(catalog.getDraftOutline, () => outline);
  server.on(catalog.getLesson, ({ params }) => {
    const lesson = outlined.find(({ id }) => id === params['id']);
    if (!lesson) return new Refusal('record.not-found');
    if (!who && !lesson.is_preview) return new Refusal('access.denied');
    return aLesson(1, lesson, contents[lesson.id]);
  });
  server.on(enrollment.listEnrollments, () => listOf(kept ? [kept] : []));
  server.on(enrollment.listProgress, () => listOf([...rows.values()]));
  server.on(enrollment.visitLesson, ({ params, body }) => {
    const { position_seconds, watched_ranges, media_seconds } = body as Partial<Progress>;
    const known = rows.get(params['id'] ?? '');
    return keep(params['id'] ?? '', {
      position_seconds: position_seconds ?? known?.position_seconds ?? 0,
      watched_ranges: [...(known?.watched_ranges ?? []), ...(watched_ranges ?? [])],
      media_seconds: media_seconds ?? known?.media_seconds ?? null,
    });
  });
  server.on(enrollment.recordProgress, ({ body }) => {
    const { lesson_id, completed } = body as { lesson_id: string; completed: boolean };
    return keep(lesson_id, { completed, completed_at: completed ? now : null });
  });
  server.on(certificates.listCertificates, () => listOf([]));
  return server;
}

const at = (lesson: OutlineLesson, search = '') => `/learn/${course_id}/${lesson.id}${search}`;
const bar = async () => within(await screen.findByRole('region', { name: 'Back and on' }));
const outline = async () => within(await screen.findByRole('navigation', { name: 'Outline' }));
const title = (name: string) => screen.findByRole('heading', { level: 1, name });
const strong = async () => {
  const buttons = (await bar()).getAllByText(/^(Done|Next|To the course|Enroll|End)/);
  return buttons[0]?.closest('a, button') as HTMLElement;
};

beforeEach(() => sessionStorage.clear());

describe('a learner', () => {
  it('reads a lesson, and the server hears that it is open', async () => {
    const server = aCourseToLearn();
    await renderPage(at(reading));
    expect(await title('What is inside a cell')).toBeTruthy();
    expect(await screen.findByText('The text of What is inside a cell.')).toBeTruthy();
    expect(screen.getByText('Module 1 · Lesson 1 of 4 · 5 min')).toBeTruthy();
    await waitFor(() => expect(server.sentTo(enrollment.visitLesson)).toHaveLength(1));
    expect(server.sentTo(enrollment.visitLesson)[0]).toMatchObject({ params: { id: reading.id }, body: {} });
  });

  it('sees the whole way with every state and what is left', async () => {
    aCourseToLearn({ progress: { 1: { completed: true, first_seen_at: now }, 2: { first_seen_at: now } } });
    await renderPage(at(film));
    const way = await outline();
    const state = (name: string) => way.getByRole('link', { name }).parentElement?.textContent;
    expect(state('What is inside a cell')).toContain('completed');
    expect(state('Receiving pallets')).toContain('in progress');
    expect(state('Final test')).toContain('not started');
    expect(way.getByRole('link', { name: 'The swelling, filmed' }).getAttribute('aria-current')).toBe('page');
    expect(way.getByText('15 min')).toBeTruthy();
    expect(way.getByText('1 of 2')).toBeTruthy();
    expect(screen.getByRole('progressbar', { name: 'Progress in this course' })).toBeTruthy();
  });

  it('marks a lesson as done, hears of the milestone and goes on', async () => {
    const server = aCourseToLearn();
    const { user } = await renderPage(at(reading));
    await user.click(await (await bar()).findByRole('button', { name: 'Done, open Receiving pallets' }));
    expect(await title('Receiving pallets')).toBeTruthy();
    expect(screen.getByText('A quarter of the course is done.')).toBeTruthy();
    expect(server.sentTo(enrollment.recordProgress)[0]?.body).toMatchObject({
      lesson_id: reading.id,
      completed: true,
    });
    const way = await outline();
    expect(way.getByRole('link', { name: 'What is inside a cell' }).parentElement?.textContent).toContain(
      'completed',
    );
  });

  it('stays when the server does not take it, and reads why', async () => {
    const server = aCourseToLearn();
    server.on(enrollment.recordProgress, () => new Refusal('lesson.not-completable'));
    const { user } = await renderPage(at(reading));
    await user.click(await (await bar()).findByRole('button', { name: /^Done, open/ }));
    expect(await screen.findByText(/“What is inside a cell” was not marked as done\./)).toBeTruthy();
    expect(await title('What is inside a cell')).toBeTruthy();
  });

  it('takes "done" back', async () => {
    const server = aCourseToLearn({
      progress: { 1: { completed: true, completed_at: now, first_seen_at: now } },
    });
    const { user } = await renderPage(at(reading));
    expect(await screen.findByText('Done on 17 Nov 2026')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Not done after all' }));
    await waitFor(() =>
      expect(server.sentTo(enrollment.recordProgress)[0]?.body).toMatchObject({ completed: false }),
    );
    expect(await screen.findByText(/mark it as done below/)).toBeTruthy();
  });

  it('moves with the arrow keys, but not while something else uses them', async () => {
    aCourseToLearn();
    const { user } = await renderPage(at(timed));
    await title('Receiving pallets');
    await user.keyboard('{ArrowRight}');
    expect(await title('The swelling, filmed')).toBeTruthy();
    await user.keyboard('{ArrowLeft}');
    expect(await title('Receiving pallets')).toBeTruthy();
    await user.keyboard('{Alt>}{ArrowLeft}{/Alt}');
    const field = document.body.appendChild(document.createElement('input'));
    field.focus();
    await user.keyboard('{ArrowLeft}');
    field.remove();
    expect(await title('Receiving pallets')).toBeTruthy();
  });

  it('moves the other way round where one reads from right to left', async () => {
    aCourseToLearn();
    await inLanguage('ar-XB', async () => {
      const { user } = await renderPage(at(timed));
      await screen.findByRole('heading', { level: 1, name: 'Receiving pallets' });
      await user.keyboard('{ArrowLeft}');
      expect(await screen.findByRole('heading', { level: 1, name: 'The swelling, filmed' })).toBeTruthy();
    });
  });
});

describe('a lesson with a minimum time', () => {
  const sixtySecondsAgo = '2026-11-17T09:41:07.000Z';

  it('counts down by the server’s first visit and then lets itself be done', async () => {
    aCourseToLearn({ progress: { 2: { first_seen_at: sixtySecondsAgo } } });
    await renderPage(at(timed));
    expect(await screen.findByText('Counts as done in 0:30')).toBeTruthy();
    expect((await strong()).textContent).toBe('Next: The swelling, filmed');
    await act(async () => setClock('2026-11-17T09:42:17.000Z'));
    expect(screen.getByText('Counts as done in 0:20')).toBeTruthy();
    await act(async () => setClock('2026-11-17T09:42:37.000Z'));
    expect((await strong()).textContent).toBe('Done, open The swelling, filmed');
  });

  it('explains itself to who presses "Done" too early on a phone', async () => {
    const server = aCourseToLearn();
    const { user } = await renderPage(at(timed));
    await screen.findByText(/Counts as done in/);
    await user.click((await bar()).getByRole('button', { name: 'Done' }));
    expect(document.activeElement?.textContent).toContain('Counts as done in');
    expect(server.sentTo(enrollment.recordProgress)).toEqual([]);
  });
});

describe('a video', () => {
  const file = {
    id: idOf('b', 7),
    name: 'cell.mp4',
    media_type: 'video/mp4',
    byte_size: 9,
    url: '/api/files/x/content/',
  };
  const contents = { [film.id]: { file, file_id: file.id, content: '' } };
  const player = async () => {
    const video = (await screen.findByLabelText('The swelling, filmed')) as HTMLVideoElement;
    Object.defineProperty(video, 'duration', { value: 101, configurable: true });
    Object.defineProperty(video, 'seeking', { value: false, configurable: true });
    return video;
  };
  const playTo = (video: HTMLVideoElement, second: number) => {
    video.currentTime = second;
    fireEvent.timeUpdate(video);
  };

  it('goes on at the second that was left', async () => {
    aCourseToLearn({
      contents,
      progress: { 3: { first_seen_at: now, position_seconds: 42, media_seconds: 101 } },
    });
    const { user } = await renderPage(at(film));
    const video = await player();
    fireEvent.loadedMetadata(video);
    expect(video.currentTime).toBe(42);
    expect(screen.getByText('Goes on at 0:42.')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'From the beginning' }));
    expect(video.currentTime).toBe(0);
  });

  it('begins anew when it was left at its end', async () => {
    aCourseToLearn({
      contents,
      progress: { 3: { first_seen_at: now, position_seconds: 100, media_seconds: 101 } },
    });
    await renderPage(at(film));
    const video = await player();
    fireEvent.loadedMetadata(video);
    expect(video.currentTime).toBe(0);
  });

  it('tells the server what was played when it pauses, and nothing that was jumped over', async () => {
    const server = aCourseToLearn({ contents });
    await renderPage(at(film));
    const video = await player();
    await waitFor(() => expect(server.sentTo(enrollment.visitLesson)).toHaveLength(1));
    fireEvent.play(video);
    for (const second of [1, 2, 3, 4]) playTo(video, second);
    fireEvent.seeking(video);
    playTo(video, 60);
    playTo(video, 62);
    await act(async () => {
      fireEvent.pause(video);
    });
    await waitFor(() => expect(server.sentTo(enrollment.visitLesson)).toHaveLength(2));
    expect(server.sentTo(enrollment.visitLesson)[1]?.body).toMatchObject({
      position_seconds: 62,
      media_seconds: 101,
      watched_ranges: [
        [0, 4],
        [60, 62],
      ],
    });
  });

  it('counts as done when enough of it was watched', async () => {
    const progress = {
      3: { first_seen_at: now, watched_ranges: [[0, 78]] as [number, number][], media_seconds: 101 },
    };
    aCourseToLearn({ contents, progress });
    await renderPage(at(film));
    const video = await player();
    expect(await screen.findByText('Counts as done when you have watched 80 %')).toBeTruthy();
    expect(screen.getByText('78 %')).toBeTruthy();
    playTo(video, 78);
    for (const second of [79, 80, 81]) playTo(video, second);
    expect(await screen.findByRole('button', { name: 'Done, open Final test' })).toBeTruthy();
  });

  it('that cannot be played offers its address', async () => {
    aCourseToLearn({ contents });
    await renderPage(at(film));
    fireEvent.error(await player());
    expect(await screen.findByText('This video cannot be played here')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Open it in a new tab' }).getAttribute('href')).toBe(file.url);
  });
});

describe('the line to the server', () => {
  beforeEach(() => vi.useFakeTimers({ shouldAdvanceTime: true, toFake: ['setInterval', 'clearInterval'] }));
  afterEach(() => vi.useRealTimers());

  it('says when reports do not get through, and catches up', async () => {
    const server = aCourseToLearn();
    await renderPage(at(reading));
    await title('What is inside a cell');
    server.on(enrollment.visitLesson, () => new Refusal('service.unavailable'));
    await act(async () => vi.advanceTimersByTimeAsync(30_000));
    expect(await screen.findByText('Not saved, trying again')).toBeTruthy();
    const row = aProgress(course_id, reading, { first_seen_at: now, last_seen_at: now });
    server.on(enrollment.visitLesson, () => aResult(row));
    await act(async () => vi.advanceTimersByTimeAsync(30_000));
    await waitFor(() => expect(screen.queryByText('Not saved, trying again')).toBeNull());
  });

  it('sends a last word when the page is left', async () => {
    const server = aCourseToLearn();
    await renderPage(at(reading));
    await waitFor(() => expect(server.sentTo(enrollment.visitLesson)).toHaveLength(1));
    setClock('2026-11-17T09:42:19.000Z');
    await act(async () => {
      window.dispatchEvent(new Event('pagehide'));
    });
    await waitFor(() => expect(server.sentTo(enrollment.visitLesson)).toHaveLength(2));
    expect(server.sentTo(enrollment.visitLesson)[1]?.body).toEqual({ seconds_spent: 12 });
  });
});

describe('a session lesson', () => {
  const practice = anOutlineLesson(4, {
    title: 'Practice in the hall',
    kind: 'session',
    completion_rule: 'attended',
  });
  const sessions = (...results: ReturnType<typeof aTrainingSession>[]) => {
    const server = aCourseToLearn({
      outlined: [reading, timed, film, practice],
      contents: { [practice.id]: { content: '' } },
    });
    server.on(calendar.listTrainingSessions, () => listOf(results));
    return server;
  };

  it('shows its sessions with the own seat, and the way to one; nobody ticks it off', async () => {
    sessions(
      aTrainingSession({ title: 'Thursday group', lesson_id: practice.id }),
      aTrainingSession({
        id: idOf('a', 2),
        title: 'Friday group',
        can: [],
        own_booking: {
          id: idOf('a', 3),
          state: 'waiting',
          place: 2,
          offered_until: null,
          outcome: 'pending',
          record_version: 1,
          can: [],
        },
      }),
      aTrainingSession({ id: idOf('a', 4), title: 'Of another lesson', lesson_id: idOf('a', 5) }),
    );
    await renderPage(at(practice));
    const list = within(await screen.findByRole('list', { name: 'Sessions' }));
    expect(list.getAllByRole('listitem')).toHaveLength(2);
    expect(list.getByText('3 seats free')).toBeTruthy();
    expect(list.getByRole('link', { name: 'Book a seat' })).toBeTruthy();
    expect(list.getByText('Waiting, place 2')).toBeTruthy();
    expect(screen.getByText('This lesson is done once you have been to one of its sessions.')).toBeTruthy();
    expect((await bar()).queryByRole('button', { name: /Done, / })).toBeNull();
    expect(screen.queryByText('This lesson has no content yet.')).toBeNull();
  });

  it('says that none is planned', async () => {
    sessions();
    await renderPage(at(practice));
    expect(
      await screen.findByText('No session is planned at the moment. New ones appear here.'),
    ).toBeTruthy();
  });
});

describe('a quiz lesson', () => {
  const quiz = (more: Partial<QuizDetail> = {}): QuizDetail => ({
    id: quiz_id,
    course_id,
    lesson_id: test.id,
    title: 'Final test',
    description: 'Five minutes.',
    pass_percent: 80,
    max_attempts: 3,
    time_limit_seconds: 300,
    shuffle_questions: false,
    shuffle_choices: false,
    feedback_mode: 'full',
    question_count: 5,
    version_id: idOf('d', 1),
    record_version: 1,
    created_at: now,
    updated_at: now,
    can: [],
    max_score: 5,
    questions: [],
    standing: {
      attempts_used: 0,
      attempts_left: 3,
      open_attempt_id: null,
      best_percent: null,
      passed: false,
    },
    ...more,
  });
  const standing = {
    attempts_used: 1,
    attempts_left: 2,
    open_attempt_id: null,
    best_percent: 60,
    passed: false,
  };

  it.each([
    ['to begin', {}, 'Start the quiz'],
    [
      'to go on with what is open',
      { standing: { ...standing, open_attempt_id: idOf('d', 3) } },
      'Go on with the quiz',
    ],
    ['to try again', { standing }, 'Try again'],
    [
      'to take it once more',
      { standing: { ...standing, best_percent: 90, passed: true } },
      'Take it once more',
    ],
  ])('shows its rules and the way in: %s', async (_, more, door) => {
    const server = aCourseToLearn();
    server.on(assessment.getQuiz, () => quiz(more));
    await renderPage(at(test));
    const way = await screen.findByRole('link', { name: door });
    expect(way.getAttribute('href')).toBe(`/learn/${course_id}/quizzes/${quiz_id}`);
    const rules = within(screen.getByRole('region', { name: 'The quiz' }));
    expect(rules.getByText('80 %')).toBeTruthy();
    expect(rules.getByText('5 min')).toBeTruthy();
  });

  it('shows the best result, and how many attempts are left', async () => {
    const server = aCourseToLearn();
    server.on(assessment.getQuiz, () => quiz({ standing }));
    await renderPage(at(test));
    expect(await screen.findByText('Best result so far 60 %')).toBeTruthy();
    expect(screen.getByText('2 of 3 left')).toBeTruthy();
  });

  it.each([
    ['all attempts are used', { standing: { ...standing, attempts_left: 0 } }, /You have used all attempts/],
    ['it has no questions', { question_count: 0 }, 'This quiz has no questions yet.'],
  ])('offers no way in when %s', async (_, more, reason) => {
    const server = aCourseToLearn();
    server.on(assessment.getQuiz, () => quiz(more));
    await renderPage(at(test));
    expect(await screen.findByText(reason)).toBeTruthy();
    expect(screen.queryByRole('link', { name: /quiz|Try/ })).toBeNull();
  });

  it('cannot be marked as done by hand', async () => {
    const server = aCourseToLearn();
    server.on(assessment.getQuiz, () => quiz());
    await renderPage(at(test));
    expect(await screen.findByText('This lesson is done as soon as you pass the quiz.')).toBeTruthy();
    expect(screen.queryByRole('button', { name: /^Done,/ })).toBeNull();
  });
});

describe('the end of a course', () => {
  const two = [reading, anOutlineLesson(5, { title: 'Last words' })];
  const progress = { 1: { completed: true, completed_at: now, first_seen_at: now } };

  it('says what is finished and hands out the certificate as soon as it is made', async () => {
    const server = aCourseToLearn({ outlined: two, progress });
    const { user } = await renderPage(at(two[1] as OutlineLesson));
    await user.click(await screen.findByRole('button', { name: 'Done, finish the course' }));
    const heading = await title('You have finished Handling lithium batteries');
    await waitFor(() => expect(document.activeElement).toBe(heading));
    expect(screen.getByText(/All 2 lessons are done\. Your certificate is ready in a moment\./)).toBeTruthy();
    const list = await screen.findByRole('link', { name: 'To your certificates' });
    expect(list.getAttribute('href')).toBe('/certificates');
    expect(server.sentTo(certificates.listCertificates)[0]?.query.get('course')).toBe(course_id);
  });

  it('is said again to who comes back to a course that is finished', async () => {
    const all = { ...progress, 2: { completed: true, completed_at: now, first_seen_at: now } };
    aCourseToLearn({ outlined: two, progress: all, enrolled: { status: 'completed', percent: 100 } });
    await renderPage(at(reading));
    expect(await screen.findByText('You have finished this course')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'To your certificates' })).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Not done after all' })).toBeNull();
  });

  it('promises no certificate where there is none', async () => {
    aCourseToLearn({ outlined: two, progress, course: { certificate_enabled: false } });
    const { user } = await renderPage(at(two[1] as OutlineLesson));
    await user.click(await screen.findByRole('button', { name: 'Done, finish the course' }));
    await title('You have finished Handling lithium batteries');
    expect(screen.queryByText(/certificate/i)).toBeNull();
    expect(screen.getByRole('link', { name: 'Find the next course' })).toBeTruthy();
  });
});

describe('the player without a lesson', () => {
  it.each([
    ['the first lesson of a new course', {}, {}, 'What is inside a cell'],
    [
      'the lesson that was left',
      { last_lesson_id: film.id },
      { 3: { first_seen_at: now } },
      'The swelling, filmed',
    ],
    ['the next open lesson', { last_lesson_id: reading.id }, { 1: { completed: true } }, 'Receiving pallets'],
  ])('leads to %s', async (_, enrolled, progress, name) => {
    aCourseToLearn({ enrolled, progress });
    await renderPage(`/learn/${course_id}`);
    expect(await title(name)).toBeTruthy();
  });

  it('says so when the course has no lessons', async () => {
    aCourseToLearn({ outlined: [] });
    await renderPage(`/learn/${course_id}`);
    expect(await screen.findByRole('heading', { name: 'There are no lessons yet' })).toBeTruthy();
  });
});

describe('people who are not enrolled', () => {
  it('look at a preview lesson without an account; nothing is stored', async () => {
    const server = aCourseToLearn({ who: null, enrolled: null });
    await renderPage(at(reading));
    expect(await title('What is inside a cell')).toBeTruthy();
    expect((await strong()).textContent).toBe('Enroll to go on');
    expect((await strong()).getAttribute('href')).toBe(`/courses/${course_id}`);
    expect((await outline()).queryByRole('link', { name: 'Receiving pallets' })).toBeNull();
    expect(server.sentTo(enrollment.visitLesson)).toEqual([]);
    expect(server.sentTo(catalog.getLesson)).toHaveLength(1);
  });

  it('are sent to sign in for other lessons, and back', async () => {
    aCourseToLearn({ who: null, enrolled: null });
    await renderPage(at(timed));
    await waitFor(() => expect(window.location.pathname).toBe('/sign-in'));
    expect(new URLSearchParams(window.location.search).get('next')).toBe(at(timed));
  });

  it('are sent to the course page when they have an account', async () => {
    const server = aCourseToLearn({ enrolled: null });
    server.on(calendar.listTrainingSessions, () => ({ count: 0, next: null, previous: null, results: [] }));
    await renderPage(at(timed));
    await waitFor(() => expect(window.location.pathname).toBe(`/courses/${course_id}`));
  });

  it('see the screen for lost ways when there is no such lesson', async () => {
    aCourseToLearn();
    await renderPage(`/learn/${course_id}/${idOf('e', 77)}`);
    expect(await screen.findByRole('heading', { name: 'There is nothing here' })).toBeTruthy();
  });
});

describe('an author', () => {
  it('sees the draft as a learner would, and leaves no trace', async () => {
    const server = aCourseToLearn({ who: administrator, course: { can: ['update'] }, enrolled: null });
    const { user } = await renderPage(at(reading, '?preview=1'));
    expect(await screen.findByText(/You see the draft as a learner will/)).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Back to the editor' }).getAttribute('href')).toBe(
      `/teach/courses/${course_id}`,
    );
    const [next] = await (await bar()).findAllByRole('link', { name: 'Next: Receiving pallets' });
    await user.click(next as HTMLElement);
    expect(await title('Receiving pallets')).toBeTruthy();
    expect(window.location.search).toBe('?preview=1');
    expect(screen.queryByText(/Counts as done/)).toBeNull();
    expect(server.sentTo(catalog.getOutline)).toEqual([]);
    expect(server.sentTo(catalog.getLesson)[0]?.query.get('draft')).toBe('true');
    expect(server.sentTo(enrollment.visitLesson)).toEqual([]);
    expect(server.sentTo(enrollment.recordProgress)).toEqual([]);
  });
});
