#!/bin/sh
# Healthy once the server answers without an error: while it loads its data it answers with one.
set -eu
[ -z "${REDIS_PASSWORD:-}" ] || export REDISCLI_AUTH="$REDIS_PASSWORD"
exec redis-cli -p "${REDIS_PORT:-6379}" --user default -e ping
