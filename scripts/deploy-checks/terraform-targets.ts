/**
 * What `-target` in deploy-ecs.sh really makes. Terraform follows the references of a target and nothing else: a rule of a security
 * group, a route or a right that nothing refers to stays unmade, and an output is absent until all that it is made of is there. So the
 * references are followed here as Terraform follows them, through modules, their inputs and outputs.
 */
import { type Module, referencesIn, terraformHome } from './terraform-files.ts';
import type { Tree } from './values.ts';

export const rollOutScript = 'deploy/pipelines/deploy-ecs.sh';

/** A module of the root by its name; `''` is the root itself. */
type Place = { name: string; module: Module };
type Node = { place: Place; reference: string };

export class Graph {
  private readonly root: Place;
  private readonly places = new Map<string, Place>();

  constructor(all: Map<string, Module>) {
    this.root = { name: '', module: all.get(terraformHome)! };
    for (const [name, call] of this.root.module.calls) {
      const module = all.get(String(call.source).replace('./', `${terraformHome}/`));
      if (module) this.places.set(name, { name, module });
    }
  }

  /** Addresses of all that is made for the targets, as `module.vpc.aws_vpc.main`; without data sources. */
  madeFor(targets: string[]): Set<string> {
    return this.follow(targets.flatMap((target) => this.nodesOf(target)));
  }

  /** Addresses of all that an output of the root is made of. @returns null when there is no such output */
  madeOf(output: string): Set<string> | null {
    const tree = this.root.module.outputs.get(output);
    if (tree === undefined) return null;
    return this.follow(referencesIn(tree).map((reference) => ({ place: this.root, reference })));
  }

  /** Everything that a module, or one of its kinds, declares. @returns nothing when the target does not exist */
  nodesOf(target: string): Node[] {
    const [, name = '', ...rest] = target.startsWith('module.') ? target.split('.') : ['', '', target];
    const place = name === '' ? this.root : this.places.get(name);
    const wanted = rest.join('.');
    return [...(place?.module.resources.keys() ?? [])]
      .filter((key) => wanted === '' || key === wanted)
      .map((reference) => ({ place: place!, reference }));
  }

  private follow(start: Node[]): Set<string> {
    const seen = new Set<string>();
    const made = new Set<string>();
    const waiting = [...start];
    for (let node = waiting.pop(); node; node = waiting.pop()) {
      const address = addressOf(node);
      if (seen.has(address)) continue;
      seen.add(address);
      if (/^(aws|random)_/.test(node.reference)) made.add(address);
      waiting.push(...this.needs(node));
    }
    return made;
  }

  private needs({ place, reference }: Node): Node[] {
    const [kind, first, second] = reference.split('.') as [string, string, string];
    const within = (home: Place, tree: Tree): Node[] =>
      referencesIn(tree).map((next) => ({ place: home, reference: next }));
    if (kind === 'local') return within(place, place.module.locals.get(first));
    // What a module is given is written where it is called.
    if (kind === 'var')
      return place === this.root
        ? []
        : within(this.root, this.root.module.calls.get(place.name)?.[first] ?? null);
    if (kind === 'module') {
      const called = this.places.get(first);
      return called ? within(called, called.module.outputs.get(second)) : [];
    }
    return within(place, place.module.resources.get(reference));
  }
}

const addressOf = ({ place, reference }: Node): string =>
  place.name === '' ? reference : `module.${place.name}.${reference}`;

type Step =
  | { kind: 'apply'; targets: string[] }
  | { kind: 'output'; name: string }
  | { kind: 'script'; name: string }
  | { kind: 'migrate' };

/** What the script does, in its order: lines that go on are one. */
function stepsOf(script: string): Step[] {
  return script
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
    .flatMap((line): Step[] => {
      if (/^apply\b(?!\()/.test(line))
        return [{ kind: 'apply', targets: [...line.matchAll(/-target=(\S+)/g)].map(([, one]) => one!) }];
      const output = /\$\(output (\w+)/.exec(line)?.[1];
      if (output) return [{ kind: 'output', name: output }];
      const name = /^sh "\$here\/([\w-]+\.sh)"/.exec(line)?.[1];
      if (name) return [{ kind: 'script', name }];
      return line.includes('aws ecs run-task') ? [{ kind: 'migrate' }] : [];
    });
}

/** Without these a task of ECS is started and stops again, or is not started at all. */
const neededByTasks = [
  'module.vpc',
  'module.security',
  'module.rds',
  'module.elasticache',
  'module.ecs.aws_ecs_cluster.main',
  'module.ecs.aws_ecs_cluster_capacity_providers.main',
  'module.ecs.aws_cloudwatch_log_group.main',
  'module.ecs.aws_secretsmanager_secret_version.generated',
  'module.ecs.aws_ecs_task_definition.migrate',
];

export function targetProblems(all: Map<string, Module>, script: string): string[] {
  const problems: string[] = [];
  const graph = new Graph(all);
  const made = new Set<string>();
  const lacking = (wanted: Iterable<string>) => [...wanted].filter((one) => !made.has(one));
  let everything = false;
  let pushed = false;
  let migrated = false;
  let uploaded = false;
  for (const step of stepsOf(script)) {
    if (step.kind === 'apply') {
      for (const target of step.targets) {
        if (graph.nodesOf(target).length === 0) problems.push(`the target ${target} does not exist`);
      }
      for (const one of graph.madeFor(step.targets)) made.add(one);
      if (!migrated)
        for (const one of made)
          if (/\.aws_ecs_service\./.test(one))
            problems.push(`${one} is told before the database is migrated`);
      if (step.targets.length === 0) {
        everything = true;
        if (!migrated) problems.push('everything is applied before the database is migrated');
        if (!uploaded) problems.push('everything is applied before the assets are in their bucket');
      }
    } else if (step.kind === 'output') {
      const wanted = graph.madeOf(step.name);
      if (!wanted) problems.push(`there is no output ${step.name}`);
      else if (!everything && lacking(wanted).length > 0)
        problems.push(`the output ${step.name} is absent without ${lacking(wanted).join(', ')}`);
    } else if (step.kind === 'script') {
      pushed ||= step.name === 'push-to-ecr.sh';
      uploaded ||= step.name === 'upload-assets.sh';
    } else {
      migrated = true;
      if (!pushed) problems.push('the migration starts before its image is in ECR');
      const wanted = neededByTasks.flatMap((one) => graph.nodesOf(one)).map(addressOf);
      const absent = lacking(wanted.filter((one) => !/\.(data|ephemeral)\./.test(one)));
      if (absent.length > 0) problems.push(`the migration starts without ${absent.join(', ')}`);
    }
  }
  if (!everything) problems.push('not everything is applied');
  return problems;
}
