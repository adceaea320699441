#!/bin/sh
# Asks a running Lyceum what people and monitoring would ask first, and fails at the first answer that is not right.
#
#   sh deploy/pipelines/smoke-test.sh https://learn.example.org
set -u

base=${1:-}
if [ -z "$base" ]; then
  echo "usage: smoke-test.sh <address>" >&2
  exit 2
fi
base=${base%/}
body=$(mktemp)
trap 'rm -f "$body"' EXIT

# ask <path> <accept>: prints the status; the answer is in $body
ask() {
  curl --silent --show-error --max-time 10 --retry 2 --retry-connrefused --retry-delay 1 \
    --header "accept: $2" --output "$body" --write-out '%{http_code}' "$base$1"
}

# expect <what> <path> <accept> <status> <text in the answer>
expect() {
  status=$(ask "$2" "$3") || { echo "FAILED  $1: no answer from $base$2"; exit 1; }
  if [ "$status" != "$4" ]; then
    echo "FAILED  $1: $2 answered $status instead of $4"
    exit 1
  fi
  if ! grep -q -- "$5" "$body"; then
    echo "FAILED  $1: $2 answered without \"$5\""
    exit 1
  fi
  echo "ok      $1"
}

expect 'the process is alive' /api/health/live/ application/json 200 '"ok"'
expect 'database and migrations are ready' /api/health/ready/ application/json 200 '"ok"'
expect 'the front page is the application' / text/html 200 'id="root"'
expect 'the catalog is served' /catalog text/html 200 'id="root"'
expect 'the interface describes itself' /api/schema/ application/json 200 '"openapi"'
expect 'people who are not signed in see nothing' /api/users/ application/json 401 'auth.required'
expect 'what does not exist is said properly' /api/nothing-here/ application/json 404 'route.not-found'
