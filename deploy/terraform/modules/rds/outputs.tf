output "arn" {
  description = "The primary."
  value       = aws_db_instance.main.arn
}

output "identifier" {
  description = "Its name in CloudWatch."
  value       = aws_db_instance.main.identifier
}

output "url_secret_arn" {
  description = "Secret with DATABASE_URL."
  value       = aws_secretsmanager_secret_version.url.arn
}

output "replica_url_secret_arn" {
  description = "Secret with DATABASE_REPLICA_URL; null without a replica."
  value       = one(aws_secretsmanager_secret_version.replica_url[*].arn)
}

output "authorities" {
  description = "Who vouches for the database's certificate: PEM."
  value       = data.http.authorities.response_body
}
