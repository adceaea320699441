/**
 * Every screen of every role, on a phone in the light and on a desk in the dark: it shows its heading, has no axe finding, does
 * not scroll sideways, logs nothing and asks no other host.
 *
 * `SCREENS_DIR=folder` also keeps a picture of each.
 */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { axeProblems, scrollsSideways } from './support/axe.ts';
import { closeBrowser, desk, phone, signIn, visit } from './support/browser.ts';
import { type ApiClient, apiClient } from './support/client.ts';

const folder = process.env['SCREENS_DIR'];

type Found = {
  /** A complete course with a video, files and quizzes. */
  course: string;
  article: string;
  video: string;
  quiz_lesson: string;
  quiz: string;
  taught: string;
  person: string;
  certificate: string;
  verification: string;
  template: string;
  /** The token of an award that is shared. */
  shared: string;
  /** A session that the demo trainer runs, and one of its days. */
  held: string;
  held_day: string;
};

type Role = 'visitor' | 'learner' | 'trainer' | 'manager' | 'admin';
let found: Found;

const account = [
  '/',
  '/catalog',
  '/courses/{course}',
  '/learning',
  '/calendar',
  '/calendar?view=month',
  '/calendar?view=week&offered=true',
  '/sessions',
  '/sessions?view=mine',
  '/sessions/{held}',
  '/skills',
  '/certificates',
  '/achievements',
  '/notifications',
  '/profile',
  '/profile/training',
  '/profile/security',
  '/profile/activity',
];
const screens: Record<Role, string[]> = {
  visitor: [
    '/',
    '/catalog',
    '/catalog?search=zzzz',
    '/courses/{course}',
    '/sign-in',
    '/register',
    '/forgot-password',
    '/reset-password?token=broken',
    '/verify',
    '/verify/{verification}',
    '/shared/achievement/{shared}',
    '/no/such/page',
  ],
  learner: [
    ...account,
    '/certificates/{certificate}',
    '/learn/{course}/{article}',
    '/learn/{course}/{video}',
    '/learn/{course}/{quiz_lesson}',
    '/learn/{course}/quizzes/{quiz}',
    '/check-in',
    '/check-in/{held_day}',
    '/manage/people',
  ],
  trainer: [
    ...account,
    '/teach/courses',
    '/teach/courses/{taught}',
    '/teach/courses/{taught}/learners',
    '/sessions/{held}?tab=people',
    '/sessions/{held}/attendance',
    '/team/requests',
    '/teach/sessions',
    '/teach/sessions?view=week&open=new-session',
    '/teach/sessions?view=month',
    '/teach/imports',
  ],
  manager: [
    ...account,
    '/team',
    '/team/requests',
    '/team/skills',
    '/manage/people',
    '/people/attention',
    '/teach/courses/{taught}/learners',
  ],
  admin: [
    ...account,
    '/teach/courses',
    '/teach/imports',
    '/manage/people',
    '/manage/people/new',
    '/manage/people/{person}',
    '/admin/achievements',
    '/admin/achievements/new',
    '/admin/certificate-templates',
    '/admin/certificate-templates/{template}',
    '/teach/sessions',
    '/admin/rooms',
    '/admin/holidays',
    '/admin/categories',
    '/admin/role-profiles',
    '/admin/role-profiles/new',
    '/admin/reporting',
    '/team',
    '/team/skills',
    '/team/skills?rows=departments',
    '/admin/mail',
    '/admin/health',
    '/admin/usage',
    '/admin/errors',
    '/admin/activity',
    '/admin/history',
    '/admin/security',
    '/people/attention',
    '/people/{person}/activity',
    '/people/{person}/skills',
    '/skills/proofs',
    '/admin/skills',
    '/admin/skills/new',
  ],
};

async function look(page: Page, address: string, name: string): Promise<string[]> {
  await page.goto(address);
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await page.waitForLoadState('networkidle');
  await vi.waitUntil(async () => (await page.locator('[aria-busy="true"]').count()) === 0, {
    timeout: 10_000,
    interval: 50,
  });
  if (folder) await page.screenshot({ path: path.join(folder, `${name}.png`), fullPage: true });
  const problems = (await axeProblems(page)).map((problem) => `${address}: ${problem}`);
  if (await scrollsSideways(page)) problems.push(`${address} scrolls sideways`);
  return problems;
}

/** A session that begins in half an hour, with the demo learner on it and its check-in open. */
async function aSessionSoon(trainer: ApiClient, learner: ApiClient) {
  const time_zone = 'Europe/Copenhagen';
  const wall = (minutes: number) =>
    new Intl.DateTimeFormat('sv-SE', { timeZone: time_zone, dateStyle: 'short', timeStyle: 'short' })
      .format(new Date(Date.now() + minutes * 60_000))
      .replace(' ', 'T');
  const session = await trainer.post<{ id: string; days: { id: string }[] }>('/api/calendar/sessions/', {
    title: 'Practice in the hall',
    time_zone,
    days: [{ starts_local: wall(30), ends_local: wall(150) }],
    online_url: 'https://meet.example.test/hall',
    trainer_ids: [],
    seats: 12,
    cut_off_minutes: 0,
  });
  await learner.post(`/api/calendar/sessions/${session.id}/bookings/`);
  await trainer.post(`/api/calendar/session-days/${session.days[0]!.id}/check-in/`);
  return session;
}

beforeAll(async () => {
  if (folder) await mkdir(folder, { recursive: true });
  const learner = await apiClient('learner@demo.test');
  const admin = await apiClient('admin@demo.test');
  const trainer = await apiClient('trainer@demo.test');
  type Listed<Row> = { results: Row[] };
  const certificates =
    await learner.get<Listed<{ id: string; verification_id: string }>>('/api/certificates/');
  const enrollments =
    await learner.get<Listed<{ course: { id: string }; status: string }>>('/api/enrollments/');
  const courses: { id: string; lessons: { id: string; kind: string; quiz_id?: string | null }[] }[] = [];
  for (const { course } of enrollments.results) {
    const outline = await learner.get<{
      modules: { lessons: { id: string; kind: string; quiz_id?: string | null }[] }[];
    }>(`/api/courses/${course.id}/outline/`);
    courses.push({ id: course.id, lessons: outline.modules.flatMap(({ lessons }) => lessons) });
  }
  const full = courses.find(({ lessons }) =>
    ['article', 'video', 'quiz'].every((kind) => lessons.some((one) => one.kind === kind)),
  );
  if (!full) throw new Error('The demo learner takes no course with text, video and quiz');
  const lesson = (kind: string) => full.lessons.find((one) => one.kind === kind)!;
  const people = await admin.get<Listed<{ id: string }>>('/api/users/?role=learner');
  const taught = await trainer.get<Listed<{ id: string }>>('/api/courses/?teaching=true');
  const templates = await admin.get<Listed<{ id: string }>>('/api/certificate-templates/');
  const wall = await learner.get<Listed<{ award_id: string | null }>>('/api/achievements/');
  const award = wall.results.find(({ award_id }) => award_id !== null)!;
  const { share_url } = await learner.post<{ share_url: string }>(
    `/api/achievements/awards/${award.award_id}/share/`,
  );
  const held = await aSessionSoon(trainer, learner);
  found = {
    course: full.id,
    article: lesson('article').id,
    video: lesson('video').id,
    quiz_lesson: lesson('quiz').id,
    quiz: lesson('quiz').quiz_id!,
    taught: taught.results[0]!.id,
    person: people.results[0]!.id,
    certificate: certificates.results[0]!.id,
    verification: certificates.results[0]!.verification_id,
    template: templates.results[0]!.id,
    shared: share_url.split('/').at(-1)!,
    held: held.id,
    held_day: held.days[0]!.id,
  };
});
afterAll(closeBrowser);

const ways = [
  { way: 'phone in the light', viewport: phone, colorScheme: 'light' },
  { way: 'desk in the dark', viewport: desk, colorScheme: 'dark' },
] as const;

describe.each(Object.keys(screens) as Role[])('the screens of a %s', (role) => {
  // Both at once: a visit waits for its page as long as it works on it.
  test.concurrent.each(ways)(
    'are accessible, fit and log nothing on a $way',
    async ({ way, viewport, colorScheme }) => {
      const visitor = await visit({ viewport, colorScheme });
      if (role !== 'visitor') await signIn(visitor.page, `${role}@demo.test`);
      const problems: string[] = [];
      for (const screen of screens[role]) {
        const address = screen.replace(/\{(\w+)\}/g, (_, key: keyof Found) => found[key]);
        const name = `${role}${screen.replaceAll(/[^a-z_]+/g, '-')}-${way.split(' ')[0]}`;
        problems.push(...(await look(visitor.page, address, name)));
      }
      expect(problems).toEqual([]);
      await visitor.close();
    },
    // Looking at one takes a second or two; administrators have fifty.
    30_000 + 8000 * screens[role].length,
  );
});
