/** An account's life in its owner's hands: made, lost and found again, described, and signed out elsewhere. */
import { afterAll, expect, test } from 'vitest';
import { closeBrowser, demoPassword, signIn, visit } from '../support/browser.ts';
import { mailTo, newPerson, unique } from '../support/prepare.ts';

afterAll(closeBrowser);

test('somebody makes an account, signs out, forgets the password and sets a new one by mail', async () => {
  const person = await visit({ expected: [/status of (401|404)/] });
  const { page } = person;
  const email = `${unique('otto').replace(' ', '.')}@example.test`;
  await page.goto('/register');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill('the first password');
  await page.getByRole('button', { name: 'Make account' }).click();
  await page.getByRole('button', { name: /, account$/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.getByRole('link', { name: 'Forgot your password?' }).click();
  await page.getByLabel('E-mail', { exact: true }).fill(email);
  await page.getByRole('button', { name: 'Send me a link' }).click();
  await page.getByText('Look into your mail').waitFor();
  const link = /http\S+\/reset-password\S+/.exec(await mailTo(email, 'password_reset'))![0];
  await page.goto(link);
  await page.getByLabel('New password', { exact: true }).fill('the second password');
  await page.getByRole('button', { name: 'Set password' }).click();
  await page.getByText('Your new password is set').waitFor();

  // The link has done its work: it opens nothing a second time.
  await page.goto('/');
  await page.goto(link);
  await page.getByLabel('New password', { exact: true }).fill('the third password');
  await page.getByRole('button', { name: 'Set password' }).click();
  await page.getByText('This link does not work').waitFor();

  await page.goto('/sign-in');
  await page.getByLabel(/e-mail/i).fill(email);
  await page.getByLabel('Password', { exact: true }).fill('the first password');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('alert').waitFor();
  expect(new URL(page.url()).pathname).toBe('/sign-in');
  await signIn(page, email, 'the second password');
  await page.getByRole('button', { name: /, account$/ }).waitFor();
  await person.close();
});

test('a profile keeps what is written into it, and refuses a phone number that is none', async () => {
  const { email } = await newPerson('Petra Profile');
  const person = await visit({ expected: [/status of 400/] });
  const { page } = person;
  await signIn(page, email);
  await page.goto('/profile');
  const phoneNumber = page.getByLabel('Phone');
  await phoneNumber.fill('call me');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect.poll(() => phoneNumber.getAttribute('aria-invalid')).toBe('true');
  await page.getByLabel('Name').fill('Petra Renamed');
  await phoneNumber.fill('+49 30 123456');
  await page.getByLabel('Time zone').selectOption('America/Lima');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Your profile is saved').waitFor();
  await page.reload();
  await page.getByRole('button', { name: 'Petra Renamed, account' }).waitFor();
  expect(await page.getByLabel('Name').inputValue()).toBe('Petra Renamed');
  expect((await phoneNumber.inputValue()).replaceAll(' ', '')).toBe('+4930123456');
  expect(await page.getByLabel('Time zone').inputValue()).toContain('Lima');
  await person.close();
});

test('a device that was signed out from another one asks to sign in at its next step', async () => {
  const { email } = await newPerson('Silke Security');
  const here = await visit();
  const elsewhere = await visit({ expected: [/status of 401/] });
  await signIn(elsewhere.page, email);
  await elsewhere.page.getByRole('heading', { level: 1 }).waitFor();
  await signIn(here.page, email, demoPassword);
  await here.page.goto('/profile/security');
  await here.page.getByText('You are signed in on 2 devices.').waitFor();
  const devices = here.page.getByRole('list', { name: 'Devices you are signed in on' });
  await devices.getByRole('button', { name: /^Sign out/ }).click();
  await here.page.getByText('You are signed in on 1 device.').waitFor();
  expect(await devices.getByRole('listitem').count()).toBe(1);

  await elsewhere.page.getByRole('link', { name: 'Certificates' }).click();
  await elsewhere.page.waitForURL(/\/sign-in/);
  await elsewhere.close();
  await here.close();
});
