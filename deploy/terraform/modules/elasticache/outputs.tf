output "id" {
  description = "Its name in CloudWatch."
  value       = aws_elasticache_replication_group.main.id
}

output "url_secret_arn" {
  description = "Secret with REDIS_URL."
  value       = aws_secretsmanager_secret_version.url.arn
}
