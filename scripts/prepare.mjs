/**
 * What has to be there before anything runs: installed packages and an up-to-date build. Both are skipped when nothing that
 * they depend on has changed since.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const say = (message) => process.stdout.write(`  ${message}\n`);

export function ensureInstalled() {
  const wanted = hashOf(['package-lock.json', '.npmrc'].map((file) => readFileSync(file)));
  const stamp = path.join('node_modules', '.lyceum-installed');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  say('installing the locked dependencies');
  // Production machines set NODE_ENV; the web application is built here, so its packages are needed in any case.
  // `install --no-save` keeps to the lockfile like `ci`, but leaves what is installed already and does without optional binaries for
  // other platforms that a registry lacks.
  run('npm', [
    'install',
    '--no-save',
    '--include=dev',
    '--include=optional',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ]);
  writeFileSync(stamp, wanted);
}

const sources = {
  server: ['contract', 'server', 'scripts/build.ts', 'package-lock.json'],
  web: ['contract', 'web', 'scripts/build.ts', 'package-lock.json'],
};

/** Builds the parts whose sources changed. @returns the parts that were built */
export function ensureBuilt() {
  const stale = Object.entries(sources).filter(([part, places]) => readStamp(part) !== fingerprint(places));
  if (stale.length === 0) return [];
  mkdirSync('dist', { recursive: true });
  for (const [part, places] of stale) {
    say(`building: ${part}`);
    run(process.execPath, [path.join('node_modules', 'tsx', 'dist', 'cli.mjs'), 'scripts/build.ts', part]);
    writeFileSync(stampOf(part), fingerprint(places));
  }
  return stale.map(([part]) => part);
}

const stampOf = (part) => path.join('dist', `.${part}-built`);
const readStamp = (part) => (existsSync(stampOf(part)) ? readFileSync(stampOf(part), 'utf8') : '');

/** Content would be safest, but reading 2,000 files at every start costs more than size and time of change. */
function fingerprint(places) {
  const lines = [];
  const visit = (place) => {
    const stat = statSync(place);
    if (stat.isDirectory()) {
      for (const name of readdirSync(place).sort())
        if (!/\.test\.|\.stories\./.test(name)) visit(path.join(place, name));
    } else lines.push(`${place} ${stat.size} ${Math.floor(stat.mtimeMs)}`);
  };
  for (const place of places) visit(place);
  return hashOf(lines);
}

function hashOf(parts) {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
}

/** Runs a command in the foreground; its failure is ours. */
export function run(command, args, env = {}) {
  const result = spawnSync(command, args, {
    stdio: 'inherit',
    env: { ...process.env, ...env },
    shell: process.platform === 'win32' && command === 'npm',
  });
  if (result.status !== 0) {
    process.stderr.write(`${command} ${args.join(' ')} failed\n`);
    process.exit(result.status ?? 1);
  }
}
