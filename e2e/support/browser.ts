/**
 * A real Chromium: the one from CHROMIUM_PATH, or the one inside an npm package, which needs no installation and runs as root.
 *
 * Pages made here fail their test on unexpected console errors, uncaught exceptions and requests to other hosts.
 */
import { mkdtempSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { inject } from 'vitest';

let browser: Browser | undefined;

export async function launchBrowser(): Promise<Browser> {
  browser ??= await chromium.launch({
    executablePath: process.env['CHROMIUM_PATH'] ?? (await packagedChromium()),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  });
  return browser;
}

async function packagedChromium(): Promise<string> {
  // The package unpacks its own libraries only when it believes to be in a function runtime; and into TMPDIR, which two users
  // of one machine must not share.
  process.env['AWS_EXECUTION_ENV'] ??= 'AWS_Lambda_nodejs20.x';
  const folder = mkdtempSync(path.join(os.tmpdir(), 'lyceum-chromium-'));
  process.env['TMPDIR'] = folder;
  const { default: packaged } = await import('@sparticuz/chromium');
  const executable = await packaged.executablePath();
  // Its own configuration names /tmp/fonts, wherever it unpacked them; a renderer without any font crashes.
  writeFileSync(
    path.join(folder, 'fonts.conf'),
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${folder}/fonts</dir><cachedir>${folder}/fonts-cache</cachedir></fontconfig>`,
  );
  process.env['FONTCONFIG_FILE'] = path.join(folder, 'fonts.conf');
  return executable;
}

export async function closeBrowser(): Promise<void> {
  await browser?.close();
  browser = undefined;
}

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
