/** Languages: German wherever one goes and for good, and a layout that also runs from right to left. */
import type { Page } from 'playwright-core';
import { afterAll, expect, test } from 'vitest';
import { axeProblems, scrollsSideways } from '../support/axe.ts';
import { closeBrowser, phone, signIn, visit } from '../support/browser.ts';
import { enroll, newCourse, newPerson } from '../support/prepare.ts';

afterAll(closeBrowser);

test('a visitor reads the landing page in German and finds the rest in German as well', async () => {
  const visitor = await visit({ expected: [/status of 401/] });
  const { page } = visitor;
  await page.goto('/');
  await page.getByRole('button', { name: 'English, change the language' }).click();
  await page.getByRole('menuitem', { name: 'Deutsch' }).click();
  await page.getByRole('link', { name: 'Anmelden' }).first().waitFor();
  await page.reload();
  await page.getByRole('link', { name: 'Anmelden' }).first().waitFor();
  await page.goto('/catalog');
  await page.getByRole('heading', { level: 1, name: 'Katalog' }).waitFor();
  await page.goto('/sign-in');
  await page.getByRole('button', { name: 'Anmelden', exact: true }).waitFor();
  await page.getByRole('button', { name: 'Passwort zeigen oder verbergen' }).waitFor();
  await visitor.close();
});

test('a learner changes the language in the menu of their name, and it stays', async () => {
  const { name, email } = await newPerson('Sprache');
  const learner = await visit();
  const { page } = learner;
  await signIn(page, email);
  await page.getByRole('button', { name: `${name}, account` }).click();
  await page.getByRole('menuitem', { name: 'Deutsch' }).click();
  await page.getByRole('link', { name: 'Mein Lernen' }).waitFor();
  await page.reload();
  await page.getByRole('link', { name: 'Mein Lernen' }).click();
  await page.getByRole('heading', { level: 1, name: 'Mein Lernen' }).waitFor();
  await learner.close();
});

/** Opens the pages with everything mirrored; what is wrong with them. */
async function lookMirrored(page: Page, addresses: readonly string[]): Promise<string[]> {
  const problems: string[] = [];
  await page.evaluate("localStorage.setItem('lyceum.language', 'ar-XB')");
  for (const address of addresses) {
    await page.goto(address);
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    await page.waitForLoadState('networkidle');
    expect(new URL(page.url()).pathname).toBe(address);
    expect(await page.evaluate('document.documentElement.dir')).toBe('rtl');
    problems.push(...(await axeProblems(page)).map((problem) => `${address}: ${problem}`));
    if (await scrollsSideways(page)) problems.push(`${address} scrolls sideways`);
  }
  return problems;
}

test('landing, catalog, player and home run from right to left on a phone without overflow', async () => {
  const course = await newCourse('Mirrored', { quiz: true });
  const person = await newPerson('Mira Mirror');
  await enroll(course.id, person);
  const visitor = await visit({ viewport: phone, expected: [/status of 401/] });
  await visitor.page.goto('/');
  const open = ['/', '/catalog', `/courses/${course.id}`, '/sign-in'];
  expect(await lookMirrored(visitor.page, open)).toEqual([]);
  await visitor.close();

  const learner = await visit({ viewport: phone });
  await signIn(learner.page, person.email);
  const own = [
    '/',
    `/learn/${course.id}/${course.lessons[0]}`,
    `/learn/${course.id}/quizzes/${course.quiz_id}`,
  ];
  expect(await lookMirrored(learner.page, own)).toEqual([]);
  await learner.close();
});
