/**
 * The checks of the security plan that are tests: `npm test` runs them among all others, `npm run reliability -- s1` runs one alone
 * and keeps what it counted. A test hands out its counts as `task.meta.figures`.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Check, Report } from '../report.ts';

declare module 'vitest' {
  interface TaskMeta {
    /** What was counted, by what it is. */
    figures?: Record<string, number>;
  }
}

/** Files, and of their tests those whose full name matches. */
type Tests = { files: string[]; named?: string };
type Ran = {
  testResults: {
    name: string;
    status: string;
    assertionResults: { fullName: string; status: string; meta?: { figures?: Record<string, number> } }[];
  }[];
};

async function ran({ files, named }: Tests, report: Report): Promise<Ran> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'lyceum-security-'));
  report.defer(() => rm(folder, { recursive: true, force: true }));
  const output = path.join(folder, 'ran.json');
  const child = spawn(
    process.execPath,
    [
      'node_modules/vitest/vitest.mjs',
      'run',
      '--project=server*',
      '--reporter=json',
      `--outputFile=${output}`,
      ...(named ? ['--testNamePattern', named] : []),
      ...files,
    ],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  report.defer(() => child.kill());
  await new Promise((resolve) => child.once('close', resolve));
  return JSON.parse(await readFile(output, 'utf8')) as Ran;
}

const asCheck = (id: string, title: string, minutes: number, ...parts: Tests[]): Check => ({
  id,
  title,
  minutes,
  async run(report) {
    let tests = 0;
    let unfinished = 0;
    const failed: string[] = [];
    for (const part of parts) {
      const { testResults } = await ran(part, report);
      // A file that is gone or breaks while loading has no test that could fail.
      unfinished += Math.max(0, part.files.length - testResults.length);
      unfinished += testResults.filter(
        ({ status, assertionResults }) => status !== 'passed' && assertionResults.length === 0,
      ).length;
      for (const { fullName, status, meta } of testResults.flatMap((file) => file.assertionResults)) {
        if (status === 'passed') tests++;
        if (status === 'failed') failed.push(fullName);
        for (const [name, value] of Object.entries(meta?.figures ?? {})) report.counted(name, value);
      }
    }
    report.atLeast('tests that passed', tests, 1);
    report.zero('tests that failed', failed.length);
    report.zero('files without a result', unfinished);
    for (const name of failed) report.say(name);
  },
});

export const securityTests: readonly Check[] = [
  asCheck('S1', 'who reaches what: every route, every kind of caller, every kind of record', 2, {
    files: ['server/main/authorization.api.test.ts', 'reliability/security/objects.api.test.ts'],
  }),
  asCheck(
    'S2',
    'answers carry nothing that is not theirs to know',
    1,
    { files: ['reliability/security/exposure.api.test.ts'], named: 'whatever a learner asks for' },
    { files: ['server/features/assessment/exposure.api.test.ts'] },
  ),
  asCheck('S3', 'fields smuggled in', 1, {
    files: ['reliability/security/exposure.api.test.ts'],
    named: 'whatever is sent along',
  }),
  asCheck(
    'S4',
    'what there is: routes, contract, documents, methods',
    1,
    { files: ['server/main/operations.api.test.ts'] },
    { files: ['server/main/protection.api.test.ts'], named: 'a method that an address does not answer' },
  ),
  asCheck('S8', 'files that attack', 1, {
    files: ['reliability/security/hostile-files.test.ts', 'reliability/security/uploads.api.test.ts'],
  }),
  asCheck('S9', 'the server as a messenger', 1, { files: ['reliability/security/ssrf.api.test.ts'] }),
  asCheck('S11', 'guessing and flooding', 1, {
    files: [
      'reliability/security/guessing.api.test.ts',
      'server/main/rate-limits.api.test.ts',
      'server/platform/http/rate-limits.test.ts',
    ],
  }),
  asCheck('S13', 'headers of every kind of answer', 1, { files: ['server/main/protection.api.test.ts'] }),
];
