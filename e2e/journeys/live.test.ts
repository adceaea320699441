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

test('the trainer’s list of learners follows what a learner does', async () => {
  const course = await newCourse('Live list');
  const person = await newPerson('Lasse Live');
  await enroll(course.id, person);
  const trainer = await visit();
  await signIn(trainer.page, 'trainer@demo.test');
  await trainer.page.goto(`/teach/courses/${course.id}/learners`);
  await trainer.page
    .getByRole('row', { name: /Lasse Live/ })
    .getByText('0/2')
    .waitFor();
  const learner = await visit();
  await signIn(learner.page, person.email);
  await learner.page.goto(`/learn/${course.id}/${course.lessons[0]}`);
  const done = learner.page.getByRole('button', { name: 'Done, open Second thoughts' });
  await done.waitFor();
  await done.click();
  const moved = trainer.page.getByRole('row', { name: /Lasse Live/ }).getByText('1/2');
  expect(await timeUntil(moved)).toBeLessThanOrEqual(promised_ms);
  await learner.close();
  await trainer.close();
});
