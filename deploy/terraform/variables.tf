# --- what it is and whose it is ---------------------------------------------------------------------------------------------

variable "environment" {
  description = "Which environment this is; it stands in every name and tag."
  type        = string

  validation {
    condition     = contains(["dev", "staging", "production"], var.environment)
    error_message = "The environment is dev, staging or production."
  }
}

variable "project" {
  description = "Tag Project and beginning of every name."
  type        = string
  default     = "lms"

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,11}$", var.project))
    error_message = "Small letters, digits and dashes, at most 12: it is the beginning of names with limits."
  }
}

variable "owner" {
  description = "Tag Owner: the team that answers for it."
  type        = string

  validation {
    condition     = length(trimspace(var.owner)) > 0
    error_message = "Every resource has an owner."
  }
}

variable "optional_tags" {
  description = "Further tags; only the agreed names."
  type        = map(string)
  default     = {}

  validation {
    condition     = alltrue([for name in keys(var.optional_tags) : contains(["CostCenter", "Application", "Version", "BackupPolicy"], name)])
    error_message = "Optional tags are CostCenter, Application, Version and BackupPolicy."
  }
}

# --- where ------------------------------------------------------------------------------------------------------------------

variable "region" {
  description = "AWS region of everything but the edge."
  type        = string
  default     = "eu-central-1"
}

variable "vpc_cidr" {
  description = "Addresses of the network; the subnets are cut from it."
  type        = string
  default     = "10.0.0.0/16"

  validation {
    condition     = can(cidrnetmask(var.vpc_cidr)) && endswith(var.vpc_cidr, "/16")
    error_message = "A /16 network, such as 10.0.0.0/16."
  }
}

variable "availability_zones" {
  description = "How many zones the subnets are spread over. The load balancer and the database want two at least."
  type        = number
  default     = 3

  validation {
    condition     = var.availability_zones >= 2 && var.availability_zones <= 6
    error_message = "Between 2 and 6."
  }
}

variable "domain" {
  description = "The address people type, such as learn.example.org."
  type        = string
}

variable "zone_name" {
  description = "The hosted zone that the domain is in, such as example.org."
  type        = string
}

variable "create_zone" {
  description = "Make the hosted zone. False where it exists already."
  type        = bool
  default     = false
}

variable "certificate_arn" {
  description = "ACM certificate of the load balancer, for the domain and origin.<domain>, in `region`."
  type        = string
}

variable "edge_certificate_arn" {
  description = "ACM certificate of CloudFront, for the domain, in us-east-1."
  type        = string
}

# --- what runs --------------------------------------------------------------------------------------------------------------

variable "image_tag" {
  description = "Tag of both images; the pipeline sets it to the commit."
  type        = string
}

variable "mail_from" {
  description = "Sender of all mail."
  type        = string
}

variable "smtp_secret_arn" {
  description = "Secrets Manager secret that holds SMTP_URL. Without it, mail stays in the mail log."
  type        = string
  default     = null
}

variable "registration" {
  description = "open: anyone may register. closed: administrators create accounts."
  type        = string
  default     = "closed"
}

variable "tracing" {
  description = "A collector beside each task sends traces to X-Ray."
  type        = bool
  default     = false
}

variable "alarm_emails" {
  description = "Who is told when an alarm goes off."
  type        = list(string)
  default     = []
}

variable "alarm_endpoints" {
  description = "HTTPS addresses (PagerDuty, Opsgenie) that are told as well."
  type        = list(string)
  default     = []
}

# --- cost levers ------------------------------------------------------------------------------------------------------------

variable "single_nat_gateway" {
  description = "One NAT gateway for all zones instead of one each: cheaper, and one zone's loss is everybody's."
  type        = bool
  default     = false
}

variable "spot" {
  description = "Tasks on spare capacity, at about a third of the price, stopped at two minutes' notice. Not for production."
  type        = bool
  default     = false
}

variable "task_cpu" {
  description = "CPU units of one backend or worker task (1024 is one core)."
  type        = number
  default     = 1024
}

variable "task_memory" {
  description = "Memory of one backend or worker task in MiB."
  type        = number
  default     = 2048
}

variable "replicas" {
  description = "Tasks of backend and frontend: at first, at least, at most."
  type = object({
    initial = number
    min     = number
    max     = number
  })
  default = {
    initial = 3
    min     = 2
    max     = 10
  }
}

variable "database_class" {
  description = "Instance class of the database."
  type        = string
  default     = "db.t3.small"
}

variable "database_storage_gb" {
  description = "Storage of the database at first; it grows to four times as much by itself."
  type        = number
  default     = 50
}

variable "database_multi_az" {
  description = "A standby in another zone that takes over by itself."
  type        = bool
  default     = true
}

variable "database_replicas" {
  description = "Read replicas, for reports and exports."
  type        = number
  default     = 0
}

variable "backup_retention_days" {
  description = "How long automatic backups of the database are kept."
  type        = number
  default     = 14
}

variable "cache_node_type" {
  description = "Node type of the cache."
  type        = string
  default     = "cache.t3.small"
}

variable "cache_replicas" {
  description = "Replicas of the cache's primary; with none there is no failover."
  type        = number
  default     = 1
}

variable "archive_after_days" {
  description = "When backups in S3 move to Glacier."
  type        = number
  default     = 90
}

variable "price_class" {
  description = "How many of CloudFront's places serve the pages."
  type        = string
  default     = "PriceClass_100"
}

variable "deletion_protection" {
  description = "The database and the load balancer cannot be destroyed by mistake."
  type        = bool
  default     = true
}
