#!/bin/sh
# Puts what .env holds where RabbitMQ reads it, in files of mode 600: the cluster's cookie and the users. Then starts it.
set -eu
umask 077
sh /etc/rabbitmq/data-owner.sh "$(hostname)" rabbitmq "$HOME" "$HOME/mnesia"
# shellcheck source=config/rabbitmq/lines.sh
. /etc/rabbitmq/broker/lines.sh

case "$BROKER_USER" in
  producer | consumer) log "RABBITMQ_USER is $BROKER_USER, which has fewer rights: name another one in .env"; exit 1 ;;
esac

put_cookie
delete_empty "$HOME/mnesia/rabbit@$(hostname)"
definitions="$HOME/definitions"
mkdir -p "$definitions"
put "$definitions/20-queues.json" </etc/rabbitmq/definitions.json
users | put "$definitions/10-user.json"

# The user that .env named before goes once the node has booted; the new one is imported by then.
note_users
delete_users_in_time &

# Never in the way of the server.
nice -n 19 sh /etc/rabbitmq/broker/keep-on-disk.sh &

configuration "$HOME/conf.d"
export RABBITMQ_CONFIG_FILES="$HOME/conf.d"

# A node that is cut off asks the others once more before it gives up; by default it waits 7 s for each.
export RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS="${RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS:-} -kernel net_setuptime 2"

unset BROKER_PASSWORD BROKER_ERLANG_COOKIE PRODUCER_PASSWORD CONSUMER_PASSWORD
exec docker-entrypoint.sh rabbitmq-server
