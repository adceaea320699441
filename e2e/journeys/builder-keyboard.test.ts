/** The outline of a course by keyboard alone; learners see nothing of it before it is published. */
import { afterAll, expect, test } from 'vitest';
import { closeBrowser, signIn, visit } from '../support/browser.ts';
import { enroll, newCourse, newPerson } from '../support/prepare.ts';

afterAll(closeBrowser);

test('lessons are moved, renamed, undone and redone with keys, and learners keep the published version', async () => {
  const course = await newCourse('Keys only', { texts: ['Alpha', 'Beta', 'Gamma'] });
  const person = await newPerson('Klara Keys');
  await enroll(course.id, person);
  const trainer = await visit();
  const { page } = trainer;
  await signIn(page, 'trainer@demo.test');
  await page.goto(`/teach/courses/${course.id}`);
  const tree = page.getByRole('tree', { name: 'Outline' });
  const shown = async () =>
    (await tree.getByRole('treeitem').allInnerTexts()).map((row) =>
      row.split('\n')[0]?.replace(/^\d+\. /, ''),
    );
  const saved = page.getByText(/^Saved/).first();
  const key = (name: string) => page.keyboard.press(name);
  await tree.getByRole('treeitem', { name: /Alpha/ }).waitFor();
  expect(await shown()).toEqual(['Module 1', 'Alpha', 'Beta', 'Gamma']);

  // A module is typed at the end; the lesson is then carried over into it.
  await tree.getByRole('treeitem').first().focus();
  // The slash leads from the tree to the line for typing.
  await key('/');
  await page.keyboard.type('/module Later');
  await key('Enter');
  await expect.poll(shown).toEqual(['Module 1', 'Alpha', 'Beta', 'Gamma', 'Later']);
  await tree.getByRole('treeitem', { name: /Later/ }).focus();
  await key('ArrowUp');
  await key('Space');
  await key('ArrowDown');
  await key('Space');
  await expect.poll(shown).toEqual(['Module 1', 'Alpha', 'Beta', 'Later', 'Gamma']);

  await key('Home');
  await key('ArrowDown');
  await key('F2');
  await page.keyboard.type('Delta');
  await key('Enter');
  await expect.poll(shown).toEqual(['Module 1', 'Delta', 'Beta', 'Later', 'Gamma']);
  await key('Control+z');
  await expect.poll(shown).toEqual(['Module 1', 'Alpha', 'Beta', 'Later', 'Gamma']);
  await key('Control+z');
  await expect.poll(shown).toEqual(['Module 1', 'Alpha', 'Beta', 'Gamma', 'Later']);
  await key('Control+Shift+z');
  await key('Control+Shift+z');
  const final = ['Module 1', 'Delta', 'Beta', 'Later', 'Gamma'];
  await expect.poll(shown).toEqual(final);
  await saved.waitFor();
  await page.reload();
  await expect.poll(shown).toEqual(final);

  const learner = await visit();
  await signIn(learner.page, person.email);
  await learner.page.goto(`/courses/${course.id}`);
  await learner.page.getByRole('link', { name: 'Alpha' }).waitFor();
  expect(await learner.page.getByRole('link', { name: 'Delta' }).count()).toBe(0);
  await page.getByRole('button', { name: 'Publish changes' }).click();
  await page.getByRole('button', { name: 'Publish version 2' }).click();
  await page.getByText(`Version 2 of ${course.title} is published`).waitFor();
  await learner.page.reload();
  await learner.page.getByRole('link', { name: 'Delta' }).waitFor();
  await learner.page.getByRole('heading', { name: 'Later' }).waitFor();
  await learner.close();
  await trainer.close();
});
