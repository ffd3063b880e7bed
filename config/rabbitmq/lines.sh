# Functions of the scripts beside it. Those that decide read their standard input or their arguments and print what they decide.
# shellcheck shell=sh

# The user that was imported last, and those before it that are still to be deleted, one a line.
LAST_USER="$HOME/former-user"
TO_DELETE="$HOME/users-to-delete"

# log WORD...: a line of the container's log.
log() { printf '%s: %s\n' "${0##*/}" "$*" >&2; }

json() { printf '"%s"' "$(printf '%s' "$1" | sed 's/["\\]/\\&/g')"; }

# put FILE: replaces it by the standard input, whole or not at all.
put() { cat >"$1.new" && mv -f "$1.new" "$1"; }

# The cluster's cookie, where the server and its tools look for it.
put_cookie() {
  rm -f "$HOME/.erlang.cookie.new"
  printf '%s' "$BROKER_ERLANG_COOKIE" >"$HOME/.erlang.cookie.new"
  chmod 400 "$HOME/.erlang.cookie.new"
  mv -f "$HOME/.erlang.cookie.new" "$HOME/.erlang.cookie"
}

# delete_empty FOLDER: a power cut may have left these empty. RabbitMQ does not start with an empty one; without it, it asks the
# other nodes.
delete_empty() {
  for name in cluster_nodes.config nodes_running_at_shutdown; do
    if [ ! -e "$1/$name" ] || [ -s "$1/$name" ]; then continue; fi
    rm -f "$1/$name"
    log "$1/$name was empty, as a power cut leaves it: the other nodes of the cluster say what was in it"
  done
}

user() { printf '{ "name": %s, "password": %s, "tags": [%s] }' "$(json "$1")" "$(json "$2")" "${3:-}"; }
may() { printf '{ "user": %s, "vhost": "/", "configure": "%s", "write": "%s", "read": "%s" }' "$(json "$1")" "$2" "$3" "$4"; }

# The users of .env and what they may do, as definitions that RabbitMQ imports.
users() {
  cat <<END
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
}

# configuration FOLDER: the files of conf.d, which an image and config/tls bring, and those of the cluster where there is one.
# RABBITMQ_CONFIG_FILES takes the place of conf.d, so both have to be in the one folder that it names.
configuration() {
  rm -rf "$1"
  mkdir -p "$1"
  for file in "${CONF_D:-/etc/rabbitmq/conf.d}"/*.conf; do
    [ ! -e "$file" ] || cp "$file" "$1/"
  done
  ! is_clustered || cp "${BROKER:-/etc/rabbitmq/broker}"/cluster/*.conf "$1/"
}

# The first node starts a cluster, alone if no other is there; the others always look for one to join.
is_clustered() {
  [ "$(hostname)" != rabbitmq ] || getent hosts rabbitmq-2 >/dev/null || getent hosts rabbitmq-3 >/dev/null
}

# superseded FORMER NOW: of the users that are to be deleted, with the one that .env named before, those that it does not
# name now. Producer and consumer are never among them.
superseded() {
  { cat; printf '%s\n' "$1"; } | sort -u | while IFS= read -r name; do
    case "$name" in
      "" | "$2" | producer | consumer) ;;
      *) printf '%s\n' "$name" ;;
    esac
  done
}

# Notes who has to go before it notes who has come: a start that ends between the two has lost no one.
note_users() {
  former=$(cat "$LAST_USER" 2>/dev/null) || former=
  { cat "$TO_DELETE" 2>/dev/null || true; } | superseded "$former" "$BROKER_USER" | put "$TO_DELETE"
  printf '%s' "$BROKER_USER" | put "$LAST_USER"
}

# is_listed USER: whether a list of users (rabbitmqctl -s list_users) has it.
is_listed() {
  while IFS= read -r line; do
    [ "${line%%	*}" != "$1" ] || return 0
  done
  return 1
}

# delete_user USER: fails, and logs what RabbitMQ says, as long as it is there.
delete_user() {
  answer=$(rabbitmqctl -q delete_user "$1" 2>&1 </dev/null) || true
  if listed=$(rabbitmqctl -s list_users 2>&1 </dev/null); then
    printf '%s\n' "$listed" | is_listed "$1" || return 0
  else
    answer=$listed
  fi
  log "the user $1, whom .env does not name any more, is not deleted yet: $(printf '%s\n' "$answer" | tail -n 1)"
  return 1
}

# Deletes those that are to be, each off the list once RabbitMQ has said that it is not there any more.
# shellcheck disable=SC2094 # put replaces the file; what reads it goes on with the one before
delete_users() {
  while IFS= read -r name <&3; do
    delete_user "$name" || return 1
    log "the user $name, whom .env does not name any more, is deleted"
    left=$(superseded "" "$name" <"$TO_DELETE")
    printf '%s' "${left:+$left
}" | put "$TO_DELETE"
  done 3<"$TO_DELETE"
}

# Goes on until no one is left to be deleted; what is left when the node ends is deleted after its next start.
delete_users_in_time() {
  pause=${PAUSE:-2}
  while [ -s "$TO_DELETE" ]; do
    if rabbitmqctl -q await_startup >/dev/null 2>&1 && delete_users; then continue; fi
    sleep "$pause"
    [ "$pause" -ge 30 ] || pause=$((pause * 2))
  done
}
