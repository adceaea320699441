/** Courses and questions from elsewhere: what comes over, what does not and why. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, expect, test } from 'vitest';
import { closeBrowser, signIn, visit } from '../support/browser.ts';
import { newCourse, unique } from '../support/prepare.ts';

afterAll(closeBrowser);

const fixtures = path.resolve('../shared/fixtures');
const olx = path.join(fixtures, 'olx/openedx-demo-course-no-static.zip');
const gift = path.join(fixtures, 'moodle/question-formats/format/gift/examples.txt');

type GivenFile = string | { name: string; mimeType: string; buffer: Buffer };

async function give(page: Page, file: GivenFile): Promise<void> {
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'File to import' }).click(),
  ]);
  await chooser.setFiles(file);
}

async function chooseGift(page: Page, course: string): Promise<void> {
  await page.getByRole('radio', { name: 'GIFT questions' }).check();
  await page.getByRole('combobox', { name: 'Course' }).fill(course);
  await page.getByRole('option', { name: course }).click();
}

test.skipIf(!existsSync(olx))('a course from Open edX becomes a draft with a report', async () => {
  // The first lesson of this course is a video of YouTube, which stands in its text.
  const video = 'https://www.youtube-nocookie.com/embed/';
  const trainer = await visit({ expected: [new RegExp(`another host: ${video}`)] });
  await trainer.context.route(`${video}**`, (route) => route.fulfill({ body: '' }));
  const { page } = trainer;
  await signIn(page, 'trainer@demo.test');
  await page.getByRole('link', { name: 'Imports' }).click();
  await give(page, olx);
  await page.getByText('Open edX course, imported.').waitFor();
  await page.getByText('is now a draft course of yours').waitFor();
  await page.getByRole('heading', { name: 'Not imported' }).waitFor();
  await page.getByRole('link', { name: 'Open the course' }).click();
  await page.getByRole('tree', { name: 'Outline' }).getByRole('treeitem').first().waitFor();
  expect(await page.getByRole('treeitem').count()).toBeGreaterThan(10);
  await page.getByText('Draft, not yet published').waitFor();
  await trainer.close();
});

test('questions in GIFT are looked at first, with what is wrong named by its line, and then taken over', async () => {
  const course = await newCourse('Takes questions');
  const name = `${unique('questions').replace(' ', '-')}.txt`;
  const questions = [
    '::Capital:: What is the capital of Denmark? {=Copenhagen ~Aarhus ~Odense}',
    '::Broken:: This has no end {=One ~Two',
    '::Sum:: Two and two? {#4}',
    '::Sky:: The sky is blue. {T}',
  ].join('\n\n');
  const trainer = await visit();
  const { page } = trainer;
  await signIn(page, 'trainer@demo.test');
  await page.goto('/teach/imports');
  await chooseGift(page, course.title);
  await give(page, { name, mimeType: 'text/plain', buffer: Buffer.from(questions) });
  await page.getByText('Nothing is written yet').waitFor();
  const problems = page.getByRole('region', { name: 'Not imported' });
  await problems.getByText('The answers need one opening and one closing brace').waitFor();
  await problems.getByText('Line 3').waitFor();
  await page.getByRole('checkbox', { name: 'The sky is blue.' }).uncheck();
  await page.getByRole('button', { name: 'Make a quiz of 2 questions' }).click();
  await page.getByText('The questions are in the quiz').waitFor();
  await page.getByRole('link', { name: 'Open the course of the quiz' }).click();
  await page.getByRole('heading', { level: 1, name: course.title }).waitFor();
  const { results } = await course.trainer.get<{ results: { question_count: number }[] }>(
    `/api/quizzes/?course=${course.id}`,
  );
  expect(results.map(({ question_count }) => question_count)).toEqual([2]);
  await trainer.close();
});

test.skipIf(!existsSync(gift))('Moodle’s own GIFT examples are shown with their lines', async () => {
  const course = await newCourse('Takes examples');
  const trainer = await visit();
  const { page } = trainer;
  await signIn(page, 'trainer@demo.test');
  await page.goto('/teach/imports');
  await chooseGift(page, course.title);
  await give(page, gift);
  await page.getByText('Nothing is written yet').waitFor();
  const list = page.getByRole('region', { name: 'Questions' });
  await list
    .getByRole('checkbox', { name: /Grant.s tomb/ })
    .first()
    .waitFor();
  await list
    .getByText(/^Line \d+ · Number/)
    .first()
    .waitFor();
  await list
    .getByText(/^Line \d+ · True or false/)
    .first()
    .waitFor();
  await trainer.close();
});
