/** From the landing page to a finished course with nothing but keys. */
import type { Locator, Page } from 'playwright-core';
import { afterAll, expect, test } from 'vitest';
import { closeBrowser, demoPassword, visit } from '../support/browser.ts';
import { newCourse, newPerson } from '../support/prepare.ts';

afterAll(closeBrowser);

const mostSteps = 60;

/** What somebody who cannot point must see: the thing with the focus is on the screen, and drawn as having it. */
async function focusProblem(page: Page): Promise<string | null> {
  return page.evaluate(() => {
    type Part = {
      tagName: string;
      outerHTML: string;
      parentElement: Part | null;
      nextElementSibling: Part | null;
      getBoundingClientRect(): { top: number; bottom: number; width: number };
    };
    const view = globalThis as unknown as {
      innerHeight: number;
      document: { activeElement: Part | null; body: Part };
      getComputedStyle(element: Part): { outlineStyle: string };
    };
    const focused = view.document.activeElement;
    if (!focused || focused === view.document.body) return null;
    // A segment is a radio button without a size: the label behind it shows the focus. A card shows it for its link.
    const isHidden = focused.getBoundingClientRect().width === 0;
    const shown = (isHidden && focused.nextElementSibling) || focused;
    const { top, bottom, width } = shown.getBoundingClientRect();
    if (width === 0 || bottom <= 0 || top >= view.innerHeight)
      return `not on the screen: ${focused.outerHTML.slice(0, 200)}`;
    // A field shows the focus as the cursor in it.
    if (!isHidden && /INPUT|TEXTAREA|SELECT/.test(focused.tagName)) return null;
    for (let part: Part | null = shown; part; part = part.parentElement)
      if (view.getComputedStyle(part).outlineStyle !== 'none') return null;
    return `not drawn: ${focused.outerHTML.slice(0, 200)}`;
  });
}

/** Tabs until this has the focus, looking at every step whether the focus can be seen. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  for (let step = 0; step < mostSteps; step++) {
    if (await target.evaluate((element) => element === element.ownerDocument.activeElement)) return;
    await page.keyboard.press('Tab');
    expect(await focusProblem(page)).toBeNull();
  }
  throw new Error(`${mostSteps} times Tab did not reach ${target}`);
}

test('a learner signs in, finds a course, enrolls and finishes it without a pointer', async () => {
  const course = await newCourse('By keys', { texts: ['Only lesson'] });
  const person = await newPerson('Kai Keyboard');
  const learner = await visit({ expected: [/status of 401/] });
  const { page } = learner;
  const press = (key: string) => page.keyboard.press(key);
  await page.goto('/');
  await page.getByRole('heading', { level: 1 }).waitFor();

  // The first stop leads past the navigation.
  await press('Tab');
  const skip = page.getByRole('link', { name: 'Skip to content' });
  expect(await skip.evaluate((link) => link === link.ownerDocument.activeElement)).toBe(true);
  expect(await focusProblem(page)).toBeNull();
  await press('Enter');
  await tabTo(page, page.getByRole('searchbox', { name: 'What would you like to learn?' }));
  await tabTo(page, page.getByRole('link', { name: 'Sign in.' }));
  await press('Enter');

  await tabTo(page, page.getByLabel(/e-mail/i));
  await page.keyboard.type(person.email);
  await press('Tab');
  await tabTo(page, page.getByLabel('Password', { exact: true }));
  await page.keyboard.type(demoPassword);
  await press('Enter');

  await page.getByRole('heading', { level: 1, name: /Kai/ }).waitFor();
  await tabTo(page, page.getByRole('link', { name: 'Browse the catalog' }).first());
  await press('Enter');
  await tabTo(page, page.getByRole('searchbox'));
  await page.keyboard.type(course.title);
  await tabTo(page, page.getByRole('link', { name: course.title }));
  await press('Enter');
  await tabTo(page, page.getByRole('button', { name: 'Enroll' }));
  await press('Space');
  await tabTo(page, page.getByRole('link', { name: 'Start', exact: true }));
  await press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Only lesson' }).waitFor();
  await tabTo(page, page.getByRole('button', { name: 'Done, finish the course' }));
  await press('Space');
  const finish = page.getByRole('heading', { level: 1, name: `You have finished ${course.title}` });
  await finish.waitFor();
  expect(await finish.evaluate((heading) => heading === heading.ownerDocument.activeElement)).toBe(true);
  await page.getByRole('link', { name: 'Download your certificate' }).waitFor();
  await learner.close();
});
