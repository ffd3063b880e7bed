#!/bin/sh
# Runs beside a node. Sentinels know their replicas by address as well as by name: when all nodes start at once and addresses
# change hands, one of them may be taken for another, and a node that no Sentinel knows is put right by none. A node that has
# followed another than the one that the Sentinels agree upon for half a minute puts itself right.
set -eu
# shellcheck source=config/redis/lines.sh
. "${LINES:-/usr/local/etc/redis/lines.sh}"
EVERY=${EVERY:-10}
LOOKS=3

astray=0 complained=
while sleep "$EVERY"; do
  said=$(said_by_all)
  primary=$(printf '%s\n' "$said" | agreed)
  now=$(followed) || { said="$said
! this node does not say whom it follows: $now"; now=; }

  # Once, and again when it is another.
  wrong=$(printf '%s\n' "$said" | complaints)
  [ -z "$wrong" ] || [ "$wrong" = "$complained" ] || log "$wrong"
  complained=$wrong

  [ -z "$primary" ] || remember "$primary" || true
  if [ -z "$primary" ] || [ -z "$now" ] || [ "$now" = "$primary" ] || [ "$primary" = "$ANNOUNCED_NAME" ]; then
    astray=0
    continue
  fi
  astray=$((astray + 1))
  [ "$astray" -ge "$LOOKS" ] || continue
  log "has followed $now while the Sentinels agree upon $primary"
  follow "$primary" || true
  astray=0
done
