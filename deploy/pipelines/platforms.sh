#!/bin/sh
# What the scripts beside this one ask of the platforms; they read it in.
set -eu

render_api=${RENDER_API:-https://api.render.com/v1}
vercel_api=${VERCEL_API:-https://api.vercel.com}

# field <path>: one value out of JSON, as in `field deploy.id`; nothing where there is none
field() {
  node -e '
    let text = "";
    process.stdin.on("data", (part) => (text += part)).on("end", () => {
      let value = text ? JSON.parse(text) : undefined;
      for (const step of process.argv[1].split(/[.[\]]+/).filter(Boolean)) value = value?.[step];
      console.log(value ?? "");
    });' "$1"
}

# The task definition that an ECS service is to run: of its newest deployment, whoever made it.
ecs_definition() {
  aws ecs describe-services --cluster "$1" --services "$2" --output text \
    --query "services[?status=='ACTIVE'] | [0].deployments[?status=='PRIMARY'].taskDefinition | [0]"
}

# render <method> <path> [body]; never at the beginning of a pipe, which would lose a refusal
render() {
  curl --silent --show-error --fail --max-time 30 --request "$1" --header "authorization: Bearer $RENDER_API_KEY" \
    --header 'content-type: application/json' ${3:+--data "$3"} "$render_api/$2"
}

# render_live <service> <deploy>: waits for one deploy, and fails when it ends otherwise
render_live() {
  waited=0
  while :; do
    answer=$(render GET "services/$1/deploys/$2") || answer=
    status=$(printf %s "$answer" | field status)
    case "$status" in
      live) return 0 ;;
      *failed | canceled | deactivated) echo "$1: $2 ended as $status" >&2; return 1 ;;
    esac
    [ "$waited" -lt 1800 ] || { echo "$1: $2 was not live in $waited s ($status)" >&2; return 1; }
    sleep "${RENDER_PAUSE:-5}"
    waited=$((waited + ${RENDER_PAUSE:-5}))
  done
}

# The deployment that PUBLIC_URL leads to; nothing where it leads to none.
vercel_deployment() {
  host=${PUBLIC_URL#*://}
  team=
  case "$VERCEL_ORG_ID" in team_*) team="?teamId=$VERCEL_ORG_ID" ;; esac
  answer=$(mktemp)
  status=$(curl --silent --show-error --max-time 30 --header "authorization: Bearer $VERCEL_TOKEN" --output "$answer" \
    --write-out '%{http_code}' "$vercel_api/v13/deployments/${host%%/*}$team")
  case "$status" in
    200) field url < "$answer" ;;
    404) ;;
    *) echo "Vercel answered $status" >&2; rm -f "$answer"; return 1 ;;
  esac
  rm -f "$answer"
}

# vercel <words>: Vercel's own program, in the version that was looked at
vercel() {
  npx --yes vercel@44.7.3 "$@" --yes --token "$VERCEL_TOKEN"
}

# vercel_lead <rollback or promote> <deployment>: leads PUBLIC_URL to one deployment, and looks whether it does
vercel_lead() {
  case "$VERCEL_ORG_ID" in
    team_*) vercel "$1" "$2" --scope "$VERCEL_ORG_ID" ;;
    *) vercel "$1" "$2" ;;
  esac
  now=$(vercel_deployment)
  [ "$now" = "$2" ] || { echo "$PUBLIC_URL leads to ${now:-nothing}, not to $2" >&2; return 1; }
}
