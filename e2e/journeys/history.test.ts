/** What happened, and to which record: an administrator reads it while another person does it. */
import { afterAll, expect, test } from 'vitest';
import { closeBrowser, signIn, visit } from '../support/browser.ts';
import { newCourse, newPerson, unique } from '../support/prepare.ts';

afterAll(closeBrowser);

test('an administrator reads what a trainer changed in a course, with what stood there before', async () => {
  const course = await newCourse('Course with a past');
  const renamed = unique('Course with a present');
  const admin = await visit();
  await signIn(admin.page, 'admin@demo.test');
  await admin.page.getByRole('link', { name: 'Activity', exact: true }).click();
  await admin.page.getByRole('heading', { name: 'As it happens' }).waitFor();

  const trainer = await visit();
  await signIn(trainer.page, 'trainer@demo.test');
  // The feed moves by itself when somebody signs in elsewhere.
  const feed = admin.page.getByRole('list', { name: 'As it happens' });
  await feed.getByText('Marta Nowak signed in').first().waitFor({ timeout: 8000 });
  await course.trainer.patch(`/api/courses/${course.id}/`, { title: renamed });

  await admin.page.goto(`/admin/history?record_type=courses&record_id=${course.id}`);
  const newest = admin.page.getByRole('list', { name: 'History' }).getByRole('listitem').first();
  await newest.getByText('Marta Nowak changed').waitFor();
  await newest.getByText(course.title).waitFor();
  expect(await newest.getByRole('deletion').first().textContent()).toContain(course.title);
  expect(await newest.getByRole('insertion').first().textContent()).toContain(renamed);
  await trainer.close();
  await admin.close();
});

test('a person is erased: signed out at once, a pseudonym everywhere, and their history still counts', async () => {
  const person = await newPerson('Gitte Goodbye');
  const learner = await visit({ expected: [/status of 401/] });
  await signIn(learner.page, person.email);
  await learner.page.getByRole('link', { name: 'Catalog' }).first().waitFor();

  const admin = await visit();
  await signIn(admin.page, 'admin@demo.test');
  await admin.page.goto(`/manage/people/${person.id}`);
  await admin.page.getByRole('button', { name: 'More' }).click();
  await admin.page.getByRole('menuitem', { name: 'Erase personal data' }).click();
  const dialog = admin.page.getByRole('dialog');
  await dialog.getByLabel(`Type ${person.email} to confirm`).fill(person.email);
  await dialog.getByRole('button', { name: 'Erase this person' }).click();
  await admin.page.getByText('The personal data is erased').waitFor();

  await learner.page.goto('/learning');
  await learner.page.waitForURL(/\/sign-in/);
  await admin.page.goto(`/admin/history?record_type=user_profiles&record_id=${person.id}`);
  await admin.page
    .getByText(/Erased person [0-9A-F]{6}/)
    .first()
    .waitFor();
  expect(await admin.page.locator('body').textContent()).not.toContain(person.name);
  await learner.close();
  await admin.close();
});
