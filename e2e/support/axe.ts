/** Runs axe-core in the page for WCAG 2.2 A and AA; answers readable lines, empty when clean. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

type Violation = { id: string; help: string; nodes: { target: string[]; failureSummary: string }[] };

export async function axeProblems(page: Page): Promise<string[]> {
  // The evaluated source bypasses the page's content security policy without weakening it.
  await page.evaluate(source);
  const violations = await page.evaluate<Violation[], string[]>(async (values) => {
    const { axe } = globalThis as unknown as {
      axe: { run(root: unknown, options: object): Promise<{ violations: Violation[] }> };
    };
    const root = (globalThis as unknown as { document: unknown }).document;
    return (await axe.run(root, { runOnly: { type: 'tag', values } })).violations;
  }, tags);
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(
      (node) => `${id}: ${help} at ${node.target.join(' ')} (${node.failureSummary.replaceAll('\n', ' ')})`,
    ),
  );
}

/** True when the page can be scrolled sideways, which it never should. */
export const scrollsSideways = (page: Page): Promise<boolean> =>
  page.evaluate(() => {
    const { document } = globalThis as unknown as {
      document: { documentElement: { scrollWidth: number; clientWidth: number } };
    };
    return document.documentElement.scrollWidth > document.documentElement.clientWidth + 1;
  });
