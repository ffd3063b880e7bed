#!/bin/sh
# Options alone, or a configuration file, mean redis-server; as root it hands over to the user redis.
set -e
case "${1:-}" in
  -* | *.conf) set -- redis-server "$@" ;;
esac
case "$1" in
  redis-server | redis-sentinel)
    if [ "$(id -u)" = 0 ]; then
      chown -R redis:redis /data
      exec setpriv --reuid redis --regid redis --init-groups "$0" "$@"
    fi
    ;;
esac
exec "$@"
