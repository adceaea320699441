output "domain_name" {
  description = "Its own address."
  value       = aws_cloudfront_distribution.main.domain_name
}

output "hosted_zone_id" {
  description = "Zone of that address, for alias records."
  value       = aws_cloudfront_distribution.main.hosted_zone_id
}

output "distribution_id" {
  description = "Its name for the pipeline."
  value       = aws_cloudfront_distribution.main.id
}
