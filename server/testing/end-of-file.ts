/**
 * What is to be done when a test file has ended, last of all. Unlike `afterAll` it may be said at any time, also in a hook or a test:
 * Vitest takes no hooks any more once tests run, and says nothing about it.
 */
const waiting: (() => Promise<void>)[] = [];

export const atEndOfFile = (work: () => Promise<void>): void => void waiting.push(work);

/** The latest first. */
export async function endFile(): Promise<void> {
  for (let work = waiting.pop(); work; work = waiting.pop()) await work();
}
