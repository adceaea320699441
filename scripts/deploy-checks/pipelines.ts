/** GitHub workflows by GitHub's own parser, the Jenkinsfile by its structure, the shell scripts by the shell: and both pipelines alike. */
import { spawnSync } from 'node:child_process';
import { tsImport } from 'tsx/esm/api';
import type { Artefacts, Check, Problem } from './artefacts.ts';
import { entriesOf, listOf, type Tree } from './values.ts';
import { readYaml } from './yaml-files.ts';

/** L-135 to L-137. A stage is a job or a step in the workflow, a stage in the Jenkinsfile. */
export const stages = [
  'Checkout',
  'Install',
  'Lint',
  'Unit tests',
  'Integration tests',
  'Build images',
  'Push images',
  'Deploy to staging',
  'End-to-end tests',
  'Deploy to production',
  'Smoke tests',
];
const pipeline = '.github/workflows/pipeline.yml';
const rollout = '.github/workflows/rollout.yml';
const jenkinsfile = 'Jenkinsfile';

type Parser = {
  NoOperationTraceWriter: new () => object;
  parseWorkflow(
    file: { name: string; content: string },
    trace: object,
  ): {
    context: { errors: { getErrors(): { message: string }[] } };
    value: object | undefined;
  };
};
let parser: Promise<Parser> | null = null;
/** The package imports JSON in a way that Node 20 refuses; tsx reads it for us. */
const loadParser = (): Promise<Parser> =>
  (parser ??= tsImport('@actions/workflow-parser', import.meta.url) as Promise<Parser>);

async function workflows(artefacts: Artefacts): Promise<Problem[]> {
  const { parseWorkflow, NoOperationTraceWriter } = await loadParser();
  const problems: Problem[] = [];
  for (const file of artefacts.list('.github/workflows', /\.ya?ml$/)) {
    const say = (rule: string, message: string) => problems.push({ file, rule, message });
    const { context } = parseWorkflow(
      { name: file, content: artefacts.read(file) },
      new NoOperationTraceWriter(),
    );
    for (const { message } of context.errors.getErrors()) say('workflow-schema', message);
    const [tree] = readYaml(artefacts, file);
    if (!tree.permissions) say('workflow-permissions', 'takes every permission there is');
    for (const [name, job] of entriesOf(tree.jobs)) jobProblems(artefacts, tree, name, job, say);
  }
  return problems;
}

function jobProblems(
  artefacts: Artefacts,
  tree: Tree,
  name: string,
  job: Tree,
  say: (rule: string, message: string) => void,
): void {
  for (const other of [job.needs ?? []].flat())
    if (!tree.jobs[other]) say('workflow-reference', `${name} needs ${other}, which does not exist`);
  if (!job.uses && !job['timeout-minutes']) say('workflow-timeout', `${name} may run for six hours`);
  for (const uses of [job.uses, ...listOf(job.steps).map((step) => step.uses)].filter(Boolean)) {
    if (uses.startsWith('./')) {
      if (!artefacts.exists(uses)) say('workflow-reference', `${name} uses ${uses}, which does not exist`);
      else inputsGiven(artefacts, uses, job, name, say);
    } else if (!/@[0-9a-f]{40}$/.test(uses))
      say('workflow-pin', `${name} uses ${uses}; an action is pinned to a commit`);
  }
}

function inputsGiven(
  artefacts: Artefacts,
  uses: string,
  job: Tree,
  name: string,
  say: (rule: string, message: string) => void,
): void {
  const [called] = readYaml(artefacts, uses.slice(2));
  const inputs = called.on?.workflow_call?.inputs ?? {};
  for (const key of Object.keys(job.with ?? {}))
    if (!inputs[key]) say('workflow-reference', `${name} gives ${key}, which ${uses} does not take`);
  for (const [key, input] of entriesOf(inputs))
    if (input.required && job.with?.[key] === undefined)
      say('workflow-reference', `${name} does not give ${key}`);
}

/** Names of jobs and their steps, in the order in which they are run and written. */
export function stagesOfWorkflow(tree: Tree): string[] {
  const names = entriesOf(tree.jobs).flatMap(([, job]) => {
    const steps = listOf(job.steps).map((step) => step.name);
    const own = steps.filter((name) => name === 'Checkout' || name === 'Install');
    return [...own, job.name, ...steps.filter((name) => !own.includes(name))];
  });
  return [...new Set(names)].filter((name) => stages.includes(name));
}

export const stagesOfJenkinsfile = (text: string): string[] =>
  [...text.matchAll(/\bstage\('([^']+)'\)/g)].map(([, name]) => name!);

/** Brackets and quotes that close, seen through comments and texts. @returns a problem, or null */
export function unbalanced(text: string): string | null {
  const open: string[] = [];
  const pairs: Record<string, string> = { ')': '(', ']': '[', '}': '{' };
  for (let index = 0; index < text.length; index += 1) {
    const char = text[index]!;
    if (text.startsWith('//', index)) index = text.indexOf('\n', index) - 1;
    else if (char === "'" || char === '"') {
      const end = closingQuote(text, index);
      if (end < 0) return `a text that begins with ${text.slice(index, index + 20)} does not end`;
      index = end;
    } else if ('([{'.includes(char)) open.push(char);
    else if (')]}'.includes(char) && open.pop() !== pairs[char]) return `${char} at ${index} closes nothing`;
  }
  return open.length > 0 ? `${open.join(' ')} stays open` : null;
}

function closingQuote(text: string, start: number): number {
  for (let index = start + 1; index < text.length && text[index] !== '\n'; index += 1) {
    if (text[index] === '\\') index += 1;
    else if (text[index] === text[start]) return index;
  }
  return -1;
}

function sameStages(artefacts: Artefacts): Problem[] {
  const problems: Problem[] = [];
  const [tree] = readYaml(artefacts, pipeline);
  const jenkins = artefacts.read(jenkinsfile);
  const bracket = unbalanced(jenkins);
  if (bracket) problems.push({ file: jenkinsfile, rule: 'jenkins-structure', message: bracket });
  for (const section of ['agent', 'stages', 'post', 'triggers', 'parameters', 'environment'])
    if (!new RegExp(`^ {2}${section} \\{`, 'm').test(jenkins))
      problems.push({ file: jenkinsfile, rule: 'jenkins-structure', message: `has no ${section}` });
  for (const [file, found] of [
    [pipeline, stagesOfWorkflow(tree)],
    [jenkinsfile, stagesOfJenkinsfile(jenkins)],
  ] as const)
    if (found.join() !== stages.join())
      problems.push({
        file,
        rule: 'stages',
        message: `has the stages ${found.join(', ')}; expected are ${stages.join(', ')}`,
      });
  order(tree, problems);
  promotion(artefacts, tree, jenkins, problems);
  return problems;
}

/** What is written one after the other also waits for the other: each job needs the one before it. */
function order(tree: Tree, problems: Problem[]): void {
  const jobs = entriesOf(tree.jobs);
  for (const [index, [name, job]] of jobs.entries()) {
    const before = jobs[index - 1]?.[0];
    if (before && ![job.needs ?? []].flat().includes(before))
      problems.push({ file: pipeline, rule: 'stages', message: `${name} does not wait for ${before}` });
  }
}

/** Triggers, branches, gates, rollback and notices of L-135 to L-137. */
function promotion(artefacts: Artefacts, tree: Tree, jenkins: string, problems: Problem[]): void {
  const say = (file: string, message: string) => problems.push({ file, rule: 'promotion', message });
  const branches = listOf(tree.on?.push?.branches);
  for (const branch of ['main', 'develop'])
    if (!branches.includes(branch)) say(pipeline, `does not run on pushes to ${branch}`);
  for (const trigger of ['pull_request', 'workflow_dispatch'])
    if (!(trigger in (tree.on ?? {}))) say(pipeline, `is not triggered by ${trigger}`);
  if (!String(tree.jobs?.production?.if).includes("refs/heads/main'"))
    say(pipeline, 'another branch than main may reach production');
  if (!/stage\('Deploy to production'\) \{\s*when \{ branch 'main' \}/.test(jenkins))
    say(jenkinsfile, 'another branch than main may reach production');
  const rolled = artefacts.read(rollout);
  for (const [file, text] of [
    [rollout, rolled],
    [jenkinsfile, jenkins],
  ] as const)
    for (const script of ['smoke-test.sh', 'rollback.sh', 'notify.sh', 'wait-for-rollout.sh'])
      if (!text.includes(`deploy/pipelines/${script}`)) say(file, `does not run ${script}`);
  for (const [file, text] of [
    [pipeline, artefacts.read(pipeline)],
    [jenkinsfile, jenkins],
  ] as const)
    for (const gate of [
      'npm run check',
      '--coverage',
      'npm audit signatures',
      'npm audit --omit=dev',
      'sbom',
    ])
      if (!text.includes(gate)) say(file, `the gate "${gate}" is missing`);
}

/** Scripts are plain `sh`, parse, and stop at the first error unless they say why not. */
function shell(artefacts: Artefacts): Problem[] {
  return artefacts.list('deploy', /\.sh$/).flatMap((file) => {
    const text = artefacts.read(file);
    const problems: Problem[] = [];
    if (!text.startsWith('#!/bin/sh\n'))
      problems.push({ file, rule: 'shell', message: 'does not begin with #!/bin/sh' });
    if (!/^set -e?u/m.test(text))
      problems.push({ file, rule: 'shell', message: 'takes unset variables for empty ones (set -u)' });
    const parsed = spawnSync('sh', ['-n'], { input: text, encoding: 'utf8' });
    if (parsed.status !== 0 && !parsed.error)
      problems.push({ file, rule: 'shell', message: parsed.stderr.trim() });
    return problems;
  });
}

/** Every npm script, repository path and program file that a pipeline or a script names exists. */
function named(artefacts: Artefacts): Problem[] {
  const scripts = (JSON.parse(artefacts.read('package.json')) as { scripts: Record<string, string> }).scripts;
  const files = [
    jenkinsfile,
    'vercel.json',
    'render.yaml',
    'Dockerfile',
    ...artefacts.list('.github', /\.yml$/),
    ...artefacts.list('deploy', /\.(sh|ya?ml|tf|env)$/),
  ];
  return files.flatMap((file) => {
    const text = artefacts.read(file);
    const wrongScripts = [...text.matchAll(/\bnpm run ([\w:-]+)/g)]
      .map(([, name]) => name!)
      .filter((name) => !scripts[name]);
    const wrongPaths = [
      ...text.matchAll(
        /(?<![\w./@-])(?:deploy|scripts|server|docs)\/[\w./-]+\.(?:sh|ts|mjs|md|yml|yaml|conf|template|map|tf)\b/g,
      ),
    ]
      .map(([found]) => found)
      .filter((found) => !artefacts.exists(found));
    return [
      ...wrongScripts.map((name) => ({ file, rule: 'named', message: `npm script ${name} does not exist` })),
      ...wrongPaths.map((found) => ({ file, rule: 'named', message: `${found} does not exist` })),
    ];
  });
}

export const pipelinesCheck: Check = {
  name: 'pipelines',
  async run(artefacts) {
    return [
      ...(await workflows(artefacts)),
      ...sameStages(artefacts),
      ...shell(artefacts),
      ...named(artefacts),
    ];
  },
};
