/** The rules for Terraform are broken one by one; where the binary is there, it formats as we do. */
import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { type Break, isContent, notices, repository } from './breaking.ts';
import { moduleGraph, readTerraform, terraformCheck } from './terraform.ts';
import { readModule, terraformHome } from './terraform-files.ts';
import { addressProblems, cidrsubnet, subnetsOf } from './terraform-network.ts';

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
    'password_wo         = ephemeral.random_password.database.result',
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
