#!/bin/sh
# Healthy once stream and consumer are declared, and while the server takes clients and has all that it stores at hand.
set -eu
[ -e /tmp/declared ] || { echo "stream and consumer are not declared yet" >&2; exit 1; }
exec wget -q -O /dev/null http://127.0.0.1:8222/healthz
