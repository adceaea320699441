output "dns_name" {
  description = "Its own address."
  value       = aws_lb.main.dns_name
}

output "zone_id" {
  description = "Zone of that address, for alias records."
  value       = aws_lb.main.zone_id
}

output "arn_suffix" {
  description = "Its name in CloudWatch."
  value       = aws_lb.main.arn_suffix
}

output "backend_target_group_arn" {
  description = "Where backend tasks sign in. Known once the listener is: a service needs both."
  value       = aws_lb_target_group.backend.arn
  depends_on  = [aws_lb_listener_rule.backend]
}

output "backend_target_group_suffix" {
  description = "Name of the backend's group in CloudWatch."
  value       = aws_lb_target_group.backend.arn_suffix
}

output "frontend_target_group_arn" {
  description = "Where frontend tasks sign in."
  value       = aws_lb_target_group.frontend.arn
  depends_on  = [aws_lb_listener.https]
}
