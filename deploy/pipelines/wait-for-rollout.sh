#!/bin/sh
# Waits until what was rolled out serves, on one of the platforms, and no longer than a limit.
#
#   sh deploy/pipelines/wait-for-rollout.sh kubernetes
#   sh deploy/pipelines/wait-for-rollout.sh ecs <cluster>
#   sh deploy/pipelines/wait-for-rollout.sh address <address> [seconds]
set -eu

case "${1:-}" in
  kubernetes)
    kubectl --namespace backend wait --for=condition=complete job/migrate --timeout=30m
    for one in backend/backend backend/worker frontend/frontend; do
      kubectl --namespace "${one%/*}" rollout status "deployment/${one#*/}" --timeout=10m
    done
    ;;
  ecs)
    aws ecs wait services-stable --cluster "$2" --services backend worker frontend
    ;;
  address)
    limit=${3:-300}
    waited=0
    until curl --silent --fail --max-time 5 --output /dev/null "${2%/}/api/health/ready/"; do
      if [ "$waited" -ge "$limit" ]; then
        echo "$2 was not ready in $limit s" >&2
        exit 1
      fi
      sleep 1
      waited=$((waited + 1))
    done
    ;;
  *)
    echo "usage: wait-for-rollout.sh kubernetes | ecs <cluster> | address <address> [seconds]" >&2
    exit 2
    ;;
esac
