/**
 * Boundaries that types cannot state (docs/where-things-live.md): features import each other downward and by their index
 * only; a table is named in its owner's folder only; the web's features do not import each other; size limits.
 */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/** Level of each server feature: imports go to a lower level, never sideways or up. */
const levels: Record<string, number> = {
  files: -1,
  identity: 0,
  reporting: 1,
  catalog: 1,
  skills: 2,
  enrollment: 2,
  assessment: 3,
  calendar: 3,
  gaps: 3,
  certificates: 4,
  achievements: 4,
  telemetry: 4,
  activity: 5,
  notifications: 5,
  imports: 5,
  admin: 5,
};

/** Reads of another feature's table that a view would only rename. Each needs its reason; the list may only shrink. */
const allowedReads = new Set([
  'catalog:files', // a lesson shows its file's name and size; the join is on the key
  'catalog:file_uses', // duplicating a course duplicates who uses which file
]);

/** Web features made to be used inside others: an upload field, an author's quiz editor. */
const sharedWebFeatures = new Set(['files']);

/** Tables by owner, from the comments in the migrations (`comment on table x is 'owner: y. …'`). */
async function tableOwners(): Promise<Map<string, string>> {
  const owners = new Map<string, string>();
  for (const file of await readdir('migrations')) {
    const text = await readFile(path.join('migrations', file), 'utf8');
    for (const [, table, owner] of text.matchAll(/comment on table (\w+) is 'owner: (\w+)/g))
      owners.set(table!, owner!);
  }
  return owners;
}

async function sourceFiles(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true });
  return names.filter((name) => /\.tsx?$/.test(name)).map((name) => path.join(folder, name));
}

const problems: string[] = [];
const owners = await tableOwners();

for (const file of await sourceFiles('server/features')) {
  const feature = file.split(path.sep)[2]!;
  const text = await readFile(file, 'utf8');
  const test = /\.(test|builders)\.ts$/.test(file);
  if (!(feature in levels))
    problems.push(`${file}: feature “${feature}” has no level in scripts/check-boundaries.ts`);
  for (const [, target, rest] of text.matchAll(/from '#server\/features\/([\w-]+)\/([^']+)'/g)) {
    if (target === feature) continue;
    if (rest !== 'index.ts' && !(test && rest!.endsWith('.builders.ts')))
      problems.push(`${file}: imports ${target}/${rest}; import its index.ts`);
    if (!test && levels[target!]! >= levels[feature]!)
      problems.push(`${file}: imports ${target}, which is not below ${feature}; use a fact or a view`);
  }
  if (!test) checkTables(file, feature, text);
}

/** Words after from/join/into/update in SQL text. Views (`v_…`) are the allowed way across. */
function checkTables(file: string, feature: string, text: string): void {
  for (const [, table] of text.matchAll(/\b(?:from|join|into|update)\s+([a-z_]+)\b/g)) {
    const owner = owners.get(table!);
    if (owner && owner !== feature && owner !== 'platform' && !allowedReads.has(`${feature}:${table}`)) {
      problems.push(
        `${file}: names table ${table} of ${owner}; publish a view v_${owner}_… in its migrations`,
      );
    }
  }
}

for (const file of await sourceFiles('web/features')) {
  const feature = file.split(path.sep)[2]!;
  const text = await readFile(file, 'utf8');
  for (const [, target] of text.matchAll(/from '#web\/features\/([\w-]+)\//g)) {
    if (target !== feature && !sharedWebFeatures.has(target!))
      problems.push(`${file}: imports web feature ${target}; compose them in a page`);
  }
  if (/from '#server\//.test(text)) problems.push(`${file}: the web never imports the server`);
}

for (const folder of ['server', 'web', 'contract']) {
  for (const file of await sourceFiles(folder)) {
    const lines = (await readFile(file, 'utf8')).split('\n').length;
    const limit = /\.test\.tsx?$|demo[\\/]content|locales|generated|^contract/.test(file) ? 900 : 450;
    if (lines > limit) problems.push(`${file}: ${lines} lines; split by noun (limit ${limit})`);
  }
}

for (const problem of problems) process.stdout.write(`${problem}\n`);
process.exit(problems.length === 0 ? 0 : 1);
