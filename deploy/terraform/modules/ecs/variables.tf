variable "name" {
  description = "Beginning of all names."
  type        = string
}

variable "region" {
  description = "Region, for the logs."
  type        = string
}

variable "subnet_ids" {
  description = "Private subnets."
  type        = list(string)
}

variable "security_group_id" {
  description = "Group of the tasks."
  type        = string
}

variable "kms_key_arn" {
  description = "Key of data at rest."
  type        = string
}

variable "execution_role_arn" {
  description = "Role that starts tasks."
  type        = string
}

variable "task_role_arn" {
  description = "Role of the running product."
  type        = string
}

variable "backend_image" {
  description = "Image of backend, worker and migration."
  type        = string
}

variable "frontend_image" {
  description = "Image of the front end."
  type        = string
}

variable "backend_target_group_arn" {
  description = "Where backend tasks sign in."
  type        = string
}

variable "balancer_suffix" {
  description = "The load balancer as CloudWatch names it"
  type        = string
}

variable "backend_target_group_suffix" {
  description = "The backend's target group as CloudWatch names it"
  type        = string
}

variable "frontend_target_group_arn" {
  description = "Where frontend tasks sign in."
  type        = string
}

variable "database_authorities" {
  description = "Who vouches for the database's certificate: PEM."
  type        = string
}

variable "database_secret_arn" {
  description = "Secret with DATABASE_URL."
  type        = string
}

variable "replica_secret_arn" {
  description = "Secret with DATABASE_REPLICA_URL; null without a replica."
  type        = string
}

variable "cache_secret_arn" {
  description = "Secret with REDIS_URL."
  type        = string
}

variable "smtp_secret_arn" {
  description = "Secret with SMTP_URL; null without mail."
  type        = string
}

variable "public_url" {
  description = "Address people type."
  type        = string
}

variable "files_bucket" {
  description = "Name of the bucket of uploaded files."
  type        = string
}

variable "mail_from" {
  description = "Sender of all mail."
  type        = string
}

variable "registration" {
  description = "open or closed."
  type        = string
}

variable "cpu" {
  description = "CPU units of a backend or worker task."
  type        = number
}

variable "memory" {
  description = "Memory of a backend or worker task in MiB."
  type        = number
}

variable "replicas" {
  description = "Tasks at first, at least, at most."
  type = object({
    initial = number
    min     = number
    max     = number
  })
}

variable "spot" {
  description = "Tasks on spare capacity."
  type        = bool
}

variable "tracing" {
  description = "A collector beside each backend and worker task."
  type        = bool
}
