#!/bin/sh
# Back to what ran before. The database is not taken back: migrations only ever add (expand, then contract a release later), so the
# older program runs on the newer tables.
#
#   sh deploy/pipelines/rollback.sh kubernetes
#   sh deploy/pipelines/rollback.sh ecs <cluster>
#   sh deploy/pipelines/rollback.sh render <service id> [<service id> ...]     with RENDER_API_KEY
#   sh deploy/pipelines/rollback.sh vercel                                     with VERCEL_TOKEN
set -eu

# The task definition that served before the present one, of one ECS service.
previous_task_definition() {
  aws ecs describe-services --cluster "$1" --services "$2" --output text \
    --query "services[0].deployments[?status=='ACTIVE'].taskDefinition | [0]"
}

case "${1:-}" in
  kubernetes)
    for one in frontend/frontend backend/worker backend/backend; do
      kubectl --namespace "${one%/*}" rollout undo "deployment/${one#*/}"
    done
    for one in backend/backend backend/worker frontend/frontend; do
      kubectl --namespace "${one%/*}" rollout status "deployment/${one#*/}" --timeout=10m
    done
    ;;
  ecs)
    for service in frontend worker backend; do
      before=$(previous_task_definition "$2" "$service")
      if [ -z "$before" ] || [ "$before" = None ]; then
        echo "$service: nothing ran before; ECS's own circuit breaker has decided" >&2
        continue
      fi
      aws ecs update-service --cluster "$2" --service "$service" --task-definition "$before" --output text --query service.serviceName
    done
    aws ecs wait services-stable --cluster "$2" --services backend worker frontend
    ;;
  render)
    shift
    for service in "$@"; do
      before=$(curl --silent --fail --header "authorization: Bearer $RENDER_API_KEY" \
        "https://api.render.com/v1/services/$service/deploys?status=deactivated&limit=1" | sed -n 's/.*"id":"\(dep-[^"]*\)".*/\1/p')
      [ -n "$before" ] || { echo "$service: nothing ran before" >&2; exit 1; }
      curl --silent --fail --request POST --header "authorization: Bearer $RENDER_API_KEY" --header 'content-type: application/json' \
        --data "{\"deployId\":\"$before\"}" "https://api.render.com/v1/services/$service/rollback" > /dev/null
      echo "$service: back to $before"
    done
    ;;
  vercel)
    npx --yes vercel@44.7.3 rollback --yes --token "$VERCEL_TOKEN"
    ;;
  *)
    echo "usage: rollback.sh kubernetes | ecs <cluster> | render <service id>... | vercel" >&2
    exit 2
    ;;
esac
