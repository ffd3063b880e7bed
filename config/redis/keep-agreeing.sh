#!/bin/sh
# Runs beside a Sentinel. One that hears of a new primary whose name does not resolve for it at that moment notes the epoch and
# keeps the primary of before: it takes itself to be up to date, no other Sentinel corrects it, and it makes the new primary a
# replica of the old one. A Sentinel that names another primary than the two others agree upon, for three looks, is started anew
# without that epoch, and learns from them.
set -eu
# shellcheck source=config/redis/lines.sh
. "${LINES:-/usr/local/etc/redis/lines.sh}"
EVERY=${EVERY:-2}
LOOKS=3

astray=0
while sleep "$EVERY"; do
  own=$(said_by "$ANNOUNCED_NAME" | sed '/^! /d')
  primary=$(said_by_others "$ANNOUNCED_NAME" | agreed)
  if [ -z "$own" ] || [ -z "$primary" ] || [ "$own" = "$primary" ]; then
    astray=0
    continue
  fi
  astray=$((astray + 1))
  [ "$astray" -ge "$LOOKS" ] || continue
  log "this Sentinel names $own as the primary, and the two others $primary: it is started anew and learns from them"
  : >"$LEARNS"
  ask 127.0.0.1 "${REDIS_PORT:-26379}" shutdown >/dev/null || true
  astray=0
done
