variable "name" {
  description = "Beginning of all names."
  type        = string
}

variable "domain" {
  description = "Address people type."
  type        = string
}

variable "origin_domain" {
  description = "Address of the load balancer."
  type        = string
}

variable "certificate_arn" {
  description = "Certificate of the domain, in us-east-1."
  type        = string
}

variable "assets_bucket" {
  description = "Bucket of built assets."
  type        = string
}

variable "assets_bucket_arn" {
  description = "Its ARN."
  type        = string
}

variable "assets_domain" {
  description = "Its address."
  type        = string
}

variable "price_class" {
  description = "How many places serve the pages."
  type        = string
}
