/**
 * Visits in a real Chromium (chromium.ts).
 *
 * Pages made here fail their test on unexpected console errors, uncaught exceptions and requests to other hosts.
 */
import type { BrowserContext, Page } from 'playwright-core';
import { inject } from 'vitest';
import { launchBrowser } from './chromium.ts';

export { closeBrowser, launchBrowser } from './chromium.ts';

export const phone = { width: 360, height: 740 };
export const desk = { width: 1440, height: 900 };

export type Visitor = { page: Page; context: BrowserContext; problems: string[]; close(): Promise<void> };

/** A fresh browser profile. `problems` collects what nobody expected; `close` fails when there is any. */
export async function visit(
  options: {
    viewport?: { width: number; height: number };
    colorScheme?: 'light' | 'dark';
    expected?: RegExp[];
  } = {},
): Promise<Visitor> {
  const url = inject('product_url');
  const context = await (await launchBrowser()).newContext({
    baseURL: url,
    viewport: options.viewport ?? desk,
    colorScheme: options.colorScheme ?? 'light',
    locale: 'en-GB',
    timezoneId: 'Europe/Copenhagen',
    reducedMotion: 'reduce',
    acceptDownloads: true,
  });
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  const problems: string[] = [];
  const expected = options.expected ?? [];
  const note = (text: string) => {
    if (!expected.some((pattern) => pattern.test(text))) problems.push(text);
  };
  context.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning')
      note(`console ${message.type()}: ${message.text()} ${message.location().url}`);
  });
  context.on('weberror', (error) => note(`uncaught: ${error.error().stack ?? error.error().message}`));
  context.on('request', (request) => {
    const target = request.url();
    if (!target.startsWith(url) && !/^(data|blob):/.test(target)) note(`request to another host: ${target}`);
  });
  return {
    page,
    context,
    problems,
    async close() {
      await context.close();
      if (problems.length > 0) throw new Error(`The page had problems:\n${problems.join('\n')}`);
    },
  };
}

export const demoPassword = 'Lyceum-demo-1';

export async function signIn(page: Page, email: string, password = demoPassword): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel(/e-mail/i).fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL((address) => !address.pathname.startsWith('/sign-in'));
}
