#!/bin/sh
# Rolls one tag out on AWS, the first time as any other: the images go to ECR, Terraform makes what the migration needs, the migration
# runs as a task of its own, the assets go to their bucket, and then the services follow (Terraform tells them; ECS rolls back by
# itself what does not become healthy).
#
#   sh deploy/pipelines/deploy-ecs.sh staging 3f2c1d0 ghcr.io/example
set -eu

environment=${1:?environment: dev, staging or production}
tag=${2:?tag of the images}
registry=${3:?registry that the images are in}
here=$(cd "$(dirname "$0")" && pwd)
home=$(cd "$here/../terraform" && pwd)
[ -d "$home/environments/$environment" ] || { echo "there is no environment $environment" >&2; exit 2; }

apply() {
  terraform -chdir="$home" apply -input=false -auto-approve \
    -var-file="environments/$environment/terraform.tfvars" -var "image_tag=$tag" "$@"
}

# output <name> <what of it, as an expression of v>
output() {
  value=$(terraform -chdir="$home" output -json "$1") || { echo "Terraform has no output $1" >&2; exit 1; }
  printf '%s' "$value" | node -e "
    let text = '';
    process.stdin.on('data', (part) => (text += part)).on('end', () => {
      const v = JSON.parse(text || 'null');
      const found = v === null ? undefined : $2;
      if (found === undefined || found === null || found === '') process.exit(1);
      console.log(found);
    });" || { echo "Terraform's output $1 is not what was expected: $value" >&2; exit 1; }
}

terraform -chdir="$home" init -input=false -reconfigure -backend-config="environments/$environment/backend.hcl"
terraform -chdir="$home" validate

# Repositories first: there is nowhere to push to before.
apply -target=module.ecr
backend=$(output repositories v.backend)
frontend=$(output repositories v.frontend)
sh "$here/push-to-ecr.sh" "$tag" "$registry" "$backend" "$frontend"

# Then everything that the migration's task needs, and no service: a task that is told to start needs ways out of its network, rules,
# rights, a place for its lines, and secrets, and only some of these would come by themselves.
# scripts/deploy-checks/terraform-targets.ts follows the references and holds this list against them.
apply \
  -target=module.vpc -target=module.security -target=module.rds -target=module.elasticache -target=module.s3 \
  -target=module.ecs.aws_ecs_cluster_capacity_providers.main \
  -target=module.ecs.aws_cloudwatch_log_group.main \
  -target=module.ecs.aws_secretsmanager_secret_version.generated \
  -target=module.ecs.aws_ecs_task_definition.migrate
cluster=$(output cluster v)
definition=$(output migrate_task v.task_definition)
network=$(output migrate_task "'awsvpcConfiguration={subnets=[' + v.subnets.join(',') + '],securityGroups=[' + v.security_group + ']}'")
bucket=$(output assets_bucket v)

# The database before any service.
task=$(aws ecs run-task --cluster "$cluster" --task-definition "$definition" --launch-type FARGATE \
  --network-configuration "$network" --query 'tasks[0].taskArn' --output text)
case "$task" in
  arn:*) ;;
  *) echo "the migration was not started: $task" >&2; exit 1 ;;
esac
# One wait lasts ten minutes.
waits=3
until aws ecs wait tasks-stopped --cluster "$cluster" --tasks "$task"; do
  waits=$((waits - 1))
  [ "$waits" -gt 0 ] || { echo "the migration was not seen to end; no service was told" >&2; exit 1; }
done
code=$(aws ecs describe-tasks --cluster "$cluster" --tasks "$task" --query 'tasks[0].containers[0].exitCode' --output text)
if [ "$code" != 0 ]; then
  reason=$(aws ecs describe-tasks --cluster "$cluster" --tasks "$task" --query 'tasks[0].stoppedReason' --output text)
  echo "the migration ended with $code ($reason); no service was told" >&2
  exit 1
fi

sh "$here/upload-assets.sh" "$bucket" "$backend:$tag" "$frontend:$tag"
apply
sh "$here/wait-for-rollout.sh" ecs "$cluster" "$tag"
