#!/bin/sh
# Run by config/change-credentials.sh in a container of Redis or of a Sentinel.
#   print    the credentials of this container, a NAME=value a line
#   accept   takes those on the standard input beside the ones that it has
#   use      logs in to the other nodes with those on the standard input
#   ready    waits until this server has caught up with the others
set -eu
# shellcheck source=config/redis/lines.sh
. /usr/local/etc/redis/lines.sh
[ -z "${REDIS_PASSWORD:-}" ] || export REDISCLI_AUTH="$REDIS_PASSWORD"

is_ready() {
  if [ "${REDIS_PORT:-6379}" = 26379 ]; then
    answer=$(ask 127.0.0.1 26379 sentinel ckquorum frames) && [ "${answer%% *}" = OK ]
  else
    answer=$(ask 127.0.0.1 6379 info replication) && printf '%s\n' "$answer" | is_caught_up
  fi
}

case "${1:-}" in
  print)
    for name in REDIS_PASSWORD REDIS_EXPORTER_PASSWORD PRODUCER_PASSWORD CONSUMER_PASSWORD; do
      printf '%s=%s\n' "$name" "$(printenv "$name")"
    done
    ;;
  accept | use)
    while IFS= read -r line; do
      case "$line" in
        REDIS_PASSWORD=*) NEW_REDIS_PASSWORD=${line#*=} ;;
        REDIS_EXPORTER_PASSWORD=*) NEW_REDIS_EXPORTER_PASSWORD=${line#*=} ;;
        PRODUCER_PASSWORD=*) NEW_PRODUCER_PASSWORD=${line#*=} ;;
        CONSUMER_PASSWORD=*) NEW_CONSUMER_PASSWORD=${line#*=} ;;
      esac
    done
    : "${NEW_REDIS_PASSWORD?}" "${NEW_REDIS_EXPORTER_PASSWORD:?}" "${NEW_PRODUCER_PASSWORD:?}" "${NEW_CONSUMER_PASSWORD:?}"
    if [ "$1" = accept ]; then accepting | tell; else using | tell; fi
    ;;
  ready)
    tries=120
    until is_ready; do
      tries=$((tries - 1))
      if [ "$tries" -le 0 ]; then
        log "has not caught up within two minutes: $(first_line "$answer")"
        exit 1
      fi
      sleep 1
    done
    ;;
  *) log "print, accept, use or ready"; exit 2 ;;
esac
