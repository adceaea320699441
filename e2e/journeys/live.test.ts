/** What happens elsewhere is seen here without a reload, within two seconds. */
import type { Locator } from 'playwright-core';
import { afterAll, expect, test } from 'vitest';
import { closeBrowser, signIn, visit } from '../support/browser.ts';
import { enroll, newCourse, newPerson } from '../support/prepare.ts';

afterAll(closeBrowser);

const promised_ms = 2000;

/** How long it takes from now until this is on the page. */
async function timeUntil(seen: Locator): Promise<number> {
  const start = performance.now();
  await seen.waitFor();
  return performance.now() - start;
}

test('the home in one tab follows a lesson that is completed in another tab', async () => {
  const course = await newCourse('Live course');
  const person = await newPerson('Lea Live');
  await enroll(course.id, person);
  const learner = await visit();
  await signIn(learner.page, person.email);
  const home = learner.page;
  await home.getByText('0 of 2 lessons').first().waitFor();
  const player = await learner.context.newPage();
  await player.goto(`/learn/${course.id}/${course.lessons[0]}`);
  const done = player.getByRole('button', { name: 'Done, open Second thoughts' });
  await done.waitFor();
  await done.click();
  expect(await timeUntil(home.getByText('1 of 2 lessons').first())).toBeLessThanOrEqual(promised_ms);
  await learner.close();
});
