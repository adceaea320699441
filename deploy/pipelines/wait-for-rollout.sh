#!/bin/sh
# Waits until what was rolled out serves, on one of the platforms, and no longer than a limit.
#
#   sh deploy/pipelines/wait-for-rollout.sh kubernetes
#   sh deploy/pipelines/wait-for-rollout.sh ecs <cluster> [tag]
#   sh deploy/pipelines/wait-for-rollout.sh address <address> [seconds] [revision]
set -eu

. "$(dirname "$0")/platforms.sh"

case "${1:-}" in
  kubernetes)
    kubectl --namespace backend wait --for=condition=complete job/migrate --timeout=30m
    for one in backend/backend backend/worker frontend/frontend; do
      kubectl --namespace "${one%/*}" rollout status "deployment/${one#*/}" --timeout=10m
    done
    ;;
  ecs)
    aws ecs wait services-stable --cluster "$2" --services backend worker frontend
    # Stable is also what ECS has taken back by itself. What runs says whether it is what was meant.
    [ -n "${3:-}" ] || exit 0
    for service in backend worker frontend; do
      definition=$(ecs_definition "$2" "$service")
      image=$(aws ecs describe-task-definition --task-definition "$definition" --output text \
        --query "taskDefinition.containerDefinitions[?name=='$service'].image | [0]")
      case "$image" in
        *":$3") ;;
        *)
          echo "$service runs $image, not $3: ECS has taken it back" >&2
          exit 1
          ;;
      esac
    done
    ;;
  address)
    address=${2%/}
    limit=${3:-300}
    revision=${4:-}
    # While processes are exchanged, old and new ones answer in turn; several in a row are taken for all.
    wanted=1
    [ -z "$revision" ] || wanted=3
    right=0
    end=$(($(date +%s) + limit))
    while :; do
      answer=$(curl --silent --fail --max-time 5 "$address/api/health/ready/") || answer=
      case "$answer" in
        *"\"revision\":\"$revision\""*) right=$((right + 1)) ;;
        ?*) [ -n "$revision" ] && right=0 || right=$((right + 1)) ;;
        *) right=0 ;;
      esac
      [ "$right" -lt "$wanted" ] || exit 0
      if [ "$(date +%s)" -ge "$end" ]; then
        echo "$address was not ready in $limit s${revision:+ with revision $revision}; it last answered: ${answer:-nothing}" >&2
        exit 1
      fi
      sleep 1
    done
    ;;
  *)
    echo "usage: wait-for-rollout.sh kubernetes | ecs <cluster> [tag] | address <address> [seconds] [revision]" >&2
    exit 2
    ;;
esac
