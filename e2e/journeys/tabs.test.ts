/** R12 in a real browser: tabs share their cookies, so they renew one session with one token, and nobody is signed out by it. */
import type { Page } from 'playwright-core';
import { afterAll, expect, test } from 'vitest';
import { closeBrowser, signIn, visit } from '../support/browser.ts';
import { newPerson } from '../support/prepare.ts';

afterAll(closeBrowser);

const rounds = 3;

test('three tabs whose access token is over renew it at once, and all stay signed in', async () => {
  const person = await newPerson('Tabea Tabs');
  const learner = await visit({ expected: [/401/] });
  await signIn(learner.page, person.email);
  const tabs: Page[] = [learner.page, await learner.context.newPage(), await learner.context.newPage()];
  const renewals: number[] = [];
  for (const tab of tabs)
    tab.on('response', (response) => {
      if (response.url().endsWith('/api/auth/token/refresh/')) renewals.push(response.status());
    });
  for (let round = 0; round < rounds; round++) {
    renewals.length = 0;
    await learner.context.clearCookies({ name: /lyceum_access$/ });
    await Promise.all(tabs.map((tab) => tab.goto('/certificates')));
    for (const tab of tabs) await tab.getByRole('heading', { level: 1, name: 'Certificates' }).waitFor();
    expect(renewals.length).toBeGreaterThan(0);
    expect(new Set(renewals)).toEqual(new Set([200]));
    // One session, whoever renewed it.
    const cookies = await learner.context.cookies();
    expect(cookies.filter(({ name }) => /lyceum_(access|refresh)$/.test(name))).toHaveLength(2);
  }
  await learner.close();
});
