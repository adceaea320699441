/** What AWS would only say when it is too late: rules about a firewall, passwords, task definitions and volumes, as the files stand. */
import type { Artefacts } from './artefacts.ts';
import { type Module, referencesIn, terraformHome } from './terraform-files.ts';
import { at, listOf, type Tree } from './values.ts';

type Say = (rule: string, message: string, folder?: string) => void;

const folderOf = (name: string) => `${terraformHome}/modules/${name}`;
const ofType = (module: Module | undefined, type: string): [string, Tree][] =>
  [...(module?.resources ?? [])].filter(([name]) => name.startsWith(`${type}.`));

/**
 * A rule that counts by a forwarded address counts by the header's first one, which the visitor writes. Behind CloudFront every
 * connection is CloudFront's, so only the edge can count.
 */
function firewall(all: Map<string, Module>, say: Say): void {
  const rates = [...all.values()].flatMap((module) =>
    ofType(module, 'aws_wafv2_web_acl').flatMap(([, acl]) =>
      listOf(acl.rule)
        .map((rule) => at(rule, 'statement.0.rate_based_statement.0'))
        .filter(Boolean)
        .map((rate) => ({ module, edge: acl.scope === 'CLOUDFRONT', by: rate.aggregate_key_type })),
    ),
  );
  for (const { module, edge, by } of rates)
    if (!edge || by !== 'IP')
      say('terraform-firewall', `a flood is counted by what the visitor can make up (${by})`, module.folder);
  if (!rates.some(({ edge, by }) => edge && by === 'IP'))
    say('terraform-firewall', 'nothing at the edge counts requests by address');
}

/** The load balancer answers CloudFront and nobody else. */
function aroundTheEdge(all: Map<string, Module>, say: Say): void {
  const module = all.get(folderOf('security'));
  for (const [name, rule] of ofType(module, 'aws_vpc_security_group_ingress_rule'))
    if (
      referencesIn(rule.security_group_id).includes('aws_security_group.alb') &&
      !referencesIn(rule.prefix_list_id ?? '').includes('data.aws_ec2_managed_prefix_list.cloudfront')
    )
      say('terraform-firewall', `${name} lets others than CloudFront in`, module!.folder);
}

/** An ephemeral password is another one in every run: two places that take it in different runs have different passwords. */
function passwords(module: Module, say: Say): void {
  for (const password of module.resources.keys()) {
    if (!password.startsWith('ephemeral.random_password.')) continue;
    const readers = [...module.resources, ...module.locals].filter(
      ([name, tree]) => name !== password && referencesIn(tree).includes(password),
    );
    if (readers.length !== 1 || !readers[0]![0].startsWith('aws_secretsmanager_secret_version.'))
      say(
        'terraform-password',
        `${password} goes to ${readers.map(([name]) => name).join(', ')}; it is kept in one secret and read back from there`,
        module.folder,
      );
  }
  // By its version: without it, the one of before is read while a new one is being written.
  for (const [name, tree] of ofType(module, 'ephemeral.aws_secretsmanager_secret_version'))
    if (!/aws_secretsmanager_secret_version\.\w+\.version_id/.test(String(tree.version_id ?? '')))
      say('terraform-password', `${name} may be the password of before`, module.folder);
}

function services(all: Map<string, Module>, say: Say): void {
  const module = all.get(folderOf('ecs'));
  for (const [name, service] of ofType(module, 'aws_ecs_service')) {
    if (!referencesIn(service.depends_on ?? []).includes('aws_ecs_cluster_capacity_providers.main'))
      say('terraform-service', `${name} may come before the capacity it asks for`, module!.folder);
    for (const definition of referencesIn(service.task_definition))
      if (module!.resources.get(definition)?.skip_destroy !== true)
        say('terraform-service', `${definition} is gone when ${name} has to go back to it`, module!.folder);
  }
}

/** Fargate gives a volume to root, unless the image declares the folder a VOLUME: then it is as the image has it. */
function volumes(artefacts: Artefacts, say: Say): void {
  const declared = [...artefacts.read('Dockerfile').matchAll(/^VOLUME (\[.*\])$/gm)].flatMap(
    ([, list]) => JSON.parse(list!) as string[],
  );
  const file = `${folderOf('ecs')}/main.tf`;
  for (const [, folder] of artefacts.read(file).matchAll(/containerPath\s*=\s*"([^"]+)"/g))
    if (!declared.includes(folder!))
      say(
        'terraform-volume',
        `${folder} would be root's: the image declares no such volume`,
        folderOf('ecs'),
      );
}

export function awsProblems(artefacts: Artefacts, all: Map<string, Module>, say: Say): void {
  firewall(all, say);
  aroundTheEdge(all, say);
  for (const module of all.values()) passwords(module, say);
  services(all, say);
  volumes(artefacts, say);
}
