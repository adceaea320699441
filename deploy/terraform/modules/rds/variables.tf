variable "name" {
  description = "Beginning of all names."
  type        = string
}

variable "region" {
  description = "Region of the database, whose certificates are made by an authority of that region."
  type        = string
}

variable "subnet_ids" {
  description = "Database subnets."
  type        = list(string)
}

variable "security_group_id" {
  description = "Group of the database."
  type        = string
}

variable "kms_key_arn" {
  description = "Key of data at rest."
  type        = string
}

variable "engine_version" {
  description = "PostgreSQL, 15 or newer."
  type        = string
  default     = "15"

  validation {
    condition     = tonumber(split(".", var.engine_version)[0]) >= 15
    error_message = "The product needs PostgreSQL 15 or newer."
  }
}

variable "instance_class" {
  description = "Instance class."
  type        = string
}

variable "storage_gb" {
  description = "Storage at first."
  type        = number
}

variable "multi_az" {
  description = "A standby in another zone."
  type        = bool
}

variable "replicas" {
  description = "Read replicas."
  type        = number
}

variable "backup_retention_days" {
  description = "How long automatic backups are kept."
  type        = number
}

variable "deletion_protection" {
  description = "Refuse to be destroyed, and leave a last snapshot."
  type        = bool
}
