/** The application without a network, as an installed application, and after an upgrade. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, expect, onTestFinished, test } from 'vitest';
import { freePort } from '#server/testing/free-port.ts';
import { closeBrowser, launchBrowser, phone, signIn, visit } from '../support/browser.ts';

afterAll(closeBrowser);

/** What Chromium says about requests that find no server, and the product catches. */
const brokenLine = /net::ERR_(INTERNET_DISCONNECTED|FAILED|CONNECTION_REFUSED)|uncaught: NetworkError/;

/** Under a heading of its own where the browser knows that it is offline; an automated one does not always. */
const offlineSentence = 'The server cannot be reached. Check your connection.';

/** Paths of all that the service worker keeps. */
const keptPaths = (page: Page): Promise<string[]> =>
  page.evaluate<string[]>(`(async () => {
    const paths = [];
    for (const name of await caches.keys())
      for (const { url } of await (await caches.open(name)).keys()) paths.push(new URL(url).pathname);
    return paths;
  })()`);

/** Resolves once the worker guards the page and keeps every part of it. */
async function untilKept(page: Page): Promise<void> {
  await expect
    .poll(() => page.evaluate<boolean>('navigator.serviceWorker.controller !== null'), { timeout: 60_000 })
    .toBe(true);
  const loaded = await page.evaluate<string[]>(
    `performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname).filter((path) => path.startsWith('/assets/'))`,
  );
  expect(loaded.length).toBeGreaterThan(3);
  await expect
    .poll(
      async () => {
        const kept = new Set(await keptPaths(page));
        return loaded.filter((one) => !kept.has(one));
      },
      { timeout: 60_000 },
    )
    .toEqual([]);
}

test('opens without a network, says so in a plain sentence, and goes on by itself once there is one', async () => {
  const learner = await visit({ viewport: phone, expected: [brokenLine] });
  const { page, context } = learner;
  await signIn(page, 'learner@demo.test');
  await page.goto('/learning');
  const heading = page.getByRole('heading', { level: 1 });
  await heading.waitFor();
  const title = await heading.textContent();
  await untilKept(page);

  await context.setOffline(true);
  await page.reload();
  await page.getByText(offlineSentence).waitFor();
  expect((await keptPaths(page)).filter((one) => one.startsWith('/api'))).toEqual([]);

  await context.setOffline(false);
  await page.getByRole('heading', { level: 1, name: title!, exact: true }).waitFor();
  await learner.close();
});

test('after signing out nothing of the person is shown without a network', async () => {
  const learner = await visit({ expected: [brokenLine] });
  const { page, context } = learner;
  await signIn(page, 'learner@demo.test');
  await page.goto('/profile');
  await page.getByRole('heading', { level: 1 }).waitFor();
  await untilKept(page);
  await page.getByRole('button', { name: /account$/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.waitForURL('**/sign-in');
  await context.setOffline(true);
  await page.goto('/profile');
  await page.getByText(offlineSentence).waitFor();
  expect(await page.locator('body').textContent()).not.toContain('Sofie');
  await learner.close();
});

test('can be installed: manifest and icons are there, and the security policy lets them be used', async () => {
  const visitor = await visit();
  const answer = await visitor.page.goto('/catalog');
  const policy = answer!.headers()['content-security-policy']!;
  expect(policy).toContain("worker-src 'self'");
  expect(policy).toContain("manifest-src 'self'");
  const address = await visitor.page.locator('link[rel="manifest"]').getAttribute('href');
  const manifest = await visitor.context.request.get(address!);
  expect(manifest.headers()['content-type']).toContain('application/manifest+json');
  const { icons, ...said } = (await manifest.json()) as {
    icons: { src: string; sizes: string; type: string }[];
  };
  expect(said).toMatchObject({ name: 'Lyceum', start_url: '/', display: 'standalone' });
  for (const { src, sizes, type } of icons.filter((icon) => icon.type === 'image/png')) {
    const icon = await visitor.context.request.get(src);
    expect(icon.headers()['content-type']).toBe(type);
    const bytes = await icon.body();
    expect(`${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`).toBe(sizes);
  }
  await visitor.close();
});

/** A copy of the built product that can be upgraded: started anew on the same address with other files. */
async function aCopy() {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'lyceum-upgrade-'));
  for (const part of ['dist', 'migrations', 'package.json'])
    await cp(part, path.join(folder, part), { recursive: true });
  await symlink(path.resolve('node_modules'), path.join(folder, 'node_modules'));
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const start = async () => {
    const child = spawn(process.execPath, ['dist/server/serve.js'], {
      cwd: folder,
      env: {
        ...process.env,
        PORT: String(port),
        HOST: '127.0.0.1',
        DATA_DIR: path.join(folder, 'data'),
        PUBLIC_URL: url,
        DEMO: '0',
        NODE_ENV: 'production',
        LOG_LEVEL: 'warn',
      },
      stdio: 'ignore',
    });
    await expect
      .poll(
        () =>
          fetch(`${url}/api/health/ready/`).then(
            (answer) => answer.status,
            () => 0,
          ),
        { timeout: 90_000, interval: 200 },
      )
      .toBe(200);
    return async () => {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    };
  };
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  /** As a build of another version would: another page, and a worker that names it. */
  const upgrade = async () => {
    for (const [file, from, to] of [
      ['index.html', '<title>Lyceum</title>', '<title>Lyceum</title><meta name="build" content="next">'],
      ['sw.js', '"version":"', '"version":"next-'],
    ] as const) {
      const target = path.join(folder, 'dist/web', file);
      const before = await readFile(target, 'utf8');
      const after = before.replace(from, to);
      expect(after).not.toBe(before);
      await writeFile(target, after);
      for (const ending of ['.br', '.gz']) await rm(`${target}${ending}`);
    }
  };
  return { url, start, upgrade };
}

test('a new build is there with the next load, and the old one is kept no longer', async () => {
  const copy = await aCopy();
  let stop = await copy.start();
  const context = await (await launchBrowser()).newContext({ baseURL: copy.url });
  onTestFinished(async () => {
    await context.close();
    await stop();
  });
  const page = await context.newPage();
  await page.goto('/catalog');
  await untilKept(page);
  const shells = () =>
    page.evaluate<string[]>(
      `caches.keys().then((names) => names.filter((name) => name.startsWith('lyceum-shell-')))`,
    );
  const [old] = await shells();

  await stop();
  await copy.upgrade();
  stop = await copy.start();
  await page.reload();
  expect(await page.locator('meta[name="build"]').getAttribute('content')).toBe('next');
  // Browsers let go of the old worker when nothing of it is under way: at the latest when the pages are closed and opened anew.
  const onlyNew = [old!.replace('shell-', 'shell-next-')];
  await expect
    .poll(
      async () => {
        const kept = await expect
          .poll(shells, { timeout: 15_000 })
          .toEqual(onlyNew)
          .then(() => onlyNew, shells);
        if (kept.length !== 1) {
          await page.goto('about:blank');
          await page.goto('/catalog');
        }
        return kept;
      },
      { timeout: 150_000, interval: 100 },
    )
    .toEqual(onlyNew);

  // And it is the new one that opens without a network.
  await context.setOffline(true);
  await page.reload();
  expect(await page.locator('meta[name="build"]').getAttribute('content')).toBe('next');
}, 300_000);
