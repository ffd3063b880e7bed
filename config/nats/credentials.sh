#!/bin/sh
# Run by config/change-credentials.sh in a container of NATS.
#   print    the credentials of this container, a NAME=value a line
#   accept   takes the users on the standard input beside the ones that it has; lines.sh says which password of a user that both have
#   use      has the other nodes log in with the password on the standard input
#   ready    waits until another node could be taken away without a loss
set -eu
umask 077
# shellcheck source=config/nats/lines.sh
. /etc/nats/lines.sh
folder=/tmp/nats

is_ready() {
  sh /etc/nats/healthy.sh || return 1
  [ -e "$folder/cluster.conf" ] || return 0
  asked "\$JS.API.STREAM.INFO.FRAMES" /dev/null | is_whole &&
    asked "\$JS.API.CONSUMER.INFO.FRAMES.ai-services" /dev/null | is_whole
}

case "${1:-}" in
  print)
    for name in NATS_USER NATS_PASSWORD NATS_MONITOR_PASSWORD NATS_ROUTE_PASSWORD PRODUCER_PASSWORD CONSUMER_PASSWORD; do
      printf '%s=%s\n' "$name" "$(printenv "$name")"
    done
    ;;
  accept | use)
    while IFS= read -r line; do
      case "$line" in
        NATS_USER=*) NEW_USER=${line#*=} ;;
        NATS_PASSWORD=*) NEW_PASSWORD=${line#*=} ;;
        NATS_MONITOR_PASSWORD=*) NEW_MONITOR_PASSWORD=${line#*=} ;;
        NATS_ROUTE_PASSWORD=*) NEW_ROUTE_PASSWORD=${line#*=} ;;
        PRODUCER_PASSWORD=*) NEW_PRODUCER_PASSWORD=${line#*=} ;;
        CONSUMER_PASSWORD=*) NEW_CONSUMER_PASSWORD=${line#*=} ;;
      esac
    done
    : "${NEW_USER:?}" "${NEW_PASSWORD:?}" "${NEW_MONITOR_PASSWORD:?}" "${NEW_ROUTE_PASSWORD:?}"
    : "${NEW_PRODUCER_PASSWORD:?}" "${NEW_CONSUMER_PASSWORD:?}"
    announced "$1"
    users >"$folder/users.new"
    mv "$folder/users.new" "$folder/users.json"
    if [ -e "$folder/cluster.conf" ]; then
      cluster >"$folder/cluster.new"
      mv "$folder/cluster.new" "$folder/cluster.conf"
    fi
    reload
    ;;
  ready)
    tries=60
    until is_ready 2>/dev/null; do
      tries=$((tries - 1))
      if [ "$tries" -le 0 ]; then
        log "not whole within two minutes: http://127.0.0.1:8222/healthz and its log say why"
        exit 1
      fi
      sleep 2
    done
    ;;
  *) log "print, accept, use or ready"; exit 2 ;;
esac
