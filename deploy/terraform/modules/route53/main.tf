# Names: the domain leads to CloudFront, origin.<domain> to the load balancer; a health check asks from outside what people would.

locals {
  zone_id = var.create_zone ? aws_route53_zone.main[0].zone_id : data.aws_route53_zone.existing[0].zone_id
}

resource "aws_route53_zone" "main" {
  count = var.create_zone ? 1 : 0

  name = var.zone_name
}

data "aws_route53_zone" "existing" {
  count = var.create_zone ? 0 : 1

  name = var.zone_name
}

resource "aws_route53_record" "domain" {
  for_each = toset(["A", "AAAA"])

  zone_id = local.zone_id
  name    = var.domain
  type    = each.value

  alias {
    name                   = var.cloudfront_domain
    zone_id                = var.cloudfront_zone
    evaluate_target_health = false
  }
}

resource "aws_route53_record" "origin" {
  zone_id = local.zone_id
  name    = var.origin_domain
  type    = "A"

  alias {
    name                   = var.alb_domain
    zone_id                = var.alb_zone
    evaluate_target_health = true
  }
}

resource "aws_route53_health_check" "ready" {
  fqdn              = var.domain
  port              = 443
  type              = "HTTPS"
  resource_path     = "/api/health/ready/"
  request_interval  = 30
  failure_threshold = 3

  tags = { Name = var.name }
}
