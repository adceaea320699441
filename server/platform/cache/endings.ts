/** What the writes of one request end in the cache: for the header `x-cache`, which administrators see. Others pay nothing for it. */
import { AsyncLocalStorage } from 'node:async_hooks';

const listening = new AsyncLocalStorage<Set<string>>();

/** Runs work, and gathers in `ended` the tags that it ends, `*` for all. */
export const hearEndings = <Result>(ended: Set<string>, work: () => Promise<Result>): Promise<Result> =>
  listening.run(ended, work);

export function tellEndings(tags: () => readonly string[]): void {
  const ended = listening.getStore();
  if (ended) for (const tag of tags()) ended.add(tag);
}
