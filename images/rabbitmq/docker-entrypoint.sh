#!/bin/sh
# As root it hands over to the user rabbitmq.
set -e
case "$1" in
  rabbitmq*)
    if [ "$(id -u)" = 0 ]; then
      chown -R rabbitmq:rabbitmq /var/lib/rabbitmq
      exec setpriv --reuid rabbitmq --regid rabbitmq --init-groups "$0" "$@"
    fi
    ;;
esac
exec "$@"
