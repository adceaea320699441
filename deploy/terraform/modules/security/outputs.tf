output "kms_key_arn" {
  description = "Key of data at rest."
  value       = aws_kms_key.main.arn
}

output "alb_security_group_id" {
  description = "Group of the load balancer."
  value       = aws_security_group.alb.id
}

output "tasks_security_group_id" {
  description = "Group of the tasks."
  value       = aws_security_group.tasks.id
}

output "database_security_group_id" {
  description = "Group of the database."
  value       = aws_security_group.database.id
}

output "cache_security_group_id" {
  description = "Group of the cache."
  value       = aws_security_group.cache.id
}

output "web_acl_arn" {
  description = "Firewall of the load balancer."
  value       = aws_wafv2_web_acl.main.arn
}

output "execution_role_arn" {
  description = "Role that starts tasks: pulls images, reads secrets, writes logs."
  value       = aws_iam_role.execution.arn
}

output "task_role_arn" {
  description = "Role of the running product."
  value       = aws_iam_role.task.arn
}
