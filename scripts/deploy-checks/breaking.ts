/** For the tests of the checks: break one artefact, ask one check, expect one rule to say so. */
import { expect, it } from 'vitest';
import { Artefacts, type Check } from './artefacts.ts';

export const repository = new Artefacts(process.cwd());

/** What is broken, in which file, how (text to replace and its replacement, or a function), and which rule must notice. */
export type Break = [what: string, file: string, find: string | null, replace: string, rule: string];

/** One test per break. `find` null removes the file. */
export function notices(check: Check, breaks: Break[]): void {
  it.each(breaks)('notices that %s', async (_what, file, find, replace, rule) => {
    const broken = repository.with(file, find === null ? null : (text) => text.replace(find, () => replace));
    const problems = await check.run(broken);
    expect(problems.map((one) => one.rule)).toContain(rule);
  });
}

/** As it is in the repository, nothing is wrong. */
export function isContent(check: Check): void {
  it('has nothing against what is in the repository', async () => {
    expect(await check.run(repository)).toEqual([]);
  });
}
