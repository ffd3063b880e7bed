#!/bin/sh
# Hands the password to the server on its standard input, so that no process list shows it.
set -eu
quoted() { printf '"%s"' "$(printf '%s' "$1" | sed 's/["\\]/\\&/g')"; }
exec redis-server /usr/local/etc/redis/redis.conf - <<END
${REDIS_PASSWORD:+requirepass $(quoted "$REDIS_PASSWORD")}
END
