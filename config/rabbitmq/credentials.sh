#!/bin/sh
# Run by config/change-credentials.sh in a container of RabbitMQ.
#   print    the credentials of this container, a NAME=value a line
#   accept   takes the users on the standard input beside the ones that it has; of one that it has already, the new password
#   use      takes the cookie on the standard input for every connection to another node from now on
#   ready    waits until another node could be taken away without a loss
set -eu
umask 077
# shellcheck source=config/rabbitmq/lines.sh
. /etc/rabbitmq/broker/lines.sh

is_ready() {
  answer=$(rabbitmqctl -q await_startup 2>&1) && answer=$(rabbitmq-queues -q check_if_node_is_quorum_critical 2>&1)
}

case "${1:-}" in
  print)
    for name in BROKER_USER BROKER_PASSWORD PRODUCER_PASSWORD CONSUMER_PASSWORD BROKER_ERLANG_COOKIE; do
      printf '%s=%s\n' "$name" "$(printenv "$name")"
    done
    ;;
  accept | use)
    unset BROKER_USER BROKER_PASSWORD PRODUCER_PASSWORD CONSUMER_PASSWORD BROKER_ERLANG_COOKIE
    while IFS= read -r line; do
      case "$line" in
        BROKER_USER=*) BROKER_USER=${line#*=} ;;
        BROKER_PASSWORD=*) BROKER_PASSWORD=${line#*=} ;;
        PRODUCER_PASSWORD=*) PRODUCER_PASSWORD=${line#*=} ;;
        CONSUMER_PASSWORD=*) CONSUMER_PASSWORD=${line#*=} ;;
        BROKER_ERLANG_COOKIE=*) BROKER_ERLANG_COOKIE=${line#*=} ;;
      esac
    done
    : "${BROKER_USER:?}" "${BROKER_PASSWORD:?}" "${PRODUCER_PASSWORD:?}" "${CONSUMER_PASSWORD:?}" "${BROKER_ERLANG_COOKIE:?}"
    trap 'rm -f "$HOME/announced.json" "$HOME/announced-cookie"' EXIT
    if [ "$1" = accept ]; then
      users | put "$HOME/announced.json"
      rabbitmqctl -q import_definitions "$HOME/announced.json" </dev/null
    elif [ "$(cat "$HOME/.erlang.cookie")" != "$BROKER_ERLANG_COOKIE" ]; then
      # The server reads the file that its tools will read from then on, so that no process list shows the cookie.
      printf '%s' "$BROKER_ERLANG_COOKIE" | put "$HOME/announced-cookie"
      rabbitmqctl -q eval '{ok, Cookie} = file:read_file(filename:join(os:getenv("HOME"), "announced-cookie")),
        erlang:set_cookie(node(), binary_to_atom(Cookie, utf8)).' >/dev/null </dev/null
      put_cookie
    fi
    ;;
  ready)
    tries=60
    until is_ready; do
      tries=$((tries - 1))
      if [ "$tries" -le 0 ]; then
        log "not whole within two minutes: $(printf '%s\n' "$answer" | tail -n 1)"
        exit 1
      fi
      sleep 2
    done
    ;;
  *) log "print, accept, use or ready"; exit 2 ;;
esac
