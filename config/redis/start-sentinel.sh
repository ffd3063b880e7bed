#!/bin/sh
# Writes the Sentinel's configuration, which it rewrites itself from then on, and starts it.
set -eu
umask 077
# shellcheck source=config/redis/lines.sh
. /usr/local/etc/redis/lines.sh
sh /usr/local/etc/data-owner.sh "$ANNOUNCED_NAME" redis /data /data/sentinel.conf

# A Sentinel ends at once when the name of the primary is not known yet.
tries=60
until getent hosts redis >/dev/null; do
  tries=$((tries - 1))
  [ "$tries" -gt 0 ] || { echo "start-sentinel.sh: the name redis did not resolve within 60 s" >&2; exit 1; }
  sleep 1
done

# With Sentinels there are replicas, and a primary that none of them follows must not take frames. The first node may have
# started before it could know.
[ -z "${REDIS_PASSWORD:-}" ] || export REDISCLI_AUTH="$REDIS_PASSWORD"
tries=30
until answer=$(ask redis 6379 config set min-replicas-to-write 1) && [ "$answer" = OK ]; do
  if [ -e /data/sentinel.conf ]; then
    log "redis did not take min-replicas-to-write 1: $(first_line "${answer:-no answer within 2 s}")"
    break
  fi
  tries=$((tries - 1))
  if [ "$tries" -le 0 ]; then
    log "redis did not take min-replicas-to-write 1 within 60 s: $(first_line "${answer:-no answer within 2 s}")"
    exit 1
  fi
  sleep 1
done

known=/data/sentinel.conf.known
if [ -e /data/sentinel.conf ]; then
  found_out </data/sentinel.conf >"$known"
else
  cat >"$known" <<END
port 26379
dir /data
protected-mode no
sentinel resolve-hostnames yes
sentinel announce-hostnames yes
sentinel announce-ip $ANNOUNCED_NAME
sentinel monitor frames redis 6379 2
sentinel down-after-milliseconds frames 5000
sentinel failover-timeout frames 6000
sentinel parallel-syncs frames 1
END
fi
set -- '+sentinel|get-master-addr-by-name' '+sentinel|masters' '+sentinel|sentinels' '+sentinel|replicas' '+sentinel|slaves' \
  '&+switch-master' '+subscribe'
cat "$known" - >/data/sentinel.conf <<END
${REDIS_PASSWORD:+requirepass $(quoted "$REDIS_PASSWORD")}
${REDIS_PASSWORD:+sentinel sentinel-pass $(quoted "$REDIS_PASSWORD")}
${REDIS_PASSWORD:+sentinel auth-pass frames $(quoted "$REDIS_PASSWORD")}
$(producer "$@")
$(consumer "$@")
$(exporter '+sentinel|masters' '+sentinel|sentinels' '+sentinel|slaves' '+sentinel|replicas' '+sentinel|ckquorum')
END
rm -f "$known" "$LEARNS"
nice -n 19 sh /usr/local/etc/redis/keep-agreeing.sh &
unset REDISCLI_AUTH
exec redis-sentinel /data/sentinel.conf
