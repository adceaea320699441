/** The whole way: a course is made, published, taken on a phone, certified, checked by a stranger and revoked. */
import { readFile } from 'node:fs/promises';
import type { Locator, Page } from 'playwright-core';
import { afterAll, expect, test } from 'vitest';
import { closeBrowser, desk, phone, signIn, visit } from '../support/browser.ts';
import { unique } from '../support/prepare.ts';

afterAll(closeBrowser);

const title = unique('Brewing coffee');
const name = unique('Nina Berg');
const email = `${name.toLowerCase().replaceAll(' ', '.')}@example.test`;
const password = 'a tall green mountain';

/** Opens a new question of this kind and answers its form. */
async function addQuestion(quiz: Locator, kind: string, text: string): Promise<void> {
  await quiz.getByRole('button', { name: 'Add question' }).click();
  await quiz.page().getByRole('menuitem', { name: kind }).click();
  await quiz.getByRole('textbox', { name: 'Question', exact: true }).fill(text);
}

async function fillCourseSettings(page: Page): Promise<void> {
  await page.getByRole('tab', { name: 'Course' }).click();
  const settings = page.getByRole('complementary', { name: 'Settings' });
  await settings.getByRole('textbox', { name: 'Description' }).fill('From the bean to the cup.');
  await settings.getByRole('button', { name: 'Add an outcome' }).click();
  await settings.getByRole('textbox', { name: 'Outcome 1', exact: true }).fill('Brew a pot that tastes');
  await settings.getByRole('combobox', { name: 'Category' }).click();
  await page.getByRole('option', { name: 'Safety' }).click();
}

test('a trainer makes and publishes a course at a desk', async () => {
  const trainer = await visit({ viewport: desk });
  const { page } = trainer;
  await signIn(page, 'trainer@demo.test');
  await page.getByRole('link', { name: 'Courses', exact: true }).click();
  await page.getByRole('button', { name: 'New course' }).click();
  await page.getByRole('dialog').getByLabel('Title').fill(title);
  await page.getByRole('button', { name: 'Create and open' }).click();
  await page.getByRole('heading', { level: 1, name: title }).waitFor();

  // Publishing says what is missing, before anything is there.
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  await page.getByText('The course has no description.').waitFor();
  await page.getByText('There is no lesson yet.').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await fillCourseSettings(page);

  const typed = page.getByRole('combobox', { name: /Title of a new lesson/ });
  const add = async (line: string) => {
    await typed.fill(line);
    await typed.press('Enter');
  };
  await add('/module The basics');
  await page.getByRole('treeitem', { name: /The basics/ }).waitFor();
  await add('Why water matters');
  const text = page.getByRole('textbox', { name: 'Text of the lesson' });
  await text.click();
  await page.keyboard.type('Most of a cup is water.');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Heading', exact: true }).click();
  await page.keyboard.type('How hot');
  await page.keyboard.press('Enter');
  await page.keyboard.type('Just off the boil.');
  await text.getByRole('heading', { name: 'How hot' }).waitFor();

  await add('Grinding');
  await page.getByRole('treeitem', { name: /Grinding/, selected: true }).waitFor();
  await text.click();
  await page.keyboard.type('Coarse for a pot, fine for a machine.');

  await add('/quiz Check yourself');
  const quiz = page.getByRole('region', { name: 'Quiz' });
  await addQuestion(quiz, 'One right choice', 'What is most of a cup?');
  await quiz.getByRole('textbox', { name: 'Choice 1', exact: true }).fill('Water');
  await quiz.getByRole('textbox', { name: 'Choice 2', exact: true }).fill('Coffee');
  await quiz.getByRole('radio', { name: 'Choice 1 is right' }).check();
  await addQuestion(quiz, 'Several right choices', 'What does one need?');
  await quiz.getByRole('textbox', { name: 'Choice 1', exact: true }).fill('Beans');
  await quiz.getByRole('textbox', { name: 'Choice 2', exact: true }).fill('A mill');
  await quiz.getByRole('checkbox', { name: 'Choice 1 is right' }).check();
  await quiz.getByRole('checkbox', { name: 'Choice 2 is right' }).check();
  await quiz.getByRole('button', { name: 'Add choice' }).click();
  await quiz.getByRole('textbox', { name: 'Choice 3', exact: true }).fill('A violin');
  await addQuestion(quiz, 'Short text', 'How should a pot be ground?');
  await quiz.getByRole('textbox', { name: 'Right answer' }).fill('coarse');
  await addQuestion(quiz, 'Number', 'At how many degrees does water boil?');
  await quiz.getByRole('textbox', { name: 'Right answer' }).fill('100');

  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  await page.getByRole('button', { name: 'Publish version 1' }).click();
  await page.getByText(`Version 1 of ${title} is published`).waitFor();
  await trainer.close();
});

test('a new learner takes it on a phone, and a stranger can check the certificate until it is revoked', async () => {
  const learner = await visit({ viewport: phone });
  const { page } = learner;
  await page.goto('/register');
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Make account' }).click();
  await page.getByRole('heading', { level: 1, name: name.split(' ')[0]! }).waitFor();

  await page
    .getByRole('navigation', { name: 'Main, at the bottom' })
    .getByRole('link', { name: 'Catalog' })
    .click();
  await page.getByRole('searchbox').fill(title);
  await page.getByRole('link', { name: title }).click();
  await page.getByText('Brew a pot that tastes').waitFor();
  await page.getByRole('button', { name: 'Enroll' }).click();
  await page.getByRole('link', { name: 'Start', exact: true }).click();

  await page.getByRole('heading', { level: 1, name: 'Why water matters' }).waitFor();
  await page.getByRole('heading', { name: 'How hot' }).waitFor();
  await page.getByRole('button', { name: 'Done', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'Grinding' }).waitFor();
  await page.reload();
  await page.getByRole('heading', { level: 1, name: 'Grinding' }).waitFor();
  await page.goto('/');
  await page.getByRole('link', { name: 'Continue lesson' }).click();
  await page.getByRole('heading', { level: 1, name: 'Grinding' }).waitFor();
  await page.getByRole('button', { name: 'Done', exact: true }).click();

  await page.getByRole('heading', { level: 1, name: 'Check yourself' }).waitFor();
  await takeQuiz(page);
  await page.getByRole('heading', { level: 1, name: 'Passed' }).waitFor();
  await page.getByRole('link', { name: 'See what you have finished' }).click();
  await page.getByRole('heading', { level: 1, name: `You have finished ${title}` }).waitFor();
  await page.getByText('Your certificate is ready.').waitFor();

  await page.getByRole('link', { name: 'Download your certificate' }).waitFor();
  await page.goto('/certificates');
  await page.getByRole('link', { name: title, exact: true }).click();
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
  const certificate = page.url();
  const download = page.getByRole('link', { name: 'Download PDF' });
  const [file] = await Promise.all([page.waitForEvent('download'), download.click()]);
  const paper = await readFile(await file.path());
  expect(paper.subarray(0, 5).toString()).toBe('%PDF-');
  expect(paper.length).toBeGreaterThan(5_000);
  const address = new URL((await download.getAttribute('href')) ?? '', page.url()).href;
  expect((await fetch(address)).status).toBe(401);

  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Open the public page' }).click();
  await page.getByRole('heading', { name: 'This certificate is valid today' }).waitFor();
  const check = page.url();
  await learner.close();

  const stranger = await visit({ expected: [/status of 401/] });
  await stranger.page.goto(check);
  await stranger.page.getByRole('heading', { name: 'This certificate is valid today' }).waitFor();
  await stranger.page.getByText(name).waitFor();
  await stranger.page.goto('/verify');
  const code = check.split('/').at(-1)!;
  await stranger.page.getByLabel('Code on the certificate').fill(code.toLowerCase());
  await stranger.page.getByRole('button', { name: 'Check' }).click();
  await stranger.page.getByRole('heading', { name: 'This certificate is valid today' }).waitFor();

  const admin = await visit();
  await signIn(admin.page, 'admin@demo.test');
  await admin.page.goto(certificate);
  await admin.page.getByRole('button', { name: 'More actions' }).click();
  await admin.page.getByRole('menuitem', { name: 'Revoke certificate' }).click();
  const dialog = admin.page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Revoke certificate' }).click();
  await dialog.getByText('Say why.').waitFor();
  await dialog.getByLabel('Reason').fill('Given to the wrong person');
  await dialog.getByRole('button', { name: 'Revoke certificate' }).click();
  await admin.page.getByText('Revoked: Given to the wrong person').waitFor();
  await admin.close();

  await stranger.page.reload();
  await stranger.page.getByRole('heading', { name: 'This certificate was revoked' }).waitFor();
  expect(await stranger.page.getByText('Given to the wrong person').count()).toBe(0);
  await stranger.close();
});

/** Answers the four questions; the page is loaded anew in the middle. */
async function takeQuiz(page: Page): Promise<void> {
  const next = page.getByRole('button', { name: 'Next' });
  await page.getByRole('link', { name: 'Start the quiz' }).click();
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await page.getByRole('radio', { name: 'Water' }).check();
  await next.click();
  await page.getByRole('checkbox', { name: 'Beans' }).check();
  await page.getByRole('checkbox', { name: 'A mill' }).check();
  await page.getByText('Saved').waitFor();
  await page.reload();
  await page.getByRole('button', { name: '2 of 4' }).waitFor();
  await expect.poll(() => page.getByRole('checkbox', { name: 'A mill' }).isVisible()).toBe(true);
  expect(await page.getByRole('checkbox', { name: 'Beans' }).isChecked()).toBe(true);
  expect(await page.getByRole('checkbox', { name: 'A violin' }).isChecked()).toBe(false);
  await next.click();
  await page.getByRole('textbox', { name: 'How should a pot be ground?' }).fill(' Coarse');
  await next.click();
  await page.getByRole('textbox', { name: 'At how many degrees does water boil?' }).fill('100');
  await page.getByRole('button', { name: 'Hand in' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Hand in', exact: true }).click();
}
