/** The rules for Terraform are broken one by one; where the binary is there, it formats as we do. */
import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { type Break, isContent, notices, repository } from './breaking.ts';
import { moduleGraph, readTerraform, terraformCheck } from './terraform.ts';
import { readModule, terraformHome } from './terraform-files.ts';
import { addressProblems, cidrsubnet, subnetsOf } from './terraform-network.ts';
import { Graph, rollOutScript, targetProblems } from './terraform-targets.ts';

const main = `${terraformHome}/main.tf`;
const module = (name: string, file = 'main') => `${terraformHome}/modules/${name}/${file}.tf`;

const breaks: Break[] = [
  ['a file cannot be parsed', main, 'module "ecr" {', 'module "ecr" ', 'terraform-parse'],
  ['something is declared twice', main, 'module "ecr" {', 'module "vpc" {', 'terraform-parse'],
  ['a variable does not exist', module('rds'), 'var.multi_az', 'var.multi_zone', 'terraform-reference'],
  ['a local does not exist', main, 'local.origin_domain', 'local.origin', 'terraform-reference'],
  [
    'a resource does not exist',
    module('alb'),
    'aws_lb.main.arn',
    'aws_lb.gateway.arn',
    'terraform-reference',
  ],
  [
    'a data source does not exist',
    module('cloudfront'),
    'data.aws_cloudfront_cache_policy.disabled.id',
    'data.aws_cloudfront_cache_policy.none.id',
    'terraform-reference',
  ],
  ['an output does not exist', main, 'module.vpc.vpc_id', 'module.vpc.id', 'terraform-reference'],
  [
    'a module is not given what it needs',
    main,
    '  price_class       = var.price_class\n',
    '',
    'terraform-input',
  ],
  ['a module is given what it does not take', main, 'repositories =', 'repos =', 'terraform-input'],
  ['a module does not exist', main, './modules/ecr', './modules/registry', 'terraform-module'],
  [
    'a variable is used nowhere',
    module('alb', 'variables'),
    'variable "name"',
    'variable "spare" {\n  type = string\n}\n\nvariable "name"',
    'terraform-unused',
  ],
  [
    'an output is read by nobody',
    module('alb', 'outputs'),
    'output "dns_name"',
    'output "spare" {\n  description = "x"\n  value = 1\n}\n\noutput "dns_name"',
    'terraform-unused',
  ],
  [
    'a module needs one it is not drawn to need',
    main,
    'name         = local.name\n  repositories',
    'name         = module.vpc.vpc_id\n  repositories',
    'terraform-graph',
  ],
  ['a drawn arrow is missing', main, 'module.elasticache.url_secret_arn', 'local.name', 'terraform-graph'],
  [
    'a mandatory tag is missing',
    main,
    'Owner       = var.owner',
    'Team        = var.owner',
    'terraform-tags',
  ],
  [
    'an optional tag is not allowed any more',
    `${terraformHome}/variables.tf`,
    '"CostCenter", ',
    '',
    'terraform-tags',
  ],
  [
    'an environment is not allowed',
    `${terraformHome}/variables.tf`,
    '"dev", "staging", "production"], var.environment',
    '"dev", "production"], var.environment',
    'terraform-tags',
  ],
  [
    'a provider does not tag',
    `${terraformHome}/versions.tf`,
    'tags = local.tags',
    'tags = {}',
    'terraform-tags',
  ],
  ['private subnets have other addresses', module('vpc'), 'index + 11)', 'index + 12)', 'terraform-network'],
  [
    'public subnets do not take the computed addresses',
    module('vpc'),
    'local.public_cidrs[count.index]',
    '"10.0.9.0/24"',
    'terraform-network',
  ],
  [
    'three zones are not the default',
    `${terraformHome}/variables.tf`,
    'default     = 3\n',
    'default     = 2\n',
    'terraform-network',
  ],
  [
    'nothing makes a firewall',
    module('security'),
    'resource "aws_wafv2_web_acl" "main"',
    'resource "aws_waf" "main"',
    'terraform-needed',
  ],
  [
    'nothing keeps a trail',
    `${terraformHome}/audit.tf`,
    'resource "aws_cloudtrail" "audit"',
    'resource "aws_trail" "audit"',
    'terraform-needed',
  ],
  [
    'a password is written down',
    module('rds'),
    'password_wo         = ephemeral.aws_secretsmanager_secret_version.password.secret_string',
    'password_wo         = "hunter2"',
    'secret',
  ],
  ['a key of the account is written down', module('ecs'), '"production"', '"AKIAABCDEFGHIJKLMNOP"', 'secret'],
  [
    'a task is given a variable that does not exist',
    module('ecs'),
    'TRUST_PROXY   =',
    'TRUST_PROXIES =',
    'environment',
  ],
  [
    'a task is not given its secret',
    module('ecs'),
    'SESSION_SECRET       =',
    'SMTP_URL       =',
    'environment',
  ],
  [
    'a value would stop the start',
    module('ecs'),
    'DATABASE_POOL = "10"',
    'DATABASE_POOL = "1"',
    'environment-value',
  ],
  [
    'an environment sets what is no variable',
    `${terraformHome}/environments/dev/terraform.tfvars`,
    'task_cpu ',
    'task_cpus ',
    'terraform-input',
  ],
  [
    'an environment leaves out what it must give',
    `${terraformHome}/environments/staging/terraform.tfvars`,
    'mail_from ',
    '# mail_from ',
    'terraform-input',
  ],
  [
    'an environment calls itself another',
    `${terraformHome}/environments/staging/terraform.tfvars`,
    '"staging"',
    '"production"',
    'terraform-input',
  ],
  [
    'production has no standby',
    `${terraformHome}/environments/production/terraform.tfvars`,
    'database_multi_az     = true',
    'database_multi_az     = false',
    'terraform-size',
  ],
  [
    'two environments share a state',
    `${terraformHome}/environments/staging/backend.hcl`,
    'staging/terraform.tfstate',
    'dev/terraform.tfstate',
    'terraform-state',
  ],
  [
    'the lock is another table',
    `${terraformHome}/environments/dev/backend.hcl`,
    'lms-terraform-locks',
    'locks',
    'terraform-state',
  ],
  [
    'the state is not in S3',
    `${terraformHome}/versions.tf`,
    'backend "s3" {}',
    'backend "local" {}',
    'terraform-state',
  ],
  [
    'RDS takes a password that the next run does not know',
    module('rds'),
    'password_wo         = ephemeral.aws_secretsmanager_secret_version.password.secret_string',
    'password_wo         = ephemeral.random_password.database.result',
    'terraform-password',
  ],
  [
    'the addresses take a password that RDS may not have',
    module('rds'),
    'ephemeral.aws_secretsmanager_secret_version.password.secret_string}@',
    'ephemeral.random_password.database.result}@',
    'terraform-password',
  ],
  [
    'the password of before is read while a new one is written',
    module('rds'),
    '  version_id = aws_secretsmanager_secret_version.password.version_id\n',
    '',
    'terraform-password',
  ],
  [
    'a flood is counted by a header',
    module('cloudfront'),
    'aggregate_key_type = "IP"',
    'aggregate_key_type = "FORWARDED_IP"',
    'terraform-firewall',
  ],
  [
    'a flood is counted behind the edge',
    module('cloudfront'),
    'scope = "CLOUDFRONT"',
    'scope = "REGIONAL"',
    'terraform-firewall',
  ],
  [
    'the load balancer can be reached around CloudFront',
    module('security'),
    'prefix_list_id    = data.aws_ec2_managed_prefix_list.cloudfront.id',
    'cidr_ipv4         = "0.0.0.0/0"',
    'terraform-firewall',
  ],
  [
    'a service does not wait for its capacity',
    module('ecs'),
    '  depends_on = [aws_ecs_cluster_capacity_providers.main]\n',
    '',
    'terraform-service',
  ],
  [
    'a service cannot go back, because its definition is gone',
    module('ecs'),
    '  skip_destroy = true\n',
    '',
    'terraform-service',
  ],
  [
    "a volume would be root's",
    'Dockerfile',
    'VOLUME ["/data", "/tmp"]',
    'VOLUME ["/data"]',
    'terraform-volume',
  ],
  ...(
    [
      ['there is no repository yet to push to', 'apply -target=module.ecr\n', ''],
      ['the image of the migration is nowhere', 'sh "$here/push-to-ecr.sh"', 'echo "$here/push-to-ecr.sh"'],
      ['the task has no rules, rights or key', ' -target=module.security', ''],
      ['the task has no way out', ' -target=module.vpc', ''],
      ['the task has no cluster', '  -target=module.ecs.aws_ecs_cluster_capacity_providers.main \\\n', ''],
      ['the bucket of the assets is absent', ' -target=module.s3', ''],
      ['a target does not exist', '-target=module.rds', '-target=module.database'],
      ['an output does not exist', 'output assets_bucket', 'output assets'],
      [
        'a service is told before the database is migrated',
        '-target=module.ecs.aws_cloudwatch_log_group.main',
        '-target=module.ecs.aws_ecs_service.worker',
      ],
      ['pages ask for assets that are not there yet', 'sh "$here/upload-assets.sh"', 'echo'],
      ['no service is ever told', '\napply\n', '\n'],
    ] as const
  ).map(([what, find, replace]): Break => [what, rollOutScript, find, replace, 'terraform-targets']),
];

describe('terraform', () => {
  isContent(terraformCheck);
  notices(terraformCheck, breaks);

  it('has the sixteen arrows of L-128 and no other', async () => {
    const modules = await readTerraform(repository);
    expect(moduleGraph(modules.get(terraformHome)!)).toHaveLength(16);
    expect(modules.get(terraformHome)!.calls.size).toBe(10);
  });

  it('cuts the network as L-131 draws it, in three zones and in two', async () => {
    const vpc = await readModule(repository, `${terraformHome}/modules/vpc`);
    expect(subnetsOf(vpc, 'private', '10.0.0.0/16', 3)).toEqual([
      '10.0.11.0/24',
      '10.0.12.0/24',
      '10.0.13.0/24',
    ]);
    expect(subnetsOf(vpc, 'database', '10.0.0.0/16', 2)).toEqual(['10.0.21.0/24', '10.0.22.0/24']);
    expect(addressProblems(vpc, '10.0.0.0/16')).toEqual([]);
    expect(addressProblems(vpc, '10.1.0.0/16')).not.toEqual([]);
  });

  it('follows a target as Terraform does: through modules to what they need, and to nothing beside it', async () => {
    const graph = new Graph(await readTerraform(repository));
    const made = graph.madeFor(['module.ecs.aws_ecs_task_definition.migrate']);
    expect(made).toContain('module.rds.aws_db_instance.main');
    expect(made).toContain('module.security.aws_iam_role_policy.execution');
    expect(made).not.toContain('module.ecs.aws_ecs_cluster.main');
    expect(made).not.toContain('module.vpc.aws_nat_gateway.main');
    expect(graph.madeOf('cluster')).toEqual(new Set(['module.ecs.aws_ecs_cluster.main']));
    expect(graph.madeOf('nothing')).toBeNull();
  });

  it('sees that the task definition alone is not enough for a migration', async () => {
    const script = [
      'apply -target=module.ecs.aws_ecs_task_definition.migrate',
      'cluster=$(output cluster v)',
      'aws ecs run-task',
      'apply',
    ].join('\n');
    const problems = targetProblems(await readTerraform(repository), script).join('\n');
    expect(problems).toContain('the output cluster is absent without module.ecs.aws_ecs_cluster.main');
    expect(problems).toContain('module.vpc.aws_nat_gateway.main');
    expect(problems).toContain('module.security.aws_vpc_security_group_egress_rule.tasks_to_database');
    expect(problems).toContain('everything is applied before the assets are in their bucket');
  });

  it.each([
    ['10.0.0.0/16', 8, 255, '10.0.255.0/24'],
    ['172.16.0.0/12', 4, 2, '172.18.0.0/16'],
    ['192.168.10.0/24', 2, 3, '192.168.10.192/26'],
  ])('cuts %s by %i bits, part %i', (prefix, bits, number, expected) => {
    expect(cidrsubnet(prefix, bits, number)).toBe(expected);
  });
});

const binary = spawnSync('terraform', ['version']).status === 0;

describe.skipIf(!binary)('terraform fmt (skipped without terraform)', () => {
  it('finds every file as it would write it', () => {
    const result = spawnSync('terraform', ['fmt', '-check', '-recursive', '-list=true', terraformHome], {
      encoding: 'utf8',
    });
    expect(result.stdout).toBe('');
    expect(result.status).toBe(0);
  });
});
