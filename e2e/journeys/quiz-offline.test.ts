/** A quiz where the line breaks: nothing that was answered is lost, on this device or on another. */
import type { Page } from 'playwright-core';
import { afterAll, expect, test } from 'vitest';
import { closeBrowser, phone, signIn, visit } from '../support/browser.ts';
import { enroll, newCourse, newPerson, type Person, type PreparedCourse } from '../support/prepare.ts';

afterAll(closeBrowser);

/** What a browser says about requests that find no server, and the product catches. */
const brokenLine = /net::ERR_INTERNET_DISCONNECTED/;

const quizOf = ({ id, quiz_id }: PreparedCourse) => `/learn/${id}/quizzes/${quiz_id}`;

async function prepare(words: string): Promise<[PreparedCourse, Person]> {
  const course = await newCourse(words, { texts: [], quiz: true });
  const person = await newPerson('Quirin Quiz');
  await enroll(course.id, person);
  return [course, person];
}

async function start(page: Page, course: PreparedCourse): Promise<void> {
  await page.goto(quizOf(course));
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await page.getByRole('heading', { name: 'Pick one' }).waitFor();
}

test('answers given while offline are kept, survive a reload and are sent when the line is back', async () => {
  const [course, person] = await prepare('Offline');
  const learner = await visit({ viewport: phone, expected: [brokenLine] });
  const { page, context } = learner;
  await signIn(page, person.email);
  await start(page, course);
  await page.getByRole('radio', { name: 'Right' }).check();
  await page.getByText('Saved').waitFor();

  await context.setOffline(true);
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('textbox', { name: 'Say it' }).fill('words');
  await page.getByText('You are offline. Keep going.').waitFor();
  await page.getByText('1 answer is kept on this device').waitFor();
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('textbox', { name: 'Count them' }).fill('4');
  await page.getByText('2 answers are kept on this device').waitFor();

  await context.setOffline(false);
  await page.getByText('You are offline. Keep going.').waitFor({ state: 'detached' });
  await page.getByText('Saved').waitFor();
  await page.reload();
  await page.getByRole('button', { name: '3 of 3' }).waitFor();
  await page.getByRole('textbox', { name: 'Count them' }).waitFor();
  expect(await page.getByRole('textbox', { name: 'Count them' }).inputValue()).toBe('4');
  await page.getByRole('button', { name: 'Previous' }).click();
  expect(await page.getByRole('textbox', { name: 'Say it' }).inputValue()).toBe('words');
  await page.getByRole('button', { name: 'Hand in' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Hand in', exact: true }).click();
  await page.getByText('3 of 3 points, 100 %').waitFor();
  await learner.close();
});

test('an answer that could not be sent is still there after the page was loaded anew, and is sent then', async () => {
  const [course, person] = await prepare('Unsent');
  const learner = await visit({ viewport: phone, expected: [/net::ERR_FAILED/] });
  const { page, context } = learner;
  await signIn(page, person.email);
  await start(page, course);
  const answers = '**/api/attempts/*/answers/**';
  await context.route(answers, (route) => route.abort());
  await page.getByRole('radio', { name: 'Right' }).check();
  await page.getByText('1 answer is kept on this device').waitFor();
  await page.reload();
  await page.getByRole('button', { name: '1 of 3' }).waitFor();
  expect(await page.getByRole('radio', { name: 'Right' }).isChecked()).toBe(true);
  await context.unroute(answers);
  await page.getByText('Saved').waitFor();
  await learner.close();

  // Another device knows it now, and goes on at the first question that is open.
  const elsewhere = await visit({ viewport: phone });
  await signIn(elsewhere.page, person.email);
  await elsewhere.page.goto(quizOf(course));
  await elsewhere.page.getByRole('heading', { name: 'Say it' }).waitFor();
  await elsewhere.page.getByRole('button', { name: 'Previous' }).click();
  expect(await elsewhere.page.getByRole('radio', { name: 'Right' }).isChecked()).toBe(true);
  await elsewhere.close();
});

test('a device that comes back with an older answer shows the newer one of another device, and says so', async () => {
  const [course, person] = await prepare('Two devices');
  const atDesk = await visit();
  const onPhone = await visit({ viewport: phone, expected: [brokenLine] });
  await signIn(atDesk.page, person.email);
  await signIn(onPhone.page, person.email);
  await start(onPhone.page, course);
  await onPhone.context.setOffline(true);
  await onPhone.page.getByRole('radio', { name: 'Right' }).check();
  await onPhone.page.getByText('1 answer is kept on this device').waitFor();

  await atDesk.page.goto(quizOf(course));
  await atDesk.page.getByRole('radio', { name: 'Wrong' }).check();
  await atDesk.page.getByText('Saved').waitFor();

  await onPhone.context.setOffline(false);
  await onPhone.page.getByText('This test is also open on another device.').waitFor();
  await onPhone.page.getByText('Its newer answer to question 1 is shown here.').waitFor();
  expect(await onPhone.page.getByRole('radio', { name: 'Wrong' }).isChecked()).toBe(true);
  await atDesk.close();
  await onPhone.close();
});
