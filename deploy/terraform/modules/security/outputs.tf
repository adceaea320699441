output "kms_key_arn" {
  description = "Key of data at rest."
  value       = aws_kms_key.main.arn
}

output "alb_security_group_id" {
  description = "Group of the load balancer."
  value       = aws_security_group.alb.id
}

output "tasks_security_group_id" {
  description = "Group of the tasks. Known once its rules are: without them a task reaches nothing."
  value       = aws_security_group.tasks.id
  depends_on = [
    aws_vpc_security_group_egress_rule.tasks_to_database,
    aws_vpc_security_group_egress_rule.tasks_to_cache,
    aws_vpc_security_group_egress_rule.tasks_to_outside,
    aws_vpc_security_group_ingress_rule.tasks_from_alb,
    aws_vpc_security_group_ingress_rule.database_from_tasks,
    aws_vpc_security_group_ingress_rule.cache_from_tasks,
  ]
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
  depends_on  = [aws_iam_role_policy.execution, aws_iam_role_policy_attachment.execution]
}

output "task_role_arn" {
  description = "Role of the running product."
  value       = aws_iam_role.task.arn
  depends_on  = [aws_iam_role_policy.task]
}
