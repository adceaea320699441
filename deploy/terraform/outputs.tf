output "url" {
  description = "Where people go."
  value       = "https://${var.domain}"
}

output "cluster" {
  description = "Name of the ECS cluster, for the pipeline."
  value       = module.ecs.cluster_name
}

output "services" {
  description = "Names of the ECS services, for the pipeline."
  value       = module.ecs.service_names
}

output "migrate_task" {
  description = "Task definition that migrates the database, and the network it runs in."
  value = {
    task_definition = module.ecs.migrate_task_definition_arn
    subnets         = module.vpc.private_subnet_ids
    security_group  = module.security.tasks_security_group_id
  }
}

output "repositories" {
  description = "Where the images are pushed to (deploy/pipelines/push-to-ecr.sh)."
  value       = module.ecr.repository_urls
}

output "assets_bucket" {
  description = "Where the pipeline puts the built assets (deploy/pipelines/upload-assets.sh)."
  value       = module.s3.bucket_ids["assets"]
}

output "distribution" {
  description = "CloudFront distribution, to be told when pages change."
  value       = module.cloudfront.distribution_id
}

output "name_servers" {
  description = "Name servers of the hosted zone, when it was made here."
  value       = module.route53.name_servers
}

output "metrics_token_secret" {
  description = "Secret with METRICS_TOKEN, for a Prometheus of your own inside the network; nothing made here reads it."
  value       = module.ecs.metrics_token_secret_arn
}

output "nat_addresses" {
  description = "Addresses from which the product reaches the outside, for allow-lists of others."
  value       = module.vpc.nat_addresses
}
