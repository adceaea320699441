/** What an administrator does: people, categories, the mail log and the state of the installation. */
import { afterAll, expect, test } from 'vitest';
import { closeBrowser, signIn, visit } from '../support/browser.ts';
import { mailTo, newCourse, unique } from '../support/prepare.ts';

afterAll(closeBrowser);

test('a person is added, sets a password by mail, becomes a trainer and is deactivated', async () => {
  const admin = await visit();
  const { page } = admin;
  const name = unique('Nora Newcomer');
  const email = `${name.toLowerCase().replaceAll(' ', '.')}@example.test`;
  await signIn(page, 'admin@demo.test');
  await page.getByRole('link', { name: 'People', exact: true }).click();
  await page.getByRole('link', { name: 'Add a person' }).click();
  await page.getByLabel('E-mail', { exact: true }).fill(email);
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByRole('button', { name: 'Add person' }).click();
  await page.getByText(`${name} has an account now`).waitFor();

  const person = await visit({ expected: [/status of 401/] });
  const link = /http\S+\/reset-password\S+/.exec(await mailTo(email, 'password_reset'))![0];
  await person.page.goto(link);
  await person.page.getByLabel('New password', { exact: true }).fill('set by the newcomer');
  await person.page.getByRole('button', { name: 'Set password' }).click();
  await person.page.getByText('Your new password is set').waitFor();
  await signIn(person.page, email, 'set by the newcomer');
  const menu = person.page.getByRole('navigation', { name: 'Main' });
  await menu.getByRole('link', { name: 'Catalog' }).waitFor();
  expect(await menu.getByRole('link', { name: 'Imports' }).count()).toBe(0);

  await page.goto(`/manage/people?search=${encodeURIComponent(name)}`);
  await page.getByRole('row', { name }).click();
  const panel = page.getByRole('complementary', { name });
  await panel.getByRole('link', { name: 'Edit' }).click();
  await page.getByRole('checkbox', { name: 'Trainer' }).check();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText(`${name} is saved`).waitFor();
  await person.page.reload();
  await menu.getByRole('link', { name: 'Imports' }).waitFor();

  await page.goto(`/manage/people?search=${encodeURIComponent(name)}`);
  await page.getByRole('row', { name }).click();
  await panel.getByRole('button', { name: `More about ${name}` }).click();
  await page.getByRole('menuitem', { name: 'Deactivate' }).click();
  await page.getByText(`${name} is deactivated and signed out`).waitFor();
  await person.page.getByRole('link', { name: 'Certificates' }).click();
  await person.page.waitForURL(/\/sign-in/);
  await person.close();

  await page.getByRole('link', { name: 'Mail log' }).click();
  await page.getByRole('searchbox').fill(email);
  await page.getByRole('row', { name: new RegExp(`Set a new password ${email}.*Sent`) }).waitFor();
  await admin.close();
});

test('a category is added, renamed, kept while a course is in it and deleted when it is empty', async () => {
  const admin = await visit({ expected: [/status of 409/] });
  const { page } = admin;
  await signIn(page, 'admin@demo.test');
  await page.getByRole('navigation', { name: 'Main' }).getByText('Set up', { exact: true }).click();
  await page.getByRole('link', { name: 'Categories' }).click();
  const [first, name] = [unique('Ladders'), unique('Ladders and steps')];
  const dialog = page.getByRole('dialog');
  await page.getByRole('button', { name: 'Add a category' }).click();
  await dialog.getByLabel('Name').fill('safety');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.getByText('Another category has this name.').waitFor();
  await dialog.getByLabel('Name').fill(first);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.waitFor({ state: 'detached' });

  const actions = (of: string) => page.getByRole('button', { name: `Actions for ${of}`, exact: true });
  await actions(first).click();
  await page.getByRole('menuitem', { name: 'Change the category' }).click();
  await dialog.getByLabel('Name').fill(name);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.waitFor({ state: 'detached' });
  await actions(name).waitFor();

  const { trainer, id } = await newCourse('On a ladder');
  const { results } = await trainer.get<{ results: { id: string; name: string }[] }>(
    '/api/categories/?page_size=100',
  );
  await trainer.patch(`/api/courses/${id}/`, { category_id: results.find((one) => one.name === name)!.id });
  await page.reload();
  await actions(name).click();
  const remove = page.getByRole('menuitem', { name: 'Delete the category' });
  await remove.getByText('1 course is in it. Move it first.').waitFor();
  expect(await remove.isDisabled()).toBe(true);
  await trainer.patch(`/api/courses/${id}/`, { category_id: null });
  await page.reload();
  await actions(name).click();
  await remove.click();
  await dialog.getByRole('button', { name: 'Delete the category' }).click();
  await actions(name).waitFor({ state: 'detached' });
  await admin.close();
});

test('the health page says what is in order, and names mail when no mail server is set', async () => {
  const admin = await visit();
  await signIn(admin.page, 'admin@demo.test');
  await admin.page.getByRole('link', { name: 'Health' }).click();
  const checks = admin.page.getByRole('list', { name: 'Checks' });
  const check = (part: string) =>
    checks
      .getByRole('listitem')
      .filter({ has: admin.page.getByRole('heading', { name: part, exact: true }) });
  for (const part of ['Database', 'Migrations', 'Jobs', 'File storage', 'Live updates'])
    await check(part).getByText('OK', { exact: true }).waitFor();
  await check('Mail').getByText('Worth a look').waitFor();
  await check('Mail').getByText('No mail server').waitFor();
  await admin.page.getByRole('button', { name: 'Check again' }).click();
  await checks.getByRole('heading', { name: 'Database' }).waitFor();
  await admin.close();
});
