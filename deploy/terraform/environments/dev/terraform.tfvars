# Small and single: one copy of everything. The load balancer and the database still want subnets in two zones; only the first
# of them holds anything that costs (one NAT gateway, a database without standby).
environment = "dev"
owner       = "platform"
domain      = "dev.learn.example.org"
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
replicas              = { initial = 1, min = 1, max = 2 }
database_class        = "db.t3.micro"
database_storage_gb   = 20
database_multi_az     = false
backup_retention_days = 1
cache_node_type       = "cache.t3.micro"
cache_replicas        = 0
archive_after_days    = 30
deletion_protection   = false
optional_tags         = { Application = "lyceum", BackupPolicy = "none" }
