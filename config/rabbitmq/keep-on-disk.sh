#!/bin/sh
# Runs beside a node. RabbitMQ fsyncs frames before it confirms them, and leaves small files to the system for half a minute: who
# is in the cluster, users, queues. A power cut before that leaves them empty, and the node does not start again. They are
# fsynced here once they have changed: within a second while they do, as when a node starts, and else within eight.
set -eu
DATA=${DATA:-$HOME}
MARK=${MARK:-/tmp/on-disk}
PAUSES="1 1 2 4 8"

touch -d @0 "$MARK" "$MARK.last" "$MARK.now"
# shellcheck disable=SC2086 # pauses are words
set -- $PAUSES
while sleep "$1"; do
  # Since the look before the last: what changed in the very moment of a look is seen by the next one.
  mv -f "$MARK.last" "$MARK"
  mv -f "$MARK.now" "$MARK.last"
  : >"$MARK.now"
  # Files of frames change all the time, and RabbitMQ fsyncs those itself.
  changed=$(find "$DATA" \( -type f -o -type d \) -newer "$MARK" \
    ! -name '*.wal' ! -name '*.segment' ! -name '*.rdq' ! -name meta.dets -exec sync {} + -print 2>/dev/null) || true
  # shellcheck disable=SC2086
  if [ -n "$changed" ]; then set -- $PAUSES; elif [ "$#" -gt 1 ]; then shift; fi
done
