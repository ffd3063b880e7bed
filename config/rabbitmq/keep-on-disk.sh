#!/bin/sh
# Runs beside a node. RabbitMQ fsyncs frames before it confirms them, and leaves small files to the system for half a minute: who
# is in the cluster, users, queues. A power cut before that leaves them empty, and the node does not start again. They are
# fsynced here once they have changed.
set -eu
DATA=${DATA:-$HOME}
EVERY=${EVERY:-1}
MARK=${MARK:-/tmp/on-disk}

touch -d @0 "$MARK" "$MARK.last" "$MARK.now"
while sleep "$EVERY"; do
  # Since the look before the last: what changed in the very moment of a look is seen by the next one.
  mv -f "$MARK.last" "$MARK"
  mv -f "$MARK.now" "$MARK.last"
  : >"$MARK.now"
  # Files of frames change all the time, and RabbitMQ fsyncs those itself.
  find "$DATA" \( -type f -o -type d \) -newer "$MARK" \
    ! -name '*.wal' ! -name '*.segment' ! -name '*.rdq' ! -name meta.dets -exec sync {} + 2>/dev/null || true
done
