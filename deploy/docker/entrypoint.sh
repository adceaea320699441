#!/bin/sh
# Starts the product in a container. Secrets may come as files: <NAME>_FILE names a file (a Compose or Kubernetes secret) whose
# content becomes <NAME>. A file that is named and cannot be read stops the start; one line end at its end is not part of it.
set -eu

for name in DATABASE_URL DATABASE_REPLICA_URL REDIS_URL SMTP_URL STORAGE_URL SESSION_SECRET METRICS_TOKEN ADMIN_PASSWORD \
  AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN; do
  eval "file=\${${name}_FILE:-}"
  [ -n "$file" ] || continue
  if [ ! -r "$file" ]; then
    echo "${name}_FILE names $file, which cannot be read" >&2
    exit 1
  fi
  value=$(cat "$file")
  export "$name=$value"
  unset "${name}_FILE"
done

# The authority of the database's certificate comes as text where no file can be mounted. It becomes the file that an address with
# `sslmode=verify-full&sslrootcert=/tmp/database-ca.pem` names: trusted for the database, and for nothing else.
if [ -n "${DATABASE_CA:-}" ]; then
  printf '%s\n' "$DATABASE_CA" > "${TMPDIR:-/tmp}/database-ca.pem"
  unset DATABASE_CA
fi

here=$(dirname "$0")
exec node "$here/../../dist/server/lyceum.js" "$@"
