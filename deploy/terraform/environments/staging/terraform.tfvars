# Like production in shape (several zones, standby, replica of the cache), smaller in size.
environment = "staging"
owner       = "platform"
domain      = "staging.learn.example.org"
zone_name   = "example.org"
mail_from   = "Lyceum <no-reply@example.org>"

# Issued in ACM beforehand: the first in the region of the load balancer, the second in us-east-1.
certificate_arn      = "arn:aws:acm:eu-central-1:111111111111:certificate/00000000-0000-0000-0000-000000000000"
edge_certificate_arn = "arn:aws:acm:us-east-1:111111111111:certificate/00000000-0000-0000-0000-000000000000"

availability_zones    = 2
single_nat_gateway    = true
spot                  = true
task_cpu              = 512
task_memory           = 1024
database_class        = "db.t3.small"
database_storage_gb   = 20
database_multi_az     = true
backup_retention_days = 7
cache_node_type       = "cache.t3.small"
cache_replicas        = 1
deletion_protection   = false
optional_tags         = { Application = "lyceum", BackupPolicy = "daily" }
