output "bucket_ids" {
  description = "Names, by use."
  value       = { for name, bucket in aws_s3_bucket.main : name => bucket.id }
}

output "bucket_arns" {
  description = "ARNs, by use."
  value       = { for name, bucket in aws_s3_bucket.main : name => bucket.arn }
}

output "bucket_domains" {
  description = "Addresses, by use."
  value       = { for name, bucket in aws_s3_bucket.main : name => bucket.bucket_regional_domain_name }
}
