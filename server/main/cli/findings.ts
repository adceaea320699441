/** A list of checks for a person: state, what was found, and the cure under it. */
import type { Finding } from '../../platform/db/preflight.ts';
import { say } from './say.ts';

export function sayFindings(findings: readonly Finding[]): void {
  const width = Math.max(...findings.map((one) => one.name.length));
  for (const { state, name, detail, cure } of findings) {
    say(`${state.padEnd(4)}  ${name.padEnd(width)}  ${detail}`);
    if (cure) say(`${' '.repeat(width + 8)}→ ${cure}`);
  }
}

export const isFailing = (findings: readonly Finding[]): boolean =>
  findings.some((one) => one.state === 'fail');
