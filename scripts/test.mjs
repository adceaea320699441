/**
 * `npm test`: everything that must hold, from a fresh clone. Plain JavaScript, because it runs before anything is installed.
 *
 *     npm test            all of it
 *     npm test -- quick   checks and rules, API and page tests; no coverage, no browser
 *
 * The last line is `N passed, N failed`, counting tests; a failed check counts as one failure.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureBuilt, ensureInstalled } from './prepare.mjs';

process.chdir(path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..'));
const quick = process.argv.includes('quick');
const output = '.test-output';
let passed = 0;
let failed = 0;
/** Said again before the closing line: the beginning of a long log is often cut off where it is read. */
const failures = [];
/** Passed, but only at the second try that CI grants. */
const secondTries = [];

const say = (line) => process.stdout.write(`${line}\n`);
const bin = (name) => path.join('node_modules', ...name.split('/'));

/** Runs Node, true when it ends well. `held` keeps what it prints until then, for what runs beside something else. */
const node = (args, { env = {}, held = false } = {}) =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, args, {
      stdio: held ? ['ignore', 'pipe', 'pipe'] : 'inherit',
      env: { ...process.env, NO_COLOR: '1', ...env },
    });
    const printed = [];
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (part) => printed.push(part));
    child.once('error', () => resolve(false));
    child.once('close', (code) => {
      process.stdout.write(Buffer.concat(printed));
      resolve(code === 0);
    });
  });

async function check(name, work) {
  const startedAt = Date.now();
  say(`\n== ${name}`);
  const good = await work();
  say(`== ${name}: ${good ? 'ok' : 'FAILED'} (${Math.round((Date.now() - startedAt) / 1000)} s)`);
  if (good) passed += 1;
  else {
    failed += 1;
    failures.push(name);
  }
}

/** Runs a vitest project and adds its counts; a run that dies before reporting counts as one failure. */
async function tests(name, args, how = {}) {
  const startedAt = Date.now();
  say(`\n== ${name}`);
  const report = path.join(output, `${name.replaceAll(' ', '-')}.json`);
  const good = await node(
    [
      bin('vitest/vitest.mjs'),
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
      ...args,
    ],
    how,
  );
  const counts = existsSync(report)
    ? JSON.parse(readFileSync(report, 'utf8'))
    : { numPassedTests: 0, numFailedTests: 0, numTotalTests: 0, testResults: [] };
  passed += counts.numPassedTests;
  failed += counts.numFailedTests;
  for (const file of counts.testResults) {
    for (const test of file.assertionResults.filter((result) => result.status === 'failed'))
      failures.push(`${name}: ${test.fullName}\n    ${test.failureMessages.join('\n    ').slice(0, 600)}`);
  }
  for (const file of counts.testResults) {
    for (const test of file.assertionResults)
      if (test.status === 'passed' && test.failureMessages.length > 0)
        secondTries.push(`${name}: ${test.fullName}\n    ${test.failureMessages[0].slice(0, 600)}`);
  }
  if (!good && counts.numFailedTests === 0) {
    failed += 1;
    failures.push(
      `${name}: the run failed without a failing test (coverage under its limit, an unhandled error, a crash)`,
    );
  }
  if (good && counts.numTotalTests === 0) {
    failed += 1;
    failures.push(`${name}: no test ran`);
  }
  say(
    `== ${name}: ${counts.numPassedTests} passed, ${counts.numFailedTests} failed (${Math.round((Date.now() - startedAt) / 1000)} s)`,
  );
}

function answers(port) {
  const probe = `const s=require('net').connect(${port},'127.0.0.1');s.on('connect',()=>process.exit(0));s.on('error',()=>process.exit(1));setTimeout(()=>process.exit(1),1000)`;
  return spawnSync(process.execPath, ['-e', probe]).status === 0;
}

ensureInstalled();
rmSync(output, { recursive: true, force: true });
mkdirSync(output, { recursive: true });

await check('checks', () => node([bin('tsx/dist/cli.mjs'), 'scripts/check.ts']));
await check('build', () => {
  ensureBuilt();
  return true;
});
await tests('server', ['--project', 'server*', ...(quick ? [] : ['--coverage'])]);
await tests('web', ['--config', 'web/vitest.config.ts']);
if (!quick) {
  const external = externalServices();
  // Hostile requests are about what is answered over HTTP, whatever PostgreSQL stands behind.
  const elsewhere = ['--project', 'server*', 'api.test', '--exclude', 'reliability/security/**'];
  if (external) await tests('server on external services', elsewhere, { env: external });
  const missing = missingPrograms();
  if (missing.length > 0) say(`\n== through the gateway: skipped, not installed: ${missing.join(', ')}`);
  // Beside each other: each has an installation and a browser of its own, and waits for them half of the time.
  await Promise.all([
    tests('end to end', ['--project', 'e2e']),
    ...(missing.length > 0
      ? []
      : [tests('through the gateway', ['--project', 'installation'], { held: true })]),
  ]);
}

/** What a whole installation behind NGINX needs besides Node; the same as in reliability/installation/programs.ts. */
function missingPrograms() {
  const has = (name) =>
    spawnSync('sh', ['-c', `PATH="$PATH:/usr/sbin:/sbin" command -v ${name}`]).status === 0;
  return [
    ...['nginx', 'redis-server'].filter((name) => !has(name)),
    ...(existsSync('/usr/lib/postgresql') ? [] : ['postgresql']),
  ];
}

/** The API tests once more on a PostgreSQL and Redis that are already there; only where CI says so and they let us in. */
function externalServices() {
  if (!process.env.CI || process.env.TEST_DATABASE_URL || !answers(5432)) return null;
  const url = process.env.CI_DATABASE_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres';
  const allowed =
    spawnSync(process.execPath, [
      '-e',
      `const {Client}=require('pg');const c=new Client({connectionString:${JSON.stringify(url)}});c.connect().then(()=>c.query('select 1')).then(()=>process.exit(0),()=>process.exit(1))`,
    ]).status === 0;
  if (!allowed) return null;
  return { TEST_DATABASE_URL: url, ...(answers(6379) ? { TEST_REDIS_URL: 'redis://127.0.0.1:6379' } : {}) };
}

for (const late of secondTries) say(`\nAT THE SECOND TRY ${late}`);
for (const failure of failures) say(`\nFAILED ${failure}`);
say(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
