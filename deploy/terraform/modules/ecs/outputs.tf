output "cluster_name" {
  description = "The cluster."
  value       = aws_ecs_cluster.main.name
}

output "service_names" {
  description = "Its services."
  value       = [aws_ecs_service.backend.name, aws_ecs_service.worker.name, aws_ecs_service.frontend.name]
}

output "migrate_task_definition_arn" {
  description = "The task that migrates."
  value       = aws_ecs_task_definition.migrate.arn
}

output "metrics_token_secret_arn" {
  description = "Secret with METRICS_TOKEN."
  value       = aws_secretsmanager_secret.generated["metrics-token"].arn
}
