# The gateway of this option: round robin over healthy tasks, no sticky sessions, TLS 1.2 and newer.

locals {
  # What the backend answers; everything else is the front end. The same list as in deploy/nginx/gateway.conf.template.
  backend_paths = ["/api/*", "/.well-known/*", "/catalog", "/catalog/", "/courses/*", "/shared/*"]
}

resource "aws_lb" "main" {
  name                       = var.name
  load_balancer_type         = "application"
  subnets                    = var.subnet_ids
  security_groups            = [var.security_group_id]
  enable_deletion_protection = var.deletion_protection
  drop_invalid_header_fields = true
  enable_http2               = true
  # Only CloudFront gets here, and the last address it wrote is the visitor's; one more would make all visitors CloudFront.
  xff_header_processing_mode = "preserve"
  # Event streams send something every half minute.
  idle_timeout = 120
}

resource "aws_wafv2_web_acl_association" "main" {
  resource_arn = aws_lb.main.arn
  web_acl_arn  = var.web_acl_arn
}

resource "aws_lb_target_group" "backend" {
  name_prefix                   = "back-"
  vpc_id                        = var.vpc_id
  port                          = 8000
  protocol                      = "HTTP"
  target_type                   = "ip"
  load_balancing_algorithm_type = "round_robin"
  # As long as a stopping process finishes what is under way.
  deregistration_delay = 20

  health_check {
    path                = "/api/health/ready/"
    matcher             = "200"
    interval            = 10
    timeout             = 5
    healthy_threshold   = 2
    unhealthy_threshold = 3
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_lb_target_group" "frontend" {
  name_prefix                   = "front-"
  vpc_id                        = var.vpc_id
  port                          = 8080
  protocol                      = "HTTP"
  target_type                   = "ip"
  load_balancing_algorithm_type = "round_robin"
  deregistration_delay          = 10

  health_check {
    path                = "/healthz"
    matcher             = "200"
    interval            = 10
    timeout             = 5
    healthy_threshold   = 2
    unhealthy_threshold = 3
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_lb_listener" "https" {
  load_balancer_arn = aws_lb.main.arn
  port              = 443
  protocol          = "HTTPS"
  ssl_policy        = "ELBSecurityPolicy-TLS13-1-2-2021-06"
  certificate_arn   = var.certificate_arn

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.frontend.arn
  }
}

# A rule takes five patterns at most.
resource "aws_lb_listener_rule" "backend" {
  for_each = { for index, paths in chunklist(local.backend_paths, 5) : index => paths }

  listener_arn = aws_lb_listener.https.arn
  priority     = 100 + each.key

  action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.backend.arn
  }

  condition {
    path_pattern {
      values = each.value
    }
  }
}

# Metrics are for the network inside.
resource "aws_lb_listener_rule" "metrics" {
  listener_arn = aws_lb_listener.https.arn
  priority     = 10

  action {
    type = "fixed-response"

    fixed_response {
      content_type = "text/plain"
      status_code  = "404"
    }
  }

  condition {
    path_pattern {
      values = ["/metrics"]
    }
  }
}
