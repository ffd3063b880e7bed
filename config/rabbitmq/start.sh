#!/bin/sh
# Puts what .env holds where RabbitMQ reads it, in files of mode 600: the cluster's cookie and the users. Then starts it.
set -eu
umask 077
sh /etc/rabbitmq/data-owner.sh "$(hostname)" rabbitmq "$HOME" "$HOME/mnesia"

cookie="$HOME/.erlang.cookie"
rm -f "$cookie"
printf '%s' "$BROKER_ERLANG_COOKIE" >"$cookie"
chmod 400 "$cookie"

json() { printf '"%s"' "$(printf '%s' "$1" | sed 's/["\\]/\\&/g')"; }

case "$BROKER_USER" in
  producer | consumer) echo "start.sh: RABBITMQ_USER is $BROKER_USER, which has fewer rights: name another one in .env" >&2; exit 1 ;;
esac
user() { printf '{ "name": %s, "password": %s, "tags": [%s] }' "$(json "$1")" "$(json "$2")" "${3:-}"; }
may() { printf '{ "user": %s, "vhost": "/", "configure": "%s", "write": "%s", "read": "%s" }' "$(json "$1")" "$2" "$3" "$4"; }

definitions="$HOME/definitions"
mkdir -p "$definitions"
cp /etc/rabbitmq/definitions.json "$definitions/20-queues.json"
cat >"$definitions/10-user.json" <<END
{
  "vhosts": [{ "name": "/" }],
  "users": [
    $(user "$BROKER_USER" "$BROKER_PASSWORD" '"administrator"'),
    $(user producer "$PRODUCER_PASSWORD"),
    $(user consumer "$CONSUMER_PASSWORD")
  ],
  "permissions": [
    $(may "$BROKER_USER" '.*' '.*' '.*'),
    $(may producer '' '^amq[.]default$' ''),
    $(may consumer '' '' '^frame_queue$')
  ]
}
END

# The user that .env named before goes once the node has booted; the new one is imported by then.
former=$(cat "$definitions/../former-user" 2>/dev/null || true)
printf '%s' "$BROKER_USER" >"$definitions/../former-user"
if [ -n "$former" ] && [ "$former" != "$BROKER_USER" ]; then
  (
    tries=150
    until rabbitmqctl -q await_startup >/dev/null 2>&1; do
      tries=$((tries - 1))
      [ "$tries" -gt 0 ] || { echo "start.sh: the user $former was not removed: no start within 5 min" >&2; exit 1; }
      sleep 2
    done
    rabbitmqctl delete_user "$former" >&2
  ) &
fi

# The first node starts a cluster, alone if no other is there; the others always look for one to join.
if [ "$(hostname)" != rabbitmq ] || getent hosts rabbitmq-2 >/dev/null || getent hosts rabbitmq-3 >/dev/null; then
  export RABBITMQ_CONFIG_FILES=/etc/rabbitmq/cluster
fi

# A node that is cut off asks the others once more before it gives up; by default it waits 7 s for each.
export RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS="${RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS:-} -kernel net_setuptime 2"

unset BROKER_PASSWORD BROKER_ERLANG_COOKIE PRODUCER_PASSWORD CONSUMER_PASSWORD
exec docker-entrypoint.sh rabbitmq-server
