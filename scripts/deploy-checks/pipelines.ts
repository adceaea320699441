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
    for (const [name, job] of entriesOf(tree.jobs)) {
      const look = { artefacts, tree, name, job, say };
      jobProblems(look);
      stepProblems(look);
    }
  }
  return problems;
}

/** One job of a workflow, and how a problem with it is said. */
type Look = {
  artefacts: Artefacts;
  tree: Tree;
  name: string;
  job: Tree;
  say: (rule: string, message: string) => void;
};

function jobProblems(look: Look): void {
  const { artefacts, tree, name, job, say } = look;
  for (const other of [job.needs ?? []].flat())
    if (!tree.jobs[other]) say('workflow-reference', `${name} needs ${other}, which does not exist`);
  if (!job.uses && !job['timeout-minutes']) say('workflow-timeout', `${name} may run for six hours`);
  for (const uses of [job.uses, ...listOf(job.steps).map((step) => step.uses)].filter(Boolean)) {
    if (uses.startsWith('./')) {
      if (!artefacts.exists(uses)) say('workflow-reference', `${name} uses ${uses}, which does not exist`);
      else inputsGiven(look, uses);
    } else if (!/@[0-9a-f]{40}$/.test(uses))
      say('workflow-pin', `${name} uses ${uses}; an action is pinned to a commit`);
  }
}

/** Variables that a script cannot do without, those of every platform included, whichever is chosen. */
export function neededVariables(artefacts: Artefacts, script: string): string[] {
  let text = artefacts.read(script).replace(/^\s*#.*$/gm, '');
  for (const [, name] of text.matchAll(/sh "\$\(dirname "\$0"\)\/([\w-]+\.sh)"/g))
    text += artefacts.read(`deploy/pipelines/${name}`);
  // Of the functions that all read in, those that are used here, and what these use.
  if (text.includes('/platforms.sh')) {
    const functions = [
      ...artefacts.read('deploy/pipelines/platforms.sh').matchAll(/^(\w+)\(\) \{\n([\s\S]*?)^\}/gm),
    ];
    const used = new Set<string>();
    for (let before = -1; before < used.size; ) {
      before = used.size;
      for (const [body, name] of functions)
        if (!used.has(name!) && new RegExp(`\\b${name}\\b`).test(text)) {
          used.add(name!);
          text += body;
        }
    }
  }
  const names = [...text.matchAll(/\$\{?([A-Z][A-Z_]+)\b/g)].map(([, name]) => name!);
  return [...new Set(names)].filter((name) => !text.includes(`\${${name}:-`));
}

/** Texts of steps hold no expressions, and what a script reads is given to its step. */
function stepProblems({ artefacts, tree, name, job, say }: Look): void {
  for (const step of listOf(job.steps)) {
    const text = String(step.run ?? '');
    const where = `${name}, ${step.name ?? text.slice(0, 40)}`;
    if (text.includes('${{'))
      say('workflow-injection', `${where}: an expression would become part of the command; pass it by env`);
    const given = { ...tree.env, ...job.env, ...step.env };
    for (const [script] of text.matchAll(/deploy\/pipelines\/[\w-]+\.sh/g))
      if (artefacts.exists(script))
        for (const variable of neededVariables(artefacts, script))
          if (!(variable in given)) say('script-environment', `${where}: ${script} needs ${variable}`);
  }
}

function inputsGiven({ artefacts, name, job, say }: Look, uses: string): void {
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
  for (const [text] of jenkins.matchAll(/(?<![\w.'-])sh *\(?(?:script: *)?".*/g))
    problems.push({
      file: jenkinsfile,
      rule: 'jenkins-shell',
      message: `puts values into a command, whose quotes they could end: ${text.slice(0, 60)}`,
    });
  order(tree, problems);
  wayBack(artefacts, tree, jenkins, problems);
  promotion(artefacts, tree, jenkins, problems);
  return problems;
}

/** What is written one after the other also waits for the other: each job needs the one before it. */
function order(tree: Tree, problems: Problem[]): void {
  const jobs = entriesOf(tree.jobs).filter(([, job]) => stages.includes(job.name));
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

/** What ran is known before anything is changed, and what a later test finds wrong is taken back to it. */
function wayBack(artefacts: Artefacts, tree: Tree, jenkins: string, problems: Problem[]): void {
  const say = (file: string, message: string) => problems.push({ file, rule: 'way-back', message });
  const [called] = readYaml(artefacts, rollout);
  const steps = listOf(called.jobs?.rollout?.steps);
  const running = steps.findIndex((step) => step.id === 'before' && step.run?.includes('running.sh'));
  for (const script of ['deploy-kubernetes.sh', 'deploy-ecs.sh', 'deploy-render.sh']) {
    if (!(steps.findIndex((step) => step.run?.includes(script)) > running && running >= 0))
      say(rollout, `does not ask what runs before ${script}`);
    const recorded = jenkins.indexOf('before[environment] = running()');
    if (!(jenkins.indexOf(script) > recorded && recorded >= 0))
      say(jenkinsfile, `does not ask what runs before ${script}`);
  }
  const back = steps.find((step) => step.run?.includes('rollback.sh'));
  if (!back?.if?.includes("steps.before.outcome == 'success'") || !back.env?.BEFORE?.includes('steps.before'))
    say(rollout, 'takes back without knowing what ran');
  for (const [deploy, test, stage] of [
    ['staging', 'e2e', 'End-to-end tests'],
    ['production', 'smoke', 'Smoke tests'],
  ] as const) {
    const found = entriesOf(tree.jobs).some(
      ([, job]) =>
        job.with?.environment === deploy &&
        job.with.back_to?.includes(`needs.${deploy}.outputs.before`) &&
        [deploy, test].every((one) => listOf(job.needs).includes(one)) &&
        /^always\(\)/.test(job.if) &&
        job.if.includes(`needs.${test}.result != 'success'`),
    );
    if (!found) say(pipeline, `leaves ${deploy} as it is when ${test} fails`);
    const body = jenkins.split(`stage('${stage}')`)[1]?.split('stage(')[0] ?? '';
    if (!body.includes(`post { unsuccessful { takeBack('${deploy}'`))
      say(jenkinsfile, `leaves ${deploy} as it is when ${test} fails`);
  }
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
