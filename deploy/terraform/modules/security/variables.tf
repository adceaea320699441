variable "name" {
  description = "Beginning of all names."
  type        = string
}

variable "vpc_id" {
  description = "The network."
  type        = string
}

variable "vpc_cidr" {
  description = "Its addresses."
  type        = string
}

variable "public_subnet_ids" {
  description = "Subnets of the load balancer."
  type        = list(string)
}

variable "private_subnet_ids" {
  description = "Subnets of the tasks."
  type        = list(string)
}

variable "database_subnet_ids" {
  description = "Subnets of database and cache."
  type        = list(string)
}

variable "files_bucket" {
  description = "Name of the bucket of uploaded files."
  type        = string
}

variable "smtp_secret_arn" {
  description = "Secret with SMTP_URL; null without mail."
  type        = string
}
