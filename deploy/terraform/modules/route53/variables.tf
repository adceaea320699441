variable "name" {
  description = "Beginning of all names."
  type        = string
}

variable "zone_name" {
  description = "Name of the hosted zone."
  type        = string
}

variable "create_zone" {
  description = "Make it."
  type        = bool
}

variable "domain" {
  description = "Address people type."
  type        = string
}

variable "origin_domain" {
  description = "Address that CloudFront asks."
  type        = string
}

variable "cloudfront_domain" {
  description = "Address of the distribution."
  type        = string
}

variable "cloudfront_zone" {
  description = "Zone of that address."
  type        = string
}

variable "alb_domain" {
  description = "Address of the load balancer."
  type        = string
}

variable "alb_zone" {
  description = "Zone of that address."
  type        = string
}
