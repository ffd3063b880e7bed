#!/bin/sh
# Runs beside a node. Sentinels know their replicas by address as well as by name: when all nodes start at once and addresses
# change hands, one of them may be taken for another, and a node that no Sentinel knows is put right by none. A node that has
# followed another than the one that the Sentinels agree upon for half a minute puts itself right.
set -eu
. /usr/local/etc/redis/lines.sh
EVERY=10
LOOKS=3

agreed() {
  for sentinel in $SENTINELS; do primary_named_by "$sentinel"; done | sort | uniq -c | while read -r count name; do
    [ "$count" -lt 2 ] || echo "$name"
  done
}

# The name of the node that this one follows, or its own if it follows none.
followed() {
  timeout 2 redis-cli role 2>/dev/null | {
    read -r role
    read -r host
    case "$role" in
      master) echo "$ANNOUNCED_NAME" ;;
      slave) echo "$host" ;;
    esac
  }
}

astray=0
while sleep "$EVERY"; do
  primary=$(agreed)
  now=$(followed || true)
  if [ -z "$primary" ] || [ -z "$now" ] || [ "$now" = "$primary" ] || [ "$primary" = "$ANNOUNCED_NAME" ]; then
    astray=0
    continue
  fi
  astray=$((astray + 1))
  [ "$astray" -ge "$LOOKS" ] || continue
  echo "keep-following.sh: followed $now while the Sentinels name $primary: follows $primary now"
  timeout 2 redis-cli replicaof "$primary" 6379 >/dev/null || true
  astray=0
done
