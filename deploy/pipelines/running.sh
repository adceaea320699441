#!/bin/sh
# Says what runs now, in one line for rollback.sh: "nothing", or words like backend=lms-staging-backend:41. Asked before a roll-out,
# because afterwards no platform says what ran before; and once more after it, to know later whether somebody else has rolled out.
#
#   sh deploy/pipelines/running.sh kubernetes
#   sh deploy/pipelines/running.sh ecs          with ECS_CLUSTER
#   sh deploy/pipelines/running.sh render       with RENDER_API_KEY, RENDER_SERVICES, and for Vercel VERCEL_TOKEN, VERCEL_ORG_ID, PUBLIC_URL
set -eu

. "$(dirname "$0")/platforms.sh"

found=
add() { [ -z "$2" ] || [ "$2" = None ] || found="$found $1=$2"; }

case "${1:-}" in
  kubernetes)
    for one in backend/backend backend/worker frontend/frontend; do
      revision=$(kubectl --namespace "${one%/*}" get deployment "${one#*/}" --ignore-not-found \
        --output 'jsonpath={.metadata.annotations.deployment\.kubernetes\.io/revision}')
      add "$one" "$revision"
    done
    ;;
  ecs)
    # Before the very first roll-out there is no cluster; any other failure to ask is one.
    cluster=$(aws ecs describe-clusters --clusters "$ECS_CLUSTER" --output text --query "clusters[?status=='ACTIVE'].clusterName | [0]")
    if [ -n "$cluster" ] && [ "$cluster" != None ]; then
      for service in backend worker frontend; do
        definition=$(ecs_definition "$ECS_CLUSTER" "$service")
        # Family and number: the same thing without the number of the account.
        add "$service" "${definition##*/}"
      done
    fi
    ;;
  render)
    for service in $RENDER_SERVICES; do
      live=$(render GET "services/$service/deploys?status=live&limit=1")
      add "$service" "$(printf %s "$live" | field '[0].deploy.id')"
    done
    deployment=$(vercel_deployment)
    add vercel "$deployment"
    ;;
  *)
    echo "usage: running.sh kubernetes | ecs | render" >&2
    exit 2
    ;;
esac

found=${found# }
echo "${found:-nothing}"
