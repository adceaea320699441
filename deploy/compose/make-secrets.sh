#!/bin/sh
# Random secrets for compose.yaml and deploy/compose/minimal.yaml, as files in deploy/compose/secrets (ignored by git).
# What is there already is kept: a new database password would not open the old database.
set -eu
cd "$(dirname "$0")"
umask 077
mkdir -p secrets

random() { od -An -N32 -tx1 /dev/urandom | tr -d ' \n'; }
make() { [ -s "secrets/$1" ] || printf '%s' "$2" > "secrets/$1"; }

make postgres_password "$(random)"
make redis_password "$(random)"
make session_secret "$(random)"
make metrics_token "$(random)"
make database_url "postgres://lyceum:$(cat secrets/postgres_password)@postgres:5432/lyceum"
make redis_url "redis://:$(cat secrets/redis_password)@redis:6379"
# Containers read these as other users than the one who runs Compose; the folder itself stays closed to others on this machine.
chmod 0444 secrets/*
echo "deploy/compose/secrets: $(ls secrets | wc -l | tr -d ' ') secrets"
