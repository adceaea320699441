#!/bin/sh
# Rolls one tag out on AWS: Terraform registers task definitions with the new images, the migration runs as a task of its own, and
# the services follow (Terraform has told them; ECS rolls back by itself what does not become healthy).
#
#   sh deploy/pipelines/deploy-ecs.sh staging 3f2c1d0
set -eu

environment=${1:?environment: dev, staging or production}
tag=${2:?tag of the images}
home=$(cd "$(dirname "$0")/../terraform" && pwd)
terraform="terraform -chdir=$home"

$terraform init -input=false -reconfigure -backend-config="environments/$environment/backend.hcl"
$terraform validate
# The database first: the new task definition migrates before any service is told.
$terraform apply -input=false -auto-approve -var-file="environments/$environment/terraform.tfvars" -var "image_tag=$tag" \
  -target=module.ecs.aws_ecs_task_definition.migrate

output() { $terraform output -json "$1" | node -e "let s='';process.stdin.on('data',d=>s+=d).on('end',()=>{const v=$2;console.log(v)})"; }
cluster=$(output cluster 'JSON.parse(s)')
definition=$(output migrate_task 'JSON.parse(s).task_definition')
network=$(output migrate_task '"awsvpcConfiguration={subnets=["+JSON.parse(s).subnets.join(",")+"],securityGroups=["+JSON.parse(s).security_group+"]}"')
task=$(aws ecs run-task --cluster "$cluster" --task-definition "$definition" --launch-type FARGATE \
  --network-configuration "$network" --query 'tasks[0].taskArn' --output text)
aws ecs wait tasks-stopped --cluster "$cluster" --tasks "$task"
code=$(aws ecs describe-tasks --cluster "$cluster" --tasks "$task" --query 'tasks[0].containers[0].exitCode' --output text)
[ "$code" = 0 ] || { echo "the migration ended with $code" >&2; exit 1; }

$terraform apply -input=false -auto-approve -var-file="environments/$environment/terraform.tfvars" -var "image_tag=$tag"
sh "$(dirname "$0")/wait-for-rollout.sh" ecs "$cluster"
