#!/bin/sh
# Puts what .env holds where the server reads it, in files of mode 600, and starts it.
set -eu
umask 077
# shellcheck source=config/nats/lines.sh
. /etc/nats/lines.sh
sh /usr/local/etc/data-owner.sh "$NATS_NAME" nobody /var/tmp /var/tmp/jetstream /var/tmp/mode

mode=$(mode)
[ "$mode" != cluster ] || together
folder=/tmp/nats
rm -rf "$folder" /tmp/declared
mkdir -p "$folder"
cp /etc/nats/nats.conf "$folder/"
users >"$folder/users.json"
{
  printf 'server_name: %s\n' "$(quoted "$NATS_NAME")"
  printf 'include nats.conf\ninclude users.json\n'
} >"$folder/server.conf"
if [ "$mode" = cluster ]; then
  cluster >"$folder/cluster.conf"
  printf 'include cluster.conf\n' >>"$folder/server.conf"
fi
# What a deployment adds, as TLS (config/tls/).
for file in /etc/nats-added/*.conf; do
  [ -e "$file" ] || continue
  cp "$file" "$folder/"
  printf 'include %s\n' "${file##*/}" >>"$folder/server.conf"
done

sh /etc/nats/declare.sh "$mode" &

unset NATS_PASSWORD PRODUCER_PASSWORD CONSUMER_PASSWORD NATS_MONITOR_PASSWORD NATS_ROUTE_PASSWORD
exec nats-server --config "$folder/server.conf"
