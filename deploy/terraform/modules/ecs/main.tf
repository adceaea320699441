# Fargate: backend, worker and frontend as services, the migration as a task that the pipeline runs before a roll-out.

locals {
  # Variables of server/platform/config.ts. The database's place and all secrets come from Secrets Manager.
  environment = {
    NODE_ENV      = "production"
    PORT          = "8000"
    DATA_DIR      = "/data"
    PUBLIC_URL    = var.public_url
    STORAGE_URL   = "s3://${var.files_bucket}/uploads?region=${var.region}"
    MAIL_FROM     = var.mail_from
    REGISTRATION  = var.registration
    TRUST_PROXY   = "1"
    MIGRATE       = "0"
    DATABASE_POOL = "10"
    DATABASE_CA   = var.database_authorities
    DEMO          = "0"
  }
  traced_environment = merge(local.environment, var.tracing ? { OTEL_EXPORTER_OTLP_ENDPOINT = "http://localhost:4318" } : {})
  secrets = { for name, arn in {
    DATABASE_URL         = var.database_secret_arn
    DATABASE_REPLICA_URL = var.replica_secret_arn
    REDIS_URL            = var.cache_secret_arn
    SMTP_URL             = var.smtp_secret_arn
    SESSION_SECRET       = aws_secretsmanager_secret_version.generated["session-secret"].arn
    METRICS_TOKEN        = aws_secretsmanager_secret_version.generated["metrics-token"].arn
  } : name => arn if arn != null }

  processes = {
    backend = { command = ["start", "--services", "users,courses,calendar", "--no-worker"] }
    worker  = { command = ["worker"] }
  }

  collector = {
    name      = "collector"
    image     = "public.ecr.aws/aws-observability/aws-otel-collector:v0.43.3"
    essential = false
    command   = ["--config=/etc/ecs/ecs-default-config.yaml"]
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        "awslogs-group"         = aws_cloudwatch_log_group.main["collector"].name
        "awslogs-region"        = var.region
        "awslogs-stream-prefix" = "collector"
      }
    }
  }

  backend_container = {
    image                  = var.backend_image
    essential              = true
    user                   = "10001:10001"
    readonlyRootFilesystem = true
    stopTimeout            = 45
    mountPoints = [
      { sourceVolume = "data", containerPath = "/data", readOnly = false },
      { sourceVolume = "tmp", containerPath = "/tmp", readOnly = false },
    ]
    secrets         = [for name, arn in local.secrets : { name = name, valueFrom = arn }]
    linuxParameters = { initProcessEnabled = true, capabilities = { drop = ["ALL"] } }
  }
}

resource "aws_ecs_cluster" "main" {
  name = var.name

  setting {
    name  = "containerInsights"
    value = "enabled"
  }
}

resource "aws_ecs_cluster_capacity_providers" "main" {
  cluster_name       = aws_ecs_cluster.main.name
  capacity_providers = ["FARGATE", "FARGATE_SPOT"]

  default_capacity_provider_strategy {
    capacity_provider = var.spot ? "FARGATE_SPOT" : "FARGATE"
    weight            = 1
  }
}

resource "aws_cloudwatch_log_group" "main" {
  for_each = toset(["backend", "worker", "frontend", "migrate", "collector"])

  name              = "/${var.name}/${each.value}"
  retention_in_days = 30
  kms_key_id        = var.kms_key_arn
}

# --- secrets that nobody needs to know ------------------------------------------------------------------------------------------

ephemeral "random_password" "generated" {
  for_each = toset(["session-secret", "metrics-token"])

  length  = 48
  special = false
}

resource "aws_secretsmanager_secret" "generated" {
  for_each = toset(["session-secret", "metrics-token"])

  name       = "${var.name}/${each.value}"
  kms_key_id = var.kms_key_arn
}

resource "aws_secretsmanager_secret_version" "generated" {
  for_each = aws_secretsmanager_secret.generated

  secret_id                = each.value.id
  secret_string_wo         = ephemeral.random_password.generated[each.key].result
  secret_string_wo_version = 1
}

# --- backend and worker: one image, two commands ----------------------------------------------------------------------------------

resource "aws_ecs_task_definition" "process" {
  for_each = local.processes

  family                   = "${var.name}-${each.key}"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = var.cpu
  memory                   = var.memory
  execution_role_arn       = var.execution_role_arn
  task_role_arn            = var.task_role_arn

  # A definition that is not kept cannot be gone back to (deploy/pipelines/rollback.sh, and the circuit breaker below).
  skip_destroy = true

  container_definitions = jsonencode(concat(
    [merge(local.backend_container, {
      name         = each.key
      command      = each.value.command
      portMappings = [{ containerPort = 8000, protocol = "tcp" }]
      environment  = [for name, value in local.traced_environment : { name = name, value = value }]
      healthCheck = {
        command     = ["CMD", "node", "deploy/docker/healthcheck.mjs"]
        interval    = 10
        timeout     = 5
        retries     = 3
        startPeriod = 120
      }
      logConfiguration = {
        logDriver = "awslogs"
        options = {
          "awslogs-group"         = aws_cloudwatch_log_group.main[each.key].name
          "awslogs-region"        = var.region
          "awslogs-stream-prefix" = each.key
        }
      }
    })],
    var.tracing ? [local.collector] : [],
  ))

  volume {
    name = "data"
  }

  volume {
    name = "tmp"
  }
}

resource "aws_ecs_service" "backend" {
  name                              = "backend"
  cluster                           = aws_ecs_cluster.main.id
  task_definition                   = aws_ecs_task_definition.process["backend"].arn
  desired_count                     = var.replicas.initial
  health_check_grace_period_seconds = 120
  enable_execute_command            = false
  propagate_tags                    = "SERVICE"

  capacity_provider_strategy {
    capacity_provider = var.spot ? "FARGATE_SPOT" : "FARGATE"
    weight            = 1
  }

  # A roll-out that does not become healthy goes back by itself.
  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  deployment_minimum_healthy_percent = 100
  deployment_maximum_percent         = 200

  network_configuration {
    subnets          = var.subnet_ids
    security_groups  = [var.security_group_id]
    assign_public_ip = false
  }

  load_balancer {
    target_group_arn = var.backend_target_group_arn
    container_name   = "backend"
    container_port   = 8000
  }

  lifecycle {
    ignore_changes = [desired_count]
  }

  # A cluster without its capacity providers refuses the service.
  depends_on = [aws_ecs_cluster_capacity_providers.main]
}

resource "aws_ecs_service" "worker" {
  name            = "worker"
  cluster         = aws_ecs_cluster.main.id
  task_definition = aws_ecs_task_definition.process["worker"].arn
  desired_count   = var.replicas.min
  propagate_tags  = "SERVICE"

  capacity_provider_strategy {
    capacity_provider = var.spot ? "FARGATE_SPOT" : "FARGATE"
    weight            = 1
  }

  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  network_configuration {
    subnets          = var.subnet_ids
    security_groups  = [var.security_group_id]
    assign_public_ip = false
  }

  # A cluster without its capacity providers refuses the service.
  depends_on = [aws_ecs_cluster_capacity_providers.main]
}

resource "aws_ecs_task_definition" "migrate" {
  family                   = "${var.name}-migrate"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = 512
  memory                   = 1024
  execution_role_arn       = var.execution_role_arn
  task_role_arn            = var.task_role_arn

  container_definitions = jsonencode([merge(local.backend_container, {
    name        = "migrate"
    command     = ["migrate"]
    environment = [for name, value in local.environment : { name = name, value = value }]
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        "awslogs-group"         = aws_cloudwatch_log_group.main["migrate"].name
        "awslogs-region"        = var.region
        "awslogs-stream-prefix" = "migrate"
      }
    }
  })])

  volume {
    name = "data"
  }

  volume {
    name = "tmp"
  }
}

# --- front end ------------------------------------------------------------------------------------------------------------------

resource "aws_ecs_task_definition" "frontend" {
  family                   = "${var.name}-frontend"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = 256
  memory                   = 512
  execution_role_arn       = var.execution_role_arn

  # A definition that is not kept cannot be gone back to (deploy/pipelines/rollback.sh, and the circuit breaker below).
  skip_destroy = true

  container_definitions = jsonencode([{
    name                   = "frontend"
    image                  = var.frontend_image
    essential              = true
    user                   = "101:101"
    readonlyRootFilesystem = true
    portMappings           = [{ containerPort = 8080, protocol = "tcp" }]
    mountPoints            = [{ sourceVolume = "tmp", containerPath = "/tmp/frontend", readOnly = false }]
    linuxParameters        = { initProcessEnabled = true, capabilities = { drop = ["ALL"] } }
    healthCheck = {
      command     = ["CMD", "wget", "-q", "-O", "/dev/null", "http://127.0.0.1:8080/healthz"]
      interval    = 10
      timeout     = 5
      retries     = 3
      startPeriod = 10
    }
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        "awslogs-group"         = aws_cloudwatch_log_group.main["frontend"].name
        "awslogs-region"        = var.region
        "awslogs-stream-prefix" = "frontend"
      }
    }
  }])

  volume {
    name = "tmp"
  }
}

resource "aws_ecs_service" "frontend" {
  name                              = "frontend"
  cluster                           = aws_ecs_cluster.main.id
  task_definition                   = aws_ecs_task_definition.frontend.arn
  desired_count                     = var.replicas.initial
  health_check_grace_period_seconds = 30
  propagate_tags                    = "SERVICE"

  capacity_provider_strategy {
    capacity_provider = var.spot ? "FARGATE_SPOT" : "FARGATE"
    weight            = 1
  }

  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  network_configuration {
    subnets          = var.subnet_ids
    security_groups  = [var.security_group_id]
    assign_public_ip = false
  }

  load_balancer {
    target_group_arn = var.frontend_target_group_arn
    container_name   = "frontend"
    container_port   = 8080
  }

  lifecycle {
    ignore_changes = [desired_count]
  }

  # A cluster without its capacity providers refuses the service.
  depends_on = [aws_ecs_cluster_capacity_providers.main]
}

# --- more and fewer by themselves -------------------------------------------------------------------------------------------------

resource "aws_appautoscaling_target" "main" {
  for_each = { backend = aws_ecs_service.backend.name, frontend = aws_ecs_service.frontend.name }

  service_namespace  = "ecs"
  resource_id        = "service/${aws_ecs_cluster.main.name}/${each.value}"
  scalable_dimension = "ecs:service:DesiredCount"
  min_capacity       = var.replicas.min
  max_capacity       = var.replicas.max
}

resource "aws_appautoscaling_policy" "cpu" {
  for_each = aws_appautoscaling_target.main

  name               = "${var.name}-${each.key}-cpu"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = each.value.service_namespace
  resource_id        = each.value.resource_id
  scalable_dimension = each.value.scalable_dimension

  target_tracking_scaling_policy_configuration {
    target_value       = 70
    scale_out_cooldown = 60
    scale_in_cooldown  = 300

    predefined_metric_specification {
      predefined_metric_type = "ECSServiceAverageCPUUtilization"
    }
  }
}

resource "aws_appautoscaling_policy" "memory" {
  for_each = aws_appautoscaling_target.main

  name               = "${var.name}-${each.key}-memory"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = each.value.service_namespace
  resource_id        = each.value.resource_id
  scalable_dimension = each.value.scalable_dimension

  target_tracking_scaling_policy_configuration {
    target_value       = 80
    scale_out_cooldown = 60
    scale_in_cooldown  = 300

    predefined_metric_specification {
      predefined_metric_type = "ECSServiceAverageMemoryUtilization"
    }
  }
}

# L-113: requests and time to answer as well; the same figures as in deploy/kubernetes/components/request-autoscaling.
resource "aws_appautoscaling_policy" "requests" {
  name               = "${var.name}-backend-requests"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = aws_appautoscaling_target.main["backend"].service_namespace
  resource_id        = aws_appautoscaling_target.main["backend"].resource_id
  scalable_dimension = aws_appautoscaling_target.main["backend"].scalable_dimension

  target_tracking_scaling_policy_configuration {
    # Per minute and task: 300 a second.
    target_value       = 18000
    scale_out_cooldown = 60
    scale_in_cooldown  = 300

    predefined_metric_specification {
      predefined_metric_type = "ALBRequestCountPerTarget"
      resource_label         = "${var.balancer_suffix}/${var.backend_target_group_suffix}"
    }
  }
}

resource "aws_appautoscaling_policy" "response_time" {
  name               = "${var.name}-backend-response-time"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = aws_appautoscaling_target.main["backend"].service_namespace
  resource_id        = aws_appautoscaling_target.main["backend"].resource_id
  scalable_dimension = aws_appautoscaling_target.main["backend"].scalable_dimension

  target_tracking_scaling_policy_configuration {
    target_value       = 0.25
    scale_out_cooldown = 60
    scale_in_cooldown  = 300

    customized_metric_specification {
      namespace   = "AWS/ApplicationELB"
      metric_name = "TargetResponseTime"
      statistic   = "Average"
      unit        = "Seconds"

      dimensions {
        name  = "LoadBalancer"
        value = var.balancer_suffix
      }

      dimensions {
        name  = "TargetGroup"
        value = var.backend_target_group_suffix
      }
    }
  }
}
