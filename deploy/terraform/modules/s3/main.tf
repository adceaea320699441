# Four buckets, none of them public: built assets (read by CloudFront), uploaded files, backups, audit trails. Nothing writes backups
# by itself: it is the drawn place for copies that people take (`lyceum backup`, exported snapshots); what is automatic is in the vault
# of backup.tf and in RDS.

locals {
  archived = { for name in ["backups", "audit"] : name => aws_s3_bucket.main[name] }
}

resource "aws_s3_bucket" "main" {
  for_each = var.buckets

  bucket = each.value
}

resource "aws_s3_bucket_versioning" "main" {
  for_each = aws_s3_bucket.main

  bucket = each.value.id

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "main" {
  for_each = aws_s3_bucket.main

  bucket = each.value.id

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}

resource "aws_s3_bucket_public_access_block" "main" {
  for_each = aws_s3_bucket.main

  bucket = each.value.id

  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_ownership_controls" "main" {
  for_each = aws_s3_bucket.main

  bucket = each.value.id

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "archived" {
  for_each = local.archived

  bucket = each.value.id

  rule {
    id     = "archive"
    status = "Enabled"

    filter {}

    transition {
      days          = 30
      storage_class = "STANDARD_IA"
    }

    transition {
      days          = max(var.archive_after_days, 60)
      storage_class = "GLACIER"
    }

    expiration {
      days = 730
    }
  }

  depends_on = [aws_s3_bucket_versioning.main]
}

resource "aws_s3_bucket_lifecycle_configuration" "current" {
  for_each = { for name in ["assets", "files"] : name => aws_s3_bucket.main[name] }

  bucket = each.value.id

  rule {
    id     = "old-versions"
    status = "Enabled"

    filter {}

    noncurrent_version_expiration {
      noncurrent_days = 90
    }

    abort_incomplete_multipart_upload {
      days_after_initiation = 7
    }
  }

  # What is not read for a while costs less by itself.
  rule {
    id     = "tiering"
    status = "Enabled"

    filter {}

    transition {
      days          = 30
      storage_class = "INTELLIGENT_TIERING"
    }
  }

  depends_on = [aws_s3_bucket_versioning.main]
}
