# Redis 7 for cache, rate limits and fan-out. Nothing in it is a record. Its password cannot be write-only yet, so it is in the state,
# which is encrypted and readable to those alone who may change the environment.

resource "random_password" "token" {
  length  = 40
  special = false
}

resource "aws_elasticache_subnet_group" "main" {
  name       = var.name
  subnet_ids = var.subnet_ids
}

resource "aws_elasticache_parameter_group" "main" {
  name   = "${var.name}-redis7"
  family = "redis7"

  parameter {
    name  = "maxmemory-policy"
    value = "allkeys-lru"
  }
}

resource "aws_elasticache_replication_group" "main" {
  replication_group_id = var.name
  description          = "Cache of ${var.name}"
  engine               = "redis"
  engine_version       = "7.1"
  node_type            = var.node_type
  port                 = 6379

  # One shard: the product's client speaks to one primary, whose address follows a failover. Sharding (cluster mode) would divide
  # what fits on the smallest node many times over.
  cluster_mode               = "disabled"
  num_cache_clusters         = var.replicas + 1
  automatic_failover_enabled = var.replicas > 0
  multi_az_enabled           = var.replicas > 0

  subnet_group_name    = aws_elasticache_subnet_group.main.name
  security_group_ids   = [var.security_group_id]
  parameter_group_name = aws_elasticache_parameter_group.main.name

  at_rest_encryption_enabled = true
  kms_key_id                 = var.kms_key_arn
  transit_encryption_enabled = true
  auth_token                 = random_password.token.result

  snapshot_retention_limit = 1
  snapshot_window          = "00:00-01:00"
  maintenance_window       = "sun:04:00-sun:05:00"
}

resource "aws_secretsmanager_secret" "url" {
  name       = "${var.name}/redis-url"
  kms_key_id = var.kms_key_arn
}

resource "aws_secretsmanager_secret_version" "url" {
  secret_id     = aws_secretsmanager_secret.url.id
  secret_string = "rediss://:${random_password.token.result}@${aws_elasticache_replication_group.main.primary_endpoint_address}:6379"
}
