#!/bin/sh
# Hands the password to the server on its standard input, so that no process list shows it.
set -eu
exec redis-server /usr/local/etc/redis/redis.conf - <<END
${REDIS_PASSWORD:+requirepass "$REDIS_PASSWORD"}
END
