variable "name" {
  description = "Beginning of all names."
  type        = string
}

variable "subnet_ids" {
  description = "Database subnets."
  type        = list(string)
}

variable "security_group_id" {
  description = "Group of the cache."
  type        = string
}

variable "kms_key_arn" {
  description = "Key of data at rest."
  type        = string
}

variable "node_type" {
  description = "Node type."
  type        = string
}

variable "replicas" {
  description = "Replicas of the primary."
  type        = number
}
