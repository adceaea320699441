output "name_servers" {
  description = "Name servers of a zone made here."
  value       = var.create_zone ? aws_route53_zone.main[0].name_servers : []
}
