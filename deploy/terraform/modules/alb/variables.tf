variable "name" {
  description = "Beginning of all names."
  type        = string
}

variable "vpc_id" {
  description = "The network."
  type        = string
}

variable "subnet_ids" {
  description = "Public subnets."
  type        = list(string)
}

variable "security_group_id" {
  description = "Group of the load balancer."
  type        = string
}

variable "web_acl_arn" {
  description = "Its firewall."
  type        = string
}

variable "certificate_arn" {
  description = "Its certificate."
  type        = string
}

variable "deletion_protection" {
  description = "Refuse to be destroyed."
  type        = bool
}
