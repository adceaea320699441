# PostgreSQL, the only system of record. The password is in no state file: it is ephemeral, and write-only arguments take it. An
# ephemeral value is another one in every run, so it is kept first, as a secret of its own, and read back from there by whatever needs
# it: in this run, in one that goes on after being cut off, and in one that adds a replica years later. Raise password_version to
# change it everywhere.

locals {
  database         = "lyceum"
  user             = "lyceum"
  password_version = 1
  url_start        = "postgres://${local.user}:${ephemeral.aws_secretsmanager_secret_version.password.secret_string}@"
  # Encrypted; RDS refuses anything else (rds.force_ssl). Its authority is in no list of Node's, so the tasks get it as DATABASE_CA,
  # and deploy/docker/entrypoint.sh makes the file.
  url_end = "/${local.database}?sslmode=verify-full&sslrootcert=/tmp/database-ca.pem"
}

# The authorities of this region, renewed ones included: whoever applies again has them.
data "http" "authorities" {
  url = "https://truststore.pki.rds.amazonaws.com/${var.region}/${var.region}-bundle.pem"

  lifecycle {
    postcondition {
      condition     = self.status_code == 200 && strcontains(self.response_body, "BEGIN CERTIFICATE")
      error_message = "The authorities of RDS in this region could not be read."
    }
  }
}

ephemeral "random_password" "database" {
  length  = 40
  special = false
}

resource "aws_secretsmanager_secret" "password" {
  name       = "${var.name}/database-password"
  kms_key_id = var.kms_key_arn
}

resource "aws_secretsmanager_secret_version" "password" {
  secret_id                = aws_secretsmanager_secret.password.id
  secret_string_wo         = ephemeral.random_password.database.result
  secret_string_wo_version = local.password_version
}

# By its version, which is unknown until it is written: so a raised password_version is read after it is written, never before.
ephemeral "aws_secretsmanager_secret_version" "password" {
  secret_id  = aws_secretsmanager_secret_version.password.secret_id
  version_id = aws_secretsmanager_secret_version.password.version_id
}

resource "aws_db_subnet_group" "main" {
  name       = var.name
  subnet_ids = var.subnet_ids
}

resource "aws_db_parameter_group" "main" {
  name_prefix = "${var.name}-"
  family      = "postgres${split(".", var.engine_version)[0]}"

  parameter {
    name  = "rds.force_ssl"
    value = "1"
  }

  # Who connected, and every change of structure or rights.
  parameter {
    name  = "log_connections"
    value = "1"
  }

  parameter {
    name  = "log_statement"
    value = "ddl"
  }

  parameter {
    name         = "shared_preload_libraries"
    value        = "pg_stat_statements,pgaudit"
    apply_method = "pending-reboot"
  }

  parameter {
    name  = "pgaudit.log"
    value = "ddl,role"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_db_instance" "main" {
  identifier     = var.name
  engine         = "postgres"
  engine_version = var.engine_version
  instance_class = var.instance_class

  allocated_storage     = var.storage_gb
  max_allocated_storage = var.storage_gb * 4
  storage_type          = "gp3"
  storage_encrypted     = true
  kms_key_id            = var.kms_key_arn

  db_name             = local.database
  username            = local.user
  password_wo         = ephemeral.aws_secretsmanager_secret_version.password.secret_string
  password_wo_version = local.password_version

  multi_az               = var.multi_az
  db_subnet_group_name   = aws_db_subnet_group.main.name
  vpc_security_group_ids = [var.security_group_id]
  publicly_accessible    = false
  parameter_group_name   = aws_db_parameter_group.main.name

  backup_retention_period         = var.backup_retention_days
  backup_window                   = "01:00-02:00"
  maintenance_window              = "sun:03:00-sun:04:00"
  copy_tags_to_snapshot           = true
  auto_minor_version_upgrade      = true
  enabled_cloudwatch_logs_exports = ["postgresql", "upgrade"]

  performance_insights_enabled    = true
  performance_insights_kms_key_id = var.kms_key_arn

  deletion_protection       = var.deletion_protection
  skip_final_snapshot       = !var.deletion_protection
  final_snapshot_identifier = "${var.name}-last"
}

resource "aws_db_instance" "replica" {
  count = var.replicas

  identifier             = "${var.name}-replica-${count.index + 1}"
  replicate_source_db    = aws_db_instance.main.identifier
  instance_class         = var.instance_class
  storage_encrypted      = true
  vpc_security_group_ids = [var.security_group_id]
  parameter_group_name   = aws_db_parameter_group.main.name
  publicly_accessible    = false
  copy_tags_to_snapshot  = true
  skip_final_snapshot    = true
}

resource "aws_secretsmanager_secret" "url" {
  name       = "${var.name}/database-url"
  kms_key_id = var.kms_key_arn
}

resource "aws_secretsmanager_secret_version" "url" {
  secret_id                = aws_secretsmanager_secret.url.id
  secret_string_wo         = "${local.url_start}${aws_db_instance.main.endpoint}${local.url_end}"
  secret_string_wo_version = local.password_version
}

resource "aws_secretsmanager_secret" "replica_url" {
  count = var.replicas > 0 ? 1 : 0

  name       = "${var.name}/database-replica-url"
  kms_key_id = var.kms_key_arn
}

resource "aws_secretsmanager_secret_version" "replica_url" {
  count = var.replicas > 0 ? 1 : 0

  secret_id                = aws_secretsmanager_secret.replica_url[0].id
  secret_string_wo         = "${local.url_start}${aws_db_instance.replica[0].endpoint}${local.url_end}"
  secret_string_wo_version = local.password_version
}
