#!/bin/sh
# Tells people how a roll-out went: to Slack when SLACK_WEBHOOK_URL is set, by mail when NOTIFY_SMTP_URL, NOTIFY_FROM and NOTIFY_TO
# are. Neither is required, and a message that cannot be sent does not fail the pipeline.
#
#   sh deploy/pipelines/notify.sh good|bad "<one line>"
set -u

state=${1:?good or bad}
line=${2:?one line}

if [ -n "${SLACK_WEBHOOK_URL:-}" ]; then
  mark=':white_check_mark:'
  [ "$state" = good ] || mark=':rotating_light:'
  escaped=$(printf '%s' "$mark $line" | sed 's/\\/\\\\/g; s/"/\\"/g')
  curl --silent --show-error --fail --max-time 10 --header 'content-type: application/json' \
    --data "{\"text\":\"$escaped\"}" "$SLACK_WEBHOOK_URL" > /dev/null || echo 'Slack was not told' >&2
fi

if [ -n "${NOTIFY_SMTP_URL:-}" ] && [ -n "${NOTIFY_FROM:-}" ] && [ -n "${NOTIFY_TO:-}" ]; then
  printf 'From: %s\r\nTo: %s\r\nSubject: Lyceum: %s\r\n\r\n%s\r\n' "$NOTIFY_FROM" "$NOTIFY_TO" "$line" "$line" |
    curl --silent --show-error --max-time 20 --url "$NOTIFY_SMTP_URL" --mail-from "$NOTIFY_FROM" --mail-rcpt "$NOTIFY_TO" \
      --upload-file - || echo 'no mail was sent' >&2
fi
