#!/bin/sh
# Starts the exporter for every node that there is: for a name that nobody has it would wait at every scrape.
set -eu
# shellcheck source=config/nats/lines.sh
. /etc/nats/lines.sh

tries=12
until told=$(varz); do
  tries=$((tries - 1))
  [ "$tries" -gt 0 ] || { log "no node answers at port 8222: tried again once the container has started anew"; exit 1; }
  sleep 2
done
# shellcheck disable=SC2046 # each node is a word
exec prometheus-nats-exporter "$@" $(printf '%s' "$told" | monitored)
