# Full redundancy: three zones with a NAT gateway each, a standby and a read replica, two replicas of the cache.
environment = "production"
owner       = "platform"
domain      = "learn.example.org"
zone_name   = "example.org"
mail_from   = "Lyceum <no-reply@example.org>"

# Issued in ACM beforehand: the first in the region of the load balancer, the second in us-east-1.
certificate_arn      = "arn:aws:acm:eu-central-1:111111111111:certificate/00000000-0000-0000-0000-000000000000"
edge_certificate_arn = "arn:aws:acm:us-east-1:111111111111:certificate/00000000-0000-0000-0000-000000000000"

availability_zones    = 3
single_nat_gateway    = false
spot                  = false
task_cpu              = 1024
task_memory           = 2048
tracing               = true
database_class        = "db.m6g.large"
database_storage_gb   = 100
database_multi_az     = true
database_replicas     = 1
backup_retention_days = 30
cache_node_type       = "cache.m6g.large"
cache_replicas        = 2
price_class           = "PriceClass_All"
deletion_protection   = true
alarm_emails          = ["platform@example.org"]
optional_tags         = { Application = "lyceum", BackupPolicy = "daily", CostCenter = "learning" }
