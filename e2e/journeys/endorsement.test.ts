/** From a word about oneself to an endorsed skill: two people in two browsers, the second one seen by the first without a reload. */
import { afterAll, expect, test } from 'vitest';
import { closeBrowser, signIn, visit } from '../support/browser.ts';
import { apiClient } from '../support/client.ts';
import { newPerson, unique } from '../support/prepare.ts';

afterAll(closeBrowser);

test('an employee declares a level, the manager endorses it, and the employee’s page says so by itself', async () => {
  const admin = await apiClient('admin@demo.test');
  const skill = await admin.post<{ id: string; name: string }>('/api/skills/', {
    name: unique('Load handling'),
  });
  const [employee, manager] = [await newPerson('Elif Employee'), await newPerson('Mara Manager')];
  await admin.put(`/api/users/${employee.id}/manager/`, { manager_id: manager.id });

  const first = await visit();
  const own = first.page;
  await signIn(own, employee.email);
  await own.goto('/skills');
  await own.getByRole('button', { name: 'Add a skill' }).first().click();
  const adding = own.getByRole('dialog', { name: 'Add a skill' });
  await adding.getByRole('combobox', { name: 'Skill' }).fill(skill.name);
  await adding.getByRole('radio', { name: 'Level 3' }).check();
  await adding.getByRole('button', { name: 'Add', exact: true }).click();
  const row = own.getByRole('row', { name: new RegExp(skill.name) });
  await row.getByText('Declared, not endorsed', { exact: true }).waitFor();

  // Looking again after the line has changed answers 404, and the browser says so.
  const second = await visit({ expected: [/status of 404/] });
  const other = second.page;
  await signIn(other, manager.email);
  await other.goto(`/people/${employee.id}/skills`);
  await other.getByRole('link', { name: skill.name }).click();
  await other.getByRole('button', { name: 'Rate', exact: true }).click();
  const rating = other.getByRole('dialog');
  await rating.getByText(`${employee.name} says: level 3.`).waitFor();
  await rating.getByRole('textbox', { name: 'What you have seen' }).fill('Loads safely every day');
  await rating.getByRole('button', { name: 'Endorse level 3' }).click();
  await other.getByRole('list', { name: 'Evidence' }).getByText('Loads safely every day').waitFor();

  await row.getByText('Proven', { exact: true }).waitFor();
  await row.getByText(`Rated by ${manager.name}`).waitFor();
  await row.getByRole('link', { name: skill.name }).click();
  await own.getByRole('list', { name: 'Evidence' }).getByText('Loads safely every day').waitFor();

  // The line changes while the page is still open: what one could see before is not there any more.
  await admin.put(`/api/users/${employee.id}/manager/`, { manager_id: null });
  await other.goto(`/people/${employee.id}/skills`);
  await other.getByRole('heading', { name: 'There is nothing here' }).waitFor();
  expect(
    await own
      .getByRole('row', { name: new RegExp(skill.name) })
      .getByText('Proven', { exact: true })
      .count(),
  ).toBe(1);

  await first.close();
  await second.close();
});
