/** Documents tell the truth: every quoted path exists, every quoted npm script exists, every promised test is there. */
import { existsSync, readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';

const scripts = (JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> })
  .scripts;
const builtIn = new Set(['start', 'test', 'ci', 'install']);
const roots =
  /^(?:contract|server|web|migrations|e2e|docs|scripts|bench|deploy)\/|^(?:\.ci|\.env\.example|[A-Z]+\.md|package\.json|biome\.json)/;

const documents = [
  ...(await readdir('.')).filter((name) => name.endsWith('.md')),
  ...(await readdir('docs', { recursive: true }))
    .filter((name) => name.endsWith('.md'))
    .map((name) => path.join('docs', name)),
  ...(await readdir('server/features'))
    .map((name) => path.join('server/features', name, 'README.md'))
    .filter((file) => existsSync(file)),
];

const problems: string[] = [];
for (const document of documents) {
  const text = readFileSync(document, 'utf8');
  for (const [, quoted] of text.matchAll(/`([^`\n]+)`/g)) {
    if (roots.test(quoted!) && !/[<>*{…]/.test(quoted!) && !quoted!.includes(' ') && !existsSync(quoted!))
      problems.push(`${document}: ${quoted} does not exist`);
    const script = /^npm (?:run )?([\w:-]+)/.exec(quoted!)?.[1];
    if (script && !builtIn.has(script) && !scripts[script])
      problems.push(`${document}: npm script ${script} does not exist`);
  }
}

/** Rows of docs/contract.md name tests as `file` “title”; the title must stand in the file. */
for (const [, file, title] of readFileSync('docs/contract.md', 'utf8').matchAll(
  /`([^`]+\.test\.tsx?)` “([^”]+)”/g,
)) {
  if (!existsSync(file!)) problems.push(`docs/contract.md: ${file} does not exist`);
  else if (!readFileSync(file!, 'utf8').includes(title!))
    problems.push(`docs/contract.md: no test “${title}” in ${file}`);
}

for (const problem of problems) process.stdout.write(`${problem}\n`);
process.exit(problems.length === 0 ? 0 : 1);
