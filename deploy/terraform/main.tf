# The ten modules and what flows between them: nothing else does (scripts/check-deploy.ts holds the graph against the contract).

locals {
  name = "${var.project}-${var.environment}"

  tags = merge(var.optional_tags, {
    Environment = var.environment
    Project     = var.project
    ManagedBy   = "Terraform"
    Owner       = var.owner
  })

  # Names of buckets are known before the buckets are: what reads and writes them need not wait for them.
  account = data.aws_caller_identity.current.account_id
  buckets = {
    assets  = "${local.name}-assets-${local.account}"
    files   = "${local.name}-files-${local.account}"
    backups = "${local.name}-backups-${local.account}"
    audit   = "${local.name}-audit-${local.account}"
  }
  origin_domain = "origin.${var.domain}"
}

data "aws_caller_identity" "current" {}

module "vpc" {
  source = "./modules/vpc"

  name               = local.name
  region             = var.region
  cidr               = var.vpc_cidr
  availability_zones = var.availability_zones
  single_nat_gateway = var.single_nat_gateway
}

module "security" {
  source = "./modules/security"

  name                = local.name
  vpc_id              = module.vpc.vpc_id
  vpc_cidr            = module.vpc.cidr
  public_subnet_ids   = module.vpc.public_subnet_ids
  private_subnet_ids  = module.vpc.private_subnet_ids
  database_subnet_ids = module.vpc.database_subnet_ids
  files_bucket        = local.buckets.files
  smtp_secret_arn     = var.smtp_secret_arn
}

module "ecr" {
  source = "./modules/ecr"

  name         = local.name
  repositories = ["backend", "frontend"]
}

module "rds" {
  source = "./modules/rds"

  name                  = local.name
  region                = var.region
  subnet_ids            = module.vpc.database_subnet_ids
  security_group_id     = module.security.database_security_group_id
  kms_key_arn           = module.security.kms_key_arn
  instance_class        = var.database_class
  storage_gb            = var.database_storage_gb
  multi_az              = var.database_multi_az
  replicas              = var.database_replicas
  backup_retention_days = var.backup_retention_days
  deletion_protection   = var.deletion_protection
}

module "elasticache" {
  source = "./modules/elasticache"

  name              = local.name
  subnet_ids        = module.vpc.database_subnet_ids
  security_group_id = module.security.cache_security_group_id
  kms_key_arn       = module.security.kms_key_arn
  node_type         = var.cache_node_type
  replicas          = var.cache_replicas
}

module "alb" {
  source = "./modules/alb"

  name                = local.name
  vpc_id              = module.vpc.vpc_id
  subnet_ids          = module.vpc.public_subnet_ids
  security_group_id   = module.security.alb_security_group_id
  web_acl_arn         = module.security.web_acl_arn
  certificate_arn     = var.certificate_arn
  deletion_protection = var.deletion_protection
}

module "ecs" {
  source = "./modules/ecs"

  name                        = local.name
  region                      = var.region
  subnet_ids                  = module.vpc.private_subnet_ids
  security_group_id           = module.security.tasks_security_group_id
  kms_key_arn                 = module.security.kms_key_arn
  execution_role_arn          = module.security.execution_role_arn
  task_role_arn               = module.security.task_role_arn
  backend_image               = "${module.ecr.repository_urls["backend"]}:${var.image_tag}"
  frontend_image              = "${module.ecr.repository_urls["frontend"]}:${var.image_tag}"
  backend_target_group_arn    = module.alb.backend_target_group_arn
  balancer_suffix             = module.alb.arn_suffix
  backend_target_group_suffix = module.alb.backend_target_group_suffix
  frontend_target_group_arn   = module.alb.frontend_target_group_arn
  database_authorities        = module.rds.authorities
  database_secret_arn         = module.rds.url_secret_arn
  replica_secret_arn          = module.rds.replica_url_secret_arn
  cache_secret_arn            = module.elasticache.url_secret_arn
  smtp_secret_arn             = var.smtp_secret_arn
  public_url                  = "https://${var.domain}"
  files_bucket                = local.buckets.files
  mail_from                   = var.mail_from
  registration                = var.registration
  cpu                         = var.task_cpu
  memory                      = var.task_memory
  replicas                    = var.replicas
  spot                        = var.spot
  tracing                     = var.tracing
}

module "s3" {
  source = "./modules/s3"

  buckets            = local.buckets
  archive_after_days = var.archive_after_days
}

module "cloudfront" {
  source = "./modules/cloudfront"
  providers = {
    aws      = aws
    aws.edge = aws.edge
  }

  name              = local.name
  domain            = var.domain
  origin_domain     = local.origin_domain
  certificate_arn   = var.edge_certificate_arn
  assets_bucket     = module.s3.bucket_ids["assets"]
  assets_bucket_arn = module.s3.bucket_arns["assets"]
  assets_domain     = module.s3.bucket_domains["assets"]
  price_class       = var.price_class
}

module "route53" {
  source = "./modules/route53"

  name              = local.name
  zone_name         = var.zone_name
  create_zone       = var.create_zone
  domain            = var.domain
  origin_domain     = local.origin_domain
  cloudfront_domain = module.cloudfront.domain_name
  cloudfront_zone   = module.cloudfront.hosted_zone_id
  alb_domain        = module.alb.dns_name
  alb_zone          = module.alb.zone_id
}
