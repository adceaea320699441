/**
 * The short versions of checks that `npm run reliability` runs at length (docs/operations/reliability.md): the product as built is
 * killed while people write, and what was acknowledged is read back.
 */
import { expect, test } from 'vitest';
import { check as webKill } from '../reliability/r01-web-kill.ts';
import { check as embeddedKill } from '../reliability/r03b-embedded-kill.ts';
import { Report, runCheck } from '../reliability/report.ts';

test.each([webKill, embeddedKill])('$id in short', { timeout: 400_000 }, async (check) => {
  const report = new Report({ short: true, quiet: true });
  await runCheck(check, report);
  if (report.skipped) process.stdout.write(`skipped: ${report.skipped}\n`);
  else expect(report.figures.length).toBeGreaterThan(3);
  // How long something takes depends on what else this machine does; what is lost, doubled or torn does not.
  const wrong = report.figures.filter(({ ok, goal }) => !ok && !goal.startsWith('≤'));
  expect([wrong, report.notes]).toEqual([[], report.notes]);
});
