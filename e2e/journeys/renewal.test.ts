/** A certificate that ends is renewed by taking the course again: a new number, two papers, a stranger who checks both. */
import { afterAll, expect, test } from 'vitest';
import { closeBrowser, signIn, visit } from '../support/browser.ts';
import { apiClient } from '../support/client.ts';
import { enroll, newCourse, newPerson } from '../support/prepare.ts';

afterAll(closeBrowser);

type Listed = {
  results: { id: string; number: string; verification_id: string; renews_id: string | null }[];
};

test('renewed, verified by a stranger, and revoked', async () => {
  const course = await newCourse('Renewal course', { texts: ['Only thing'] });
  // A month is within the ninety days in which a certificate can be renewed.
  await course.trainer.patch(`/api/courses/${course.id}/`, { certificate_valid_months: 1 });
  const person = await newPerson('Rita Renewal');
  await enroll(course.id, person);
  const learner = await visit();
  await signIn(learner.page, person.email);
  const complete = async () => {
    await learner.page.goto(`/learn/${course.id}/${course.lessons[0]}`);
    await learner.page.getByRole('button', { name: 'Done, finish the course' }).click();
    await learner.page
      .getByRole('heading', { level: 1, name: `You have finished ${course.title}` })
      .waitFor();
  };
  await complete();
  await learner.page.goto('/certificates');
  await learner.page.getByText('Ends soon').waitFor();
  await learner.page.getByRole('link', { name: `Renew: certificate of ${course.title}` }).click();
  await learner.page.getByRole('button', { name: 'Renew by taking the course again' }).click();
  await learner.page.getByText('The course is open again').waitFor();
  await complete();

  const api = await apiClient(person.email);
  const certificates = async () => (await api.get<Listed>('/api/certificates/')).results;
  await expect.poll(async () => (await certificates()).length).toBe(2);
  const list = await certificates();
  const fresh = list.find((one) => one.renews_id !== null)!;
  const old = list.find((one) => one.id === fresh.renews_id)!;
  expect(fresh.number).not.toBe(old.number);

  await learner.page.goto(`/certificates/${old.id}`);
  await learner.page.getByRole('link', { name: fresh.number }).click();
  await learner.page.getByRole('link', { name: 'It renews an earlier certificate' }).waitFor();
  await learner.page.getByRole('button', { name: 'More actions' }).click();
  const badge = learner.page.waitForEvent('download');
  await learner.page.getByRole('menuitem', { name: 'Download Open Badge' }).click();
  expect((await badge).suggestedFilename()).toBe(`${fresh.number}.jwt`);

  const stranger = await visit({ expected: [/status of 401/] });
  await stranger.page.goto(`/verify/${old.verification_id}`);
  await stranger.page.getByRole('heading', { name: 'This certificate is valid today' }).waitFor();
  await stranger.page.getByText(`the certificate after it has the number ${fresh.number}`).waitFor();
  await stranger.page.goto(`/verify/${fresh.verification_id}`);
  await stranger.page.getByText(fresh.number).waitFor();

  const trainer = await visit();
  await signIn(trainer.page, 'trainer@demo.test');
  await trainer.page.goto(`/certificates/${fresh.id}`);
  await trainer.page.getByRole('button', { name: 'More actions' }).click();
  await trainer.page.getByRole('menuitem', { name: 'Revoke certificate' }).click();
  const dialog = trainer.page.getByRole('dialog');
  await dialog.getByLabel('Reason').fill('The test was taken by somebody else');
  await dialog.getByRole('button', { name: 'Revoke certificate' }).click();
  await trainer.page.getByText('Revoked: The test was taken by somebody else').waitFor();
  await trainer.close();

  await stranger.page.reload();
  await stranger.page.getByRole('heading', { name: 'This certificate was revoked' }).waitFor();
  // The old one holds until its own end, and nothing renews it any more.
  await stranger.page.goto(`/verify/${old.verification_id}`);
  await stranger.page.getByRole('heading', { name: 'This certificate is valid today' }).waitFor();
  expect(await stranger.page.getByText(fresh.number).count()).toBe(0);
  await stranger.close();
  await learner.close();
});
