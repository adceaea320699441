/** A session in a room: the trainer opens check-in, the learner says "I am here", and the lesson is done. */
import type { Page } from 'playwright-core';
import { afterAll, expect, test } from 'vitest';
import { axeProblems, scrollsSideways } from '../support/axe.ts';
import { closeBrowser, demoPassword, phone, signIn, visit } from '../support/browser.ts';
import { apiClient } from '../support/client.ts';
import { newPerson, type Person, unique } from '../support/prepare.ts';

afterAll(closeBrowser);

const promised_ms = 2000;
const zone = 'Europe/Copenhagen';

/** Wall time in the session's zone, so many minutes from now. */
const wall = (minutes: number): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' })
    .format(new Date(Date.now() + minutes * 60_000))
    .replace(' ', 'T');

type Planned = { course_id: string; lesson_id: string; session_id: string; day_id: string };

/** A course whose only lesson is a session that begins in twenty minutes, with these people booked on it. */
async function aSessionSoon(people: readonly Person[]): Promise<Planned> {
  const trainer = await apiClient('trainer@demo.test');
  const title = unique('Driving test');
  const { id: course_id } = await trainer.post<{ id: string }>('/api/courses/', {
    title,
    description: 'Two hours in the hall.',
  });
  const { id: lesson_id } = await trainer.post<{ id: string }>('/api/lessons/', {
    course_id,
    title: 'In the hall',
    kind: 'session',
  });
  await trainer.post(`/api/courses/${course_id}/publish/`);
  const session = await trainer.post<{ id: string; days: { id: string }[] }>('/api/calendar/sessions/', {
    title,
    course_id,
    lesson_id,
    time_zone: zone,
    days: [{ starts_local: wall(20), ends_local: wall(140) }],
    online_url: 'https://meet.example.test/hall',
    trainer_ids: [],
    seats: 12,
    cut_off_minutes: 0,
  });
  for (const person of people)
    await (await apiClient(person.email)).post(`/api/calendar/sessions/${session.id}/bookings/`);
  return { course_id, lesson_id, session_id: session.id, day_id: session.days[0]!.id };
}

const codeOn = async (page: Page): Promise<string> => {
  const words = await page.getByTestId('check-in-code').locator('span').last().textContent();
  return (words ?? '').replaceAll(' ', '');
};

test('the trainer opens check-in, a learner scans the code, the list fills by itself and the lesson is done', async () => {
  const [scanning, typing] = [await newPerson('Sara Scans'), await newPerson('Tom Types')];
  const { course_id, lesson_id, session_id, day_id } = await aSessionSoon([scanning, typing]);

  const trainer = await visit();
  await signIn(trainer.page, 'trainer@demo.test');
  await trainer.page.goto(`/sessions/${session_id}/attendance`);
  await trainer.page.getByText('0 here, 0 away, 2 not marked yet').waitFor();
  await trainer.page.getByRole('button', { name: 'Open check-in' }).click();
  await trainer.page.getByTestId('check-in-code').waitFor();
  expect(await axeProblems(trainer.page)).toEqual([]);
  const code = await codeOn(trainer.page);

  // The phone of somebody who is not signed in: the way back to the check-in is kept.
  const first = await visit({ viewport: phone });
  await first.page.goto(`/check-in/${day_id}?code=${code}`);
  await first.page.waitForURL(/\/sign-in/);
  await first.page.getByLabel(/e-mail/i).fill(scanning.email);
  await first.page.getByLabel('Password', { exact: true }).fill(demoPassword);
  await first.page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await first.page.waitForURL(/\/check-in\//);
  expect(await axeProblems(first.page)).toEqual([]);
  expect(await scrollsSideways(first.page)).toBe(false);
  await first.page.getByRole('button', { name: 'I am here' }).click();
  // The code may have turned while signing in; the screen in the room shows the new one.
  const done = first.page.getByText(/You are checked in to/);
  const gone = first.page.getByText(/This code is wrong or has run out/);
  await done.or(gone).first().waitFor();
  if (await gone.isVisible()) {
    await first.page.getByLabel('Code on the screen').fill(await codeOn(trainer.page));
    await first.page.getByRole('button', { name: 'I am here' }).click();
  }
  await done.waitFor();
  const start = performance.now();
  await trainer.page.getByText('1 here, 0 away, 1 not marked yet').waitFor();
  expect(performance.now() - start).toBeLessThanOrEqual(promised_ms);

  await trainer.page.getByRole('button', { name: 'Show to the room' }).click();
  const room = trainer.page.getByRole('dialog');
  await room.getByText('1 person is here').waitFor();
  expect(await axeProblems(trainer.page)).toEqual([]);
  const second = await visit({ viewport: phone });
  await signIn(second.page, typing.email);
  await second.page.goto(`/check-in/${day_id}`);
  await second.page.getByLabel('Code on the screen').fill((await codeOn(room.page())).toLowerCase());
  await second.page.getByRole('button', { name: 'I am here' }).click();
  await second.page.getByText(/You are checked in to/).waitFor();
  await room.getByText('2 people are here').waitFor();

  const learner = await apiClient(scanning.email);
  const { results } = await learner.get<{ results: { completed: boolean }[] }>(
    `/api/progress/?lesson_id=${lesson_id}`,
  );
  expect(results).toMatchObject([{ completed: true }]);
  await first.page.goto(`/learn/${course_id}/${lesson_id}`);
  await first.page.getByText(/Done on/).waitFor();
  await first.close();
  await second.close();
  await trainer.close();
});

test('a trainer without a network marks people, and nothing is lost', async () => {
  const people = [await newPerson('Olga Offline'), await newPerson('Ole Offline')];
  const { session_id } = await aSessionSoon(people);
  const trainer = await visit({ viewport: phone, expected: [/ERR_INTERNET_DISCONNECTED/, /net::/] });
  const { page } = trainer;
  await signIn(page, 'trainer@demo.test');
  await page.goto(`/sessions/${session_id}/attendance`);
  await page.getByText('0 here, 0 away, 2 not marked yet').waitFor();
  await trainer.context.setOffline(true);
  const group = page.getByRole('group', { name: /Attendance of Olga/ });
  await group.getByRole('button', { name: 'Here' }).click();
  await page.getByText('1 mark waits for the network').waitFor();
  await page.getByText('1 here, 0 away, 1 not marked yet').waitFor();
  expect(await axeProblems(page)).toEqual([]);
  expect(await scrollsSideways(page)).toBe(false);
  await trainer.context.setOffline(false);
  await page.getByText('1 mark waits for the network').waitFor({ state: 'detached' });
  await page.reload();
  await page.getByText('1 here, 0 away, 1 not marked yet').waitFor();
  await trainer.close();
});
