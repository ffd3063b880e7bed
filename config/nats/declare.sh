#!/bin/sh
# Declares the stream and its consumer as stream.json and consumer.json have them, once the server takes that; what is there
# already is changed to it. The node is healthy from then on.
# shellcheck disable=SC2016 # subjects of the server's own begin with $: no variables
set -eu
# shellcheck source=config/nats/lines.sh
. /etc/nats/lines.sh

DECLARED=${DECLARED:-/tmp/declared}
replicas=1
[ "$1" != cluster ] || replicas=3

# declared WHAT CREATE UPDATE FILE: true once it is as the file has it.
declared() {
  said=$(sed "s/\"num_replicas\": 1/\"num_replicas\": $replicas/" "$4" | asked "$2" - | refusal) || return 1
  case "$said" in
    "10058 "*) said=$(sed "s/\"num_replicas\": 1/\"num_replicas\": $replicas/" "$4" | asked "$3" - | refusal) || return 1 ;;
  esac
  [ -n "$said" ] || return 0
  log "$1 is not as $4 has it: $said"
  return 1
}

pause=1
until declared stream "\$JS.API.STREAM.CREATE.FRAMES" "\$JS.API.STREAM.UPDATE.FRAMES" /etc/nats/stream.json &&
  declared consumer "\$JS.API.CONSUMER.DURABLE.CREATE.FRAMES.ai-services" "\$JS.API.CONSUMER.DURABLE.CREATE.FRAMES.ai-services" /etc/nats/consumer.json; do
  sleep "$pause"
  [ "$pause" -ge 15 ] || pause=$((pause * 2))
done
# A cluster fsyncs what is declared some minutes later: until then a power cut of all nodes would take stream and frames.
sync -f "$STORE" 2>/dev/null || sync
: >"$DECLARED"
log "stream FRAMES and consumer ai-services are as declared"
