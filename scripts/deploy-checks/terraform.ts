/**
 * Terraform: every reference resolves, every module gets what it asks for, the graph of the modules is the drawn one, the tags and
 * addresses are those of the contract. What only the provider knows (is this attribute one of that resource?) is `terraform
 * validate`'s to say, where it can be installed.
 */
import type { Artefacts, Check, Problem } from './artefacts.ts';
import { refusedValues, unknownVariables } from './environment.ts';
import { awsProblems } from './terraform-aws.ts';
import { type Module, parseHcl, readModule, referencesIn, terraformHome } from './terraform-files.ts';
import { addressProblems } from './terraform-network.ts';
import { rollOutScript, targetProblems } from './terraform-targets.ts';
import { entriesOf, type Tree, textsIn } from './values.ts';

/** L-128, as `from>to`. */
const drawnGraph =
  'vpc>security vpc>rds vpc>elasticache vpc>ecs vpc>alb security>ecs security>rds security>elasticache security>alb ecr>ecs rds>ecs elasticache>ecs alb>ecs s3>cloudfront cloudfront>route53 alb>route53'
    .split(' ')
    .sort();
const environments = ['dev', 'staging', 'production'];
/** What L-125, L-126 and L-133 name and something must make. */
const neededResources: Record<string, string[]> = {
  'modules/vpc': ['aws_nat_gateway', 'aws_internet_gateway', 'aws_route_table', 'aws_vpc_endpoint'],
  'modules/security': [
    'aws_security_group',
    'aws_network_acl',
    'aws_wafv2_web_acl',
    'aws_iam_role',
    'aws_kms_key',
  ],
  'modules/ecr': ['aws_ecr_repository', 'aws_ecr_lifecycle_policy'],
  'modules/rds': ['aws_db_instance', 'aws_secretsmanager_secret'],
  'modules/elasticache': ['aws_elasticache_replication_group'],
  'modules/ecs': [
    'aws_ecs_cluster',
    'aws_ecs_task_definition',
    'aws_ecs_service',
    'aws_appautoscaling_policy',
  ],
  'modules/alb': ['aws_lb', 'aws_lb_target_group', 'aws_lb_listener', 'aws_wafv2_web_acl_association'],
  'modules/s3': ['aws_s3_bucket', 'aws_s3_bucket_versioning', 'aws_s3_bucket_lifecycle_configuration'],
  'modules/cloudfront': ['aws_cloudfront_distribution', 'aws_wafv2_web_acl'],
  'modules/route53': ['aws_route53_zone', 'aws_route53_record', 'aws_route53_health_check'],
  '': ['aws_cloudtrail', 'aws_backup_plan', 'aws_sns_topic', 'aws_cloudwatch_metric_alarm'],
};

type Say = (rule: string, message: string, folder?: string) => void;

/** References that lead nowhere, and declarations that nothing refers to. */
function references(module: Module, all: Map<string, Module>, say: Say): void {
  const used = new Set<string>();
  const look = (where: string, tree: Tree, more: (name: string) => boolean = () => false) => {
    for (const name of referencesIn(tree)) {
      used.add(name);
      if (!resolves(module, all, name) && !more(name))
        say('terraform-reference', `${where} refers to ${name}, which does not exist`, module.folder);
    }
  };
  for (const [name, tree] of module.locals) look(`local.${name}`, tree);
  for (const [name, tree] of module.resources) look(name, tree);
  for (const [name, tree] of module.calls) look(`module.${name}`, tree);
  for (const [name, tree] of module.outputs) look(`output.${name}`, tree);
  for (const [name, tree] of module.variables) look(`variable.${name}`, tree);
  look('provider', [...module.providers, ...module.settings]);
  for (const name of module.variables.keys())
    if (!used.has(`var.${name}`)) say('terraform-unused', `variable ${name} is used nowhere`, module.folder);
  for (const name of module.locals.keys())
    if (!used.has(`local.${name}`)) say('terraform-unused', `local ${name} is used nowhere`, module.folder);
  for (const name of module.resources.keys())
    if (/^(data|ephemeral)\./.test(name) && !used.has(name))
      say('terraform-unused', `${name} is used nowhere`, module.folder);
  for (const [name, { description }] of [...module.variables, ...module.outputs])
    if (!description) say('terraform-description', `${name} has no description`, module.folder);
}

function resolves(module: Module, all: Map<string, Module>, name: string): boolean {
  const [kind, first, second] = name.split('.') as [string, string, string];
  if (kind === 'var') return module.variables.has(first);
  if (kind === 'local') return module.locals.has(first);
  if (kind === 'module') return all.get(sourceOf(module.calls.get(first)))?.outputs.has(second) ?? false;
  return module.resources.has(name);
}

const sourceOf = (call: Tree): string => String(call?.source ?? '').replace('./', `${terraformHome}/`);

const callSettings = new Set(['source', 'providers', 'depends_on', 'count', 'for_each', 'version']);

function inputs(root: Module, all: Map<string, Module>, say: Say): void {
  for (const [name, call] of root.calls) {
    const module = all.get(sourceOf(call));
    if (!module) {
      say('terraform-module', `module ${name} comes from ${call.source}, which does not exist`);
      continue;
    }
    const given = Object.keys(call).filter((key) => !callSettings.has(key));
    for (const key of given)
      if (!module.variables.has(key))
        say('terraform-input', `module ${name} is given ${key}, which it does not declare`);
    for (const [key, variable] of module.variables)
      if (!('default' in variable) && !given.includes(key))
        say('terraform-input', `module ${name} is not given ${key}`);
    const outputs = [...root.calls, ...root.resources, ...root.outputs, ...root.locals].flatMap(([, tree]) =>
      referencesIn(tree),
    );
    for (const output of module.outputs.keys())
      if (!outputs.includes(`module.${name}.${output}`))
        say('terraform-unused', `module ${name}: nothing reads its output ${output}`);
  }
}

/** Which module needs which, read from the inputs; a local that names a module carries it on. */
export function moduleGraph(root: Module): string[] {
  const through = (tree: Tree): string[] =>
    referencesIn(tree).flatMap((name) => {
      if (name.startsWith('local.')) return through(root.locals.get(name.slice(6)));
      return name.startsWith('module.') ? [name.split('.')[1]!] : [];
    });
  return [
    ...new Set([...root.calls].flatMap(([name, call]) => through(call).map((from) => `${from}>${name}`))),
  ].sort();
}

function graph(root: Module, say: Say): void {
  const found = moduleGraph(root);
  for (const edge of drawnGraph)
    if (!found.includes(edge)) say('terraform-graph', `${edge} is drawn in L-128 and missing`);
  for (const edge of found)
    if (!drawnGraph.includes(edge)) say('terraform-graph', `${edge} is not drawn in L-128`);
}

function tags(root: Module, say: Say): void {
  const expression = String(root.locals.get('tags') ?? '');
  for (const tag of ['Environment', 'Project', 'ManagedBy', 'Owner'])
    if (!new RegExp(`\\b${tag}\\s*=`).test(expression)) say('terraform-tags', `the tag ${tag} is missing`);
  for (const tag of ['CostCenter', 'Application', 'Version', 'BackupPolicy'])
    if (!textsIn(root.variables.get('optional_tags')).some((text) => text.includes(`"${tag}"`)))
      say('terraform-tags', `the tag ${tag} is not among the optional ones`);
  for (const provider of root.providers)
    if (!referencesIn(provider.default_tags).includes('local.tags'))
      say('terraform-tags', `provider ${provider.alias ?? 'aws'} does not tag what it makes`);
  const allowed = textsIn(root.variables.get('environment')).join(' ');
  for (const name of environments)
    if (!allowed.includes(`"${name}"`)) say('terraform-tags', `environment ${name} is not allowed`);
}

function needed(all: Map<string, Module>, say: Say): void {
  for (const [folder, types] of Object.entries(neededResources)) {
    const module = all.get([terraformHome, folder].filter(Boolean).join('/'));
    for (const type of types)
      if (![...(module?.resources.keys() ?? [])].some((name) => name.startsWith(`${type}.`)))
        say('terraform-needed', `nothing makes ${type}`, `${terraformHome}/${folder}`);
  }
}

/** A password in a file is known to everybody who reads the file. */
function secrets(module: Module, say: Say): void {
  const visit = (where: string, tree: Tree): void => {
    for (const [key, value] of entriesOf(tree)) {
      if (
        typeof value === 'string' &&
        /password|secret_string|auth_token|access_key/.test(key) &&
        !/_version$|_arn$/.test(key) &&
        !value.includes('${') &&
        value !== ''
      )
        say('secret', `${where}: ${key} is written down`, module.folder);
      visit(where, value);
      if (Array.isArray(value)) for (const inner of value) visit(where, inner);
    }
  };
  for (const [name, tree] of module.resources) visit(name, tree);
  for (const text of textsIn([...module.resources.values(), ...module.locals.values()]))
    if (/AKIA[0-9A-Z]{16}|-----BEGIN/.test(text)) say('secret', 'a key is written down', module.folder);
}

function environmentVariables(all: Map<string, Module>): Problem[] {
  const file = `${terraformHome}/modules/ecs`;
  const ecs = all.get(file);
  const plain = Object.fromEntries(
    entriesOf(ecs?.locals.get('environment')).map(([name, value]) => [name, String(value)]),
  );
  const secretNames = [...String(ecs?.locals.get('secrets') ?? '').matchAll(/\b([A-Z][A-Z_]+)\s*=/g)].map(
    ([, name]) => name!,
  );
  const traced = [
    ...String(ecs?.locals.get('traced_environment') ?? '').matchAll(/\b([A-Z][A-Z_]+)\s*=/g),
  ].map(([, name]) => name!);
  const known = Object.fromEntries(Object.entries(plain).filter(([, value]) => !value.includes('${')));
  return [
    ...unknownVariables(file, 'tasks', [...Object.keys(plain), ...secretNames, ...traced]),
    ...refusedValues(file, 'tasks', known),
    ...['DATABASE_URL', 'SESSION_SECRET', 'METRICS_TOKEN', 'REDIS_URL']
      .filter((name) => !secretNames.includes(name))
      .map((name) => ({ file, rule: 'environment', message: `tasks are not given ${name}` })),
  ];
}

/** The values of an environment are declared, complete, and of the size that L-129 gives it. */
async function environmentFiles(
  artefacts: Artefacts,
  root: Module,
  bootstrap: Module,
  say: Say,
): Promise<void> {
  const keys = new Set<string>();
  const size: Record<string, Record<string, unknown>> = {
    dev: {
      database_class: 'db.t3.micro',
      cache_node_type: 'cache.t3.micro',
      database_multi_az: false,
      single_nat_gateway: true,
    },
    staging: { database_class: 'db.t3.small', cache_node_type: 'cache.t3.small', database_multi_az: true },
    production: {
      database_multi_az: true,
      single_nat_gateway: false,
      availability_zones: 3,
      deletion_protection: true,
      spot: false,
    },
  };
  for (const name of environments) {
    const folder = `${terraformHome}/environments/${name}`;
    const values = await parseHcl(`${folder}/terraform.tfvars`, artefacts.read(`${folder}/terraform.tfvars`));
    for (const key of Object.keys(values))
      if (!root.variables.has(key)) say('terraform-input', `${key} is no variable`, folder);
    for (const [key, variable] of root.variables)
      if (!('default' in variable) && !(key in values) && key !== 'image_tag')
        say('terraform-input', `${key} is not given`, folder);
    if (values.environment !== name) say('terraform-input', `calls itself ${values.environment}`, folder);
    for (const [key, value] of Object.entries(size[name]!))
      if (values[key] !== value)
        say('terraform-size', `${key} is ${values[key]}; L-129 wants ${value}`, folder);
    const state = await parseHcl(`${folder}/backend.hcl`, artefacts.read(`${folder}/backend.hcl`));
    if (
      state.bucket !== bootstrap.variables.get('state_bucket')?.default ||
      state.dynamodb_table !== bootstrap.variables.get('lock_table')?.default
    )
      say('terraform-state', 'state or lock is not what bootstrap makes', folder);
    if (state.encrypt !== true) say('terraform-state', 'the state is not encrypted', folder);
    if (keys.has(state.key))
      say('terraform-state', `shares its state ${state.key} with another environment`, folder);
    keys.add(state.key);
  }
}

export async function readTerraform(artefacts: Artefacts): Promise<Map<string, Module>> {
  const folders = new Set(
    artefacts.list(terraformHome, /\.tf$/).map((file) => file.slice(0, file.lastIndexOf('/'))),
  );
  const modules = await Promise.all([...folders].map((folder) => readModule(artefacts, folder)));
  return new Map(modules.map((module) => [module.folder, module]));
}

export const terraformCheck: Check = {
  name: 'Terraform',
  async run(artefacts) {
    const problems: Problem[] = [];
    const say: Say = (rule, message, folder = terraformHome) =>
      problems.push({ file: folder, rule, message });
    try {
      const all = await readTerraform(artefacts);
      const root = all.get(terraformHome)!;
      for (const module of all.values()) {
        references(module, all, say);
        secrets(module, say);
      }
      inputs(root, all, say);
      graph(root, say);
      tags(root, say);
      needed(all, say);
      const network = String(root.variables.get('vpc_cidr')?.default);
      for (const problem of addressProblems(all.get(`${terraformHome}/modules/vpc`)!, network))
        say('terraform-network', problem);
      if (root.variables.get('availability_zones')?.default !== 3)
        say('terraform-network', 'three zones are the default (U-28)');
      if (!root.settings.some((one) => one.backend?.s3)) say('terraform-state', 'the state is not in S3');
      await environmentFiles(artefacts, root, all.get(`${terraformHome}/bootstrap`)!, say);
      problems.push(...environmentVariables(all));
      awsProblems(artefacts, all, say);
      for (const problem of targetProblems(all, artefacts.read(rollOutScript)))
        say('terraform-targets', problem, rollOutScript);
    } catch (error) {
      say('terraform-parse', (error as Error).message);
    }
    return problems;
  },
};
