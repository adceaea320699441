output "repository_urls" {
  description = "Address of each repository, by name."
  value       = { for name, repository in aws_ecr_repository.main : name => repository.repository_url }
}
