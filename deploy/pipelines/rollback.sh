#!/bin/sh
# Back to what running.sh said before the roll-out, and to nothing else: a platform's own "the one before" is one too far when the
# roll-out had not begun, and the new one again when the platform has gone back by itself. Fails when there is nothing to go back to.
# The database is not taken back: migrations only ever add (expand, then contract a release later), so the older program runs on the
# newer tables.
#
#   sh deploy/pipelines/rollback.sh kubernetes backend/backend=12 backend/worker=12 frontend/frontend=9
#   sh deploy/pipelines/rollback.sh ecs backend=lms-staging-backend:41 worker=... frontend=...       with ECS_CLUSTER
#   sh deploy/pipelines/rollback.sh render srv-1=dep-1 srv-2=dep-2 vercel=lyceum-1.vercel.app        with what running.sh needs
set -eu

. "$(dirname "$0")/platforms.sh"

platform=${1:-}
case "$platform" in
  kubernetes | ecs | render) shift ;;
  *)
    echo "usage: rollback.sh kubernetes | ecs | render <what running.sh said>" >&2
    exit 2
    ;;
esac
words=$*
case "$words" in
  *=*) ;;
  *)
    echo "nothing ran before that could be gone back to" >&2
    exit 1
    ;;
esac

# before <name>: what ran under that name; fails where nothing did
before() {
  for word in $words; do
    case "$word" in "$1="*) echo "${word#*=}"; return 0 ;; esac
  done
  echo "$1: nothing ran before that could be gone back to" >&2
  return 1
}

# One part that cannot be taken back does not keep the others where they are, but it is a failure in the end.
failed=0

case "$platform" in
  kubernetes)
    for one in frontend/frontend backend/worker backend/backend; do
      revision=$(before "$one") || { failed=1; continue; }
      kubectl --namespace "${one%/*}" rollout undo "deployment/${one#*/}" --to-revision="$revision" || failed=1
    done
    for one in backend/backend backend/worker frontend/frontend; do
      kubectl --namespace "${one%/*}" rollout status "deployment/${one#*/}" --timeout=10m || failed=1
    done
    ;;
  ecs)
    wanted=
    for service in frontend worker backend; do
      definition=$(before "$service") || { failed=1; continue; }
      aws ecs update-service --cluster "$ECS_CLUSTER" --service "$service" --task-definition "$definition" \
        --output text --query service.serviceName || { failed=1; continue; }
      wanted="$wanted $service=$definition"
    done
    aws ecs wait services-stable --cluster "$ECS_CLUSTER" --services backend worker frontend || failed=1
    for one in $wanted; do
      definition=$(ecs_definition "$ECS_CLUSTER" "${one%%=*}")
      [ "${definition##*/}" = "${one#*=}" ] || { echo "${one%%=*} runs ${definition##*/}, not ${one#*=}" >&2; failed=1; }
    done
    ;;
  render)
    # The pages first: they may be older than their backend, not newer.
    if deployment=$(before vercel); then vercel_lead rollback "$deployment" || failed=1; else failed=1; fi
    begun=
    for service in $RENDER_SERVICES; do
      deploy=$(before "$service") || { failed=1; continue; }
      answer=$(render POST "services/$service/rollback" "{\"deployId\":\"$deploy\"}") || { failed=1; continue; }
      begun="$begun $service=$(printf %s "$answer" | field id)"
    done
    for one in $begun; do render_live "${one%%=*}" "${one#*=}" || failed=1; done
    ;;
esac
exit "$failed"
