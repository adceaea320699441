/**
 * `npm run reliability -- r1 [r2 …] [--short] [--write] [--list]`: the product under things that go wrong, as built and as
 * started by hand. Exit code 1 when a goal is missed. `--write` keeps the figures in docs/operations/reliability.md.
 */
import { spawnSync } from 'node:child_process';
import { checks } from './checks.ts';
import { postgresVersion } from './cluster.ts';
import { writeFigures } from './document.ts';
import { originOf } from './machine.ts';
import { type Check, Report, runCheck } from './report.ts';

const given = process.argv.slice(2);
const has = (flag: string): boolean => given.includes(flag);
const names = given.filter((one) => !one.startsWith('--')).map((one) => one.toLowerCase());
const say = (line: string): void => void process.stdout.write(`${line}\n`);

function list(): void {
  for (const { id, title, minutes } of checks) say(`  ${id.padEnd(4)} ${title} (about ${minutes} min)`);
}

function build(): void {
  const built = spawnSync(process.execPath, ['node_modules/tsx/dist/cli.mjs', 'scripts/build.ts'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (built.status !== 0) throw new Error('The product could not be built');
}

async function runOne(check: Check): Promise<boolean> {
  say(`\n${check.id}  ${check.title}`);
  const report = new Report({ short: has('--short') });
  // Interrupted, a check still ends what it started.
  const interrupted = () => void report.end().then(() => process.exit(130));
  process.once('SIGINT', interrupted);
  const startedAt = performance.now();
  await runCheck(check, report);
  process.off('SIGINT', interrupted);
  say(`  ${((performance.now() - startedAt) / 60_000).toFixed(1)} min`);
  if (has('--write') && !report.skipped) {
    const scale = process.env['RELIABILITY_SCALE']
      ? `RELIABILITY_SCALE=${process.env['RELIABILITY_SCALE']} `
      : '';
    const command = `${scale}npm run reliability -- ${check.id.toLowerCase()}${has('--short') ? ' --short' : ''}`;
    writeFigures(check, report, originOf(await postgresVersion()), command);
  }
  return report.misses.length === 0;
}

async function main(): Promise<void> {
  const wanted = checks.filter(({ id }) => names.includes(id.toLowerCase()) || names.includes('all'));
  const unknown = names.filter(
    (name) => name !== 'all' && !checks.some(({ id }) => id.toLowerCase() === name),
  );
  if (unknown.length > 0) say(`There is no check ${unknown.join(', ')}.`);
  if (has('--list') || wanted.length === 0 || unknown.length > 0) {
    list();
    process.exit(has('--list') ? 0 : 2);
  }
  if (!has('--no-build')) build();
  let holds = true;
  for (const check of wanted) holds = (await runOne(check)) && holds;
  process.exit(holds ? 0 : 1);
}

await main();
