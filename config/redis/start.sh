#!/bin/sh
# Hands what .env and the compose file hold to the server on its standard input, so that no process list shows the password.
set -eu
quoted() { printf '"%s"' "$(printf '%s' "$1" | sed 's/["\\]/\\&/g')"; }
exec redis-server /usr/local/etc/redis/redis.conf - <<END
${REDIS_PASSWORD:+requirepass $(quoted "$REDIS_PASSWORD")}
${REDIS_PASSWORD:+masterauth $(quoted "$REDIS_PASSWORD")}
${ANNOUNCED_NAME:+replica-announce-ip $ANNOUNCED_NAME}
${REPLICA_OF:+replicaof $REPLICA_OF 6379}
END
