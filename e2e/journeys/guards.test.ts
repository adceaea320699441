/** Doors: who is not signed in, not allowed, too late or simply lost is told so, and comes back to where they wanted to go. */
import type { Page } from 'playwright-core';
import { afterAll, expect, test } from 'vitest';
import { closeBrowser, demoPassword, phone, signIn, visit } from '../support/browser.ts';
import { apiClient } from '../support/client.ts';
import { newPerson } from '../support/prepare.ts';

afterAll(closeBrowser);

/** Signs in on the page where somebody was asked to. */
async function answerTheDoor(page: Page, email: string): Promise<void> {
  await page.waitForURL(/\/sign-in/);
  await page.getByLabel(/e-mail/i).fill(email);
  await page.getByLabel('Password', { exact: true }).fill(demoPassword);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

test('a visitor who opens a protected page signs in and lands there', async () => {
  const visitor = await visit({ viewport: phone, expected: [/status of 401/] });
  await visitor.page.goto('/profile/security?from=bookmark');
  await answerTheDoor(visitor.page, 'learner@demo.test');
  await visitor.page.getByRole('heading', { level: 1, name: 'Security' }).waitFor();
  expect(visitor.page.url()).toMatch(/\/profile\/security\?from=bookmark$/);
  await visitor.close();
});

test('a learner is told that a page is not for their role, and that an unknown page is not there', async () => {
  const learner = await visit({ expected: [/status of (403|404)/] });
  const { page } = learner;
  await signIn(page, 'learner@demo.test');
  for (const closed of ['/manage/people', '/admin/health', '/teach/courses']) {
    await page.goto(closed);
    await page.getByRole('heading', { level: 1, name: 'This page is not for your role' }).waitFor();
  }
  await page.goto('/no/such/page');
  await page.getByRole('heading', { level: 1, name: 'There is nothing here' }).waitFor();
  await page.getByRole('link', { name: 'To the home page' }).click();
  await page.getByRole('heading', { level: 1, name: /Sofie/ }).waitFor();
  await learner.close();
});

test('the certificate of somebody else is not found, on the page and as a PDF', async () => {
  const owner = await apiClient('learner@demo.test');
  const { results } = await owner.get<{ results: { id: string }[] }>('/api/certificates/');
  const { email } = await newPerson('Nosy Neighbour');
  const nosy = await visit({ expected: [/status of 404/] });
  await signIn(nosy.page, email);
  await nosy.page.goto(`/certificates/${results[0]!.id}`);
  await nosy.page.getByRole('heading', { level: 1, name: 'There is nothing here' }).waitFor();
  const paper = await nosy.page.request.get(`/api/certificates/${results[0]!.id}/pdf/`);
  expect(paper.status()).toBe(404);
  await nosy.close();
});

test('somebody whose session was ended elsewhere signs in again and is back on the same page', async () => {
  const { email } = await newPerson('Ended Elsewhere');
  const person = await visit({ expected: [/status of 401/] });
  const { page } = person;
  await signIn(page, email);
  await page.goto('/certificates');
  await page.getByRole('heading', { level: 1, name: 'Certificates' }).waitFor();
  const elsewhere = await apiClient(email);
  const sessions = await elsewhere.get<{ id: string; is_current: boolean }[]>('/api/auth/sessions/');
  await elsewhere.remove(`/api/auth/sessions/${sessions.find(({ is_current }) => !is_current)!.id}/`);
  // Without a click: the stream of events ends with the session, and the page asks who is there.
  await answerTheDoor(page, email);
  await page.getByRole('heading', { level: 1, name: 'Certificates' }).waitFor();
  await person.close();
});

test('a tab that is older than the server starts anew where it wanted to go', async () => {
  const person = await visit({ expected: [/status of 404/] });
  const { page } = person;
  await signIn(page, 'learner@demo.test');
  await page.getByRole('link', { name: 'My learning' }).first().waitFor();
  let isUpgraded = false;
  await page.route('**/assets/LearningPage-*.js', (route) =>
    isUpgraded ? route.continue() : route.fulfill({ status: 404, body: '' }),
  );
  const reloaded = page.waitForEvent('framenavigated').then(() => {
    isUpgraded = true;
  });
  await page.getByRole('link', { name: 'My learning' }).first().click();
  await reloaded;
  await page.getByRole('heading', { level: 1, name: 'My learning' }).waitFor();
  await person.close();
});
