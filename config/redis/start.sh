#!/bin/sh
# Hands what .env and the compose file hold to the server on its standard input, so that no process list shows the password.
set -eu
# shellcheck source=config/redis/lines.sh
. /usr/local/etc/redis/lines.sh
sh /usr/local/etc/data-owner.sh "${ANNOUNCED_NAME:-redis}" redis /data /data/appendonlydir /data/dump.rdb

# In profile ha the Sentinels know which node is the primary. One that was away comes back as a replica of it, instead of
# as a second primary.
[ -z "${REDIS_PASSWORD:-}" ] || export REDISCLI_AUTH="$REDIS_PASSWORD"
place=$(starting_place)
replica_of=${place% *} replicas=${place#* }
[ "$replica_of" != - ] || replica_of=

sh /usr/local/etc/redis/keep-following.sh &

unset REDISCLI_AUTH
exec redis-server /usr/local/etc/redis/redis.conf - <<END
${REDIS_PASSWORD:+requirepass $(quoted "$REDIS_PASSWORD")}
${REDIS_PASSWORD:+masterauth $(quoted "$REDIS_PASSWORD")}
$(producer '~frames' '+xadd')
$(consumer '~frames' '+xgroup|create' '+xreadgroup' '+xack' '+xdel' '+xautoclaim' '+multi' '+exec')
$(exporter '~*' '+slowlog|len' '+slowlog|get' '+latency|latest' '+latency|histogram' '+xinfo|stream' '+xinfo|groups' '+xinfo|consumers')
${ANNOUNCED_NAME:+replica-announce-ip $ANNOUNCED_NAME}
${replica_of:+replicaof $replica_of 6379}
min-replicas-to-write ${replicas:-0}
END
