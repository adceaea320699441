#!/bin/sh
# Rolls one commit out on Render, and then the pages of this checkout on Vercel: pages may be older than their backend, not newer.
# With RENDER_API_KEY, RENDER_SERVICES, VERCEL_TOKEN, VERCEL_ORG_ID, VERCEL_PROJECT_ID and PUBLIC_URL.
#
#   sh deploy/pipelines/deploy-render.sh 3f2c1d0
set -eu

tag=${1:?commit}
. "$(dirname "$0")/platforms.sh"

begun=
for service in $RENDER_SERVICES; do
  answer=$(render POST "services/$service/deploys" "{\"commitId\":\"$tag\"}")
  # Nothing is said of a deploy that has to queue; it is the newest then.
  [ -n "$answer" ] || answer=$(render GET "services/$service/deploys?limit=1")
  deploy=$(printf %s "$answer" | field id)
  [ -n "$deploy" ] || deploy=$(printf %s "$answer" | field '[0].deploy.id')
  [ -n "$deploy" ] || { echo "$service: no deploy was begun" >&2; exit 1; }
  begun="$begun $service=$deploy"
done
# The worker has no address that could be asked, and before the very first pages neither has the backend; so Render is asked.
for one in $begun; do render_live "${one%%=*}" "${one#*=}"; done

: "$VERCEL_PROJECT_ID"
deployment=$(vercel deploy --prod)
deployment=${deployment#https://}
# After a rollback Vercel leaves its domains where they are until it is told otherwise.
now=$(vercel_deployment)
[ "$now" = "$deployment" ] || vercel_lead promote "$deployment"
