/** A trainer looks after the learners of a course, and a learner is told while being online. */
import { afterAll, test } from 'vitest';
import { closeBrowser, signIn, visit } from '../support/browser.ts';
import { apiClient } from '../support/client.ts';
import { newCourse, newPerson } from '../support/prepare.ts';

afterAll(closeBrowser);

test('a trainer enrolls people, reminds one, moves a due date and unenrolls; the bell rings at once', async () => {
  const course = await newCourse('Looked after');
  const [lena, mark] = [await newPerson('Lena Learner'), await newPerson('Mark Learner')];
  const learner = await visit();
  await signIn(learner.page, lena.email);
  await learner.page.getByRole('button', { name: 'Notifications', exact: true }).waitFor();

  const trainer = await visit();
  const { page } = trainer;
  await signIn(page, 'trainer@demo.test');
  await page.goto(`/teach/courses/${course.id}/learners`);
  await page.getByRole('heading', { name: 'Nobody takes this course yet' }).waitFor();
  await page.getByRole('button', { name: 'Enroll people' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('E-mail addresses').fill(`${lena.email}, ${mark.email}\nnobody@example.test`);
  await dialog.getByRole('button', { name: 'Enroll 3 people' }).click();
  await dialog.getByText('2 people enrolled.').waitFor();
  await dialog
    .getByRole('listitem')
    .filter({ hasText: 'nobody@example.test' })
    .getByText('No such person')
    .waitFor();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await learner.page.getByRole('button', { name: 'Notifications, 1 new' }).waitFor();
  await learner.page.getByRole('button', { name: 'Notifications, 1 new' }).click();
  await learner.page.getByRole('heading', { level: 1, name: 'Notifications' }).waitFor();
  await learner.page.getByText(course.title).first().waitFor();

  const row = page.getByRole('row', { name: lena.name });
  await row.getByRole('checkbox').check();
  await page.getByRole('button', { name: 'Remind' }).click();
  await page.getByText('One learner reminded').waitFor();
  await learner.page.getByRole('button', { name: 'Notifications, 2 new' }).waitFor();
  await learner.page.getByText(`Reminder: “${course.title}” is waiting for you.`).waitFor();

  await row.getByText('No date').waitFor();
  await row.getByRole('checkbox').check();
  await page.getByRole('button', { name: 'Change due date' }).click();
  const due = new Date(Date.now() + 400 * 86_400_000);
  await dialog.getByLabel('New due date').fill(due.toISOString().slice(0, 10));
  await dialog.getByRole('button', { name: 'Change', exact: true }).click();
  await page.getByText('Due date of one learner changed').waitFor();
  await row.getByText(String(due.getUTCFullYear())).waitFor();

  // What she did so far is evidence, and stays when she is unenrolled.
  const lenas = await apiClient(lena.email);
  await lenas.post('/api/progress/', { lesson_id: course.lessons[0], completed: true });
  await row.getByText('1/2').waitFor();
  await row.getByRole('checkbox').check();
  await page.getByRole('button', { name: 'Unenroll' }).click();
  await dialog.getByText('stays on record').waitFor();
  await dialog.getByRole('button', { name: 'Unenroll' }).click();
  await page.getByText('One learner unenrolled').waitFor();
  await row.waitFor({ state: 'detached' });
  await page.getByRole('row', { name: mark.name }).waitFor();
  await learner.page.goto('/learning');
  const left = learner.page.getByRole('row', { name: course.title });
  await left.getByText('Left').waitFor();
  await left.getByText('50 %').waitFor();
  await trainer.close();
  await learner.close();
});
