# Functions of the scripts beside it. Those that decide read their standard input or their arguments and print what they decide.
# shellcheck shell=sh
# shellcheck disable=SC2016 # subjects of the server's own begin with $, as do hashes: no variables

STORE=${STORE:-/var/tmp}
MODE=${MODE:-$STORE/mode}
NODES="nats nats-2 nats-3"

# log WORD...: a line of the container's log.
log() { printf '%s: %s\n' "${0##*/}" "$*" >&2; }

# A value as one word of a configuration, whatever is in it.
quoted() { printf '"%s"' "$(printf '%s' "$1" | sed 's/["\\]/\\&/g')"; }

# password NAME VALUE: as a configuration has it. One that begins as a hash of bcrypt would be taken for one.
password() {
  case "$2" in
    '$2a$'* | '$2b$'* | '$2x$'* | '$2y$'*) log "$1 begins like a hash of bcrypt, and would be taken for one: choose another in .env"; return 1 ;;
    "") log "$1 is empty: give it a value in .env"; return 1 ;;
  esac
  quoted "$2"
}

# user NAME PASSWORD [PERMISSIONS]
user() { printf '{ "user": %s, "password": %s%s }' "$(quoted "$1")" "$2" "${3:+, \"permissions\": $3}"; }

# may PUBLISH SUBSCRIBE: each subjects, in quotes with commas between.
may() { printf '{ "publish": { "allow": [%s] }, "subscribe": { "allow": [%s] } }' "$1" "$2"; }

# is_unused USER: fails for a name that one of the other users has.
is_unused() {
  case "$1" in
    producer | consumer | monitor | *-system) log "NATS_USER is $1, which is a user already: name another one in .env"; return 1 ;;
  esac
}

# The users of .env and what they may do, as JSON, which the server reads as a configuration too. Frames are in an account of their
# own. In the system's account are those who administer the servers and those who monitor them: they see no frame.
# OTHER_USER and OTHER_PASSWORD are an administrator besides, while credentials change.
users() {
  is_unused "$NATS_USER"
  admin=$(password NATS_PASSWORD "$NATS_PASSWORD")
  also=
  also_system=
  if [ "${OTHER_USER:-$NATS_USER}" != "$NATS_USER" ]; then
    is_unused "$OTHER_USER"
    other=$(password NATS_PASSWORD "$OTHER_PASSWORD")
    also="$(user "$OTHER_USER" "$other"),"
    also_system="$(user "$OTHER_USER-system" "$other"),"
  fi
  producer=$(password PRODUCER_PASSWORD "$PRODUCER_PASSWORD")
  consumer=$(password CONSUMER_PASSWORD "$CONSUMER_PASSWORD")
  monitor=$(password NATS_MONITOR_PASSWORD "$NATS_MONITOR_PASSWORD")
  cat <<END
{
  "accounts": {
    "FRAMES": {
      "jetstream": "enabled",
      "users": [
        $(user "$NATS_USER" "$admin"), $also
        $(user producer "$producer" "$(may '"frames"' '"_INBOX.producer.>"')"),
        $(user consumer "$consumer" "$(may '"$JS.API.CONSUMER.INFO.FRAMES.ai-services", "$JS.API.CONSUMER.MSG.NEXT.FRAMES.ai-services", "$JS.ACK.FRAMES.ai-services.>"' '"_INBOX.consumer.>"')")
      ]
    },
    "SYS": {
      "users": [
        $(user "$NATS_USER-system" "$admin"), $also_system
        $(user monitor "$monitor" "$(may '"$SYS.REQ.SERVER.PING", "$SYS.REQ.SERVER.PING.>", "$SYS.REQ.ACCOUNT.PING.>"' '"_INBOX.monitor.>"')")
      ]
    }
  },
  "system_account": "SYS"
}
END
}

# The other nodes, and how they log in to each other. OTHER_ROUTE_PASSWORD is one that this node tries on them besides, while
# credentials change.
cluster() {
  route=$(password NATS_ROUTE_PASSWORD "$NATS_ROUTE_PASSWORD")
  case "$NATS_ROUTE_PASSWORD${OTHER_ROUTE_PASSWORD:-}" in
    *[!A-Za-z0-9_.~-]*) log "NATS_ROUTE_PASSWORD is part of a URL: letters, digits, - . _ ~ in .env"; return 1 ;;
  esac
  tried=$NATS_ROUTE_PASSWORD
  [ "${OTHER_ROUTE_PASSWORD:-$tried}" = "$tried" ] || tried="$tried $OTHER_ROUTE_PASSWORD"
  cat <<END
cluster {
  name: broker
  listen: "0.0.0.0:6222"
  authorization { user: route, password: $route, timeout: 5 }
  no_advertise: true
  routes: [
END
  for node in $NODES; do
    for each in $tried; do printf '    "nats://route:%s@%s:6222"\n' "$each" "$node"; done
  done
  printf '  ]\n}\n'
}

# mode: "cluster", or "alone". The first start decides, for as long as there are data: frames of one node can't be taken into
# a cluster, and a node of a cluster that started alone would be a second broker of the same name. The first node looks whether the
# others are there; NATS_MODE says so where all of them start side by side.
mode() {
  known=$(cat "$MODE" 2>/dev/null) || known=
  if [ "${NATS_MODE:-}" = cluster ] || [ "$NATS_NAME" != nats ] || getent hosts nats-2 >/dev/null || getent hosts nats-3 >/dev/null; then now=cluster; else now=alone; fi
  case "$known $now" in
    " $now") printf '%s' "$now" >"$MODE.new" && mv "$MODE.new" "$MODE" ;;
    "alone cluster")
      log "the volume of $NATS_NAME has the frames of one node, which a cluster can't take over: let consumers empty it, then remove the volume"
      return 1
      ;;
    *) now=$known ;;
  esac
  echo "$now"
}

# together: waits, with a new volume and 20 s at most, until every node has a name. Nodes of a new cluster begin together: one that
# comes right after the others have chosen a leader may stay outside.
together() {
  [ ! -e "$STORE/jetstream" ] || return 0
  tries=${TRIES:-40}
  for node in $NODES; do
    until getent hosts "$node" >/dev/null || [ "$tries" -le 0 ]; do
      tries=$((tries - 1))
      sleep 0.5
    done
  done
}

# asked SUBJECT FILE...: what JetStream answers to a request whose body are these files, as one line of JSON; nothing within
# five seconds is a failure. The login goes over the standard input, so that no process list shows it.
asked() {
  subject=$1
  shift
  body=$(cat "$@" | tr -d '\n')
  bytes=$(printf '%s' "$body" | wc -c)
  # Of this question alone: the other nodes ask at the same time, and would hear its answer.
  inbox="_INBOX.declare.$(cat /proc/sys/kernel/random/uuid)"
  {
    printf 'CONNECT {"verbose":false,"pedantic":false,"name":"declare","user":%s,"pass":%s}\r\n' "$(quoted "$NATS_USER")" "$(quoted "$NATS_PASSWORD")"
    printf 'SUB %s 1\r\nPUB %s %s %s\r\n%s\r\n' "$inbox" "$subject" "$inbox" "$bytes" "$body"
    sleep "${ANSWERS_WITHIN:-2}"
  } | timeout 5 nc "${NATS_HOST:-127.0.0.1}" 4222 2>/dev/null | tr -d '\r' | sed -n "/^MSG $inbox /{n;p;q;}"
}

# refusal: of an answer of JetStream, why it says no; nothing where it says yes. Fails where it said neither.
refusal() {
  answer=$(cat)
  case "$answer" in
    *'"error":'*)
      said=$(printf '%s\n' "$answer" | sed -n 's/.*"err_code":\([0-9]*\),"description":"\([^"]*\)".*/\1 \2/p')
      printf '%s\n' "${said:-0 $answer}"
      ;;
    *'"config":'*) ;;
    *) return 1 ;;
  esac
}

# announced STEP: has users and cluster write the credentials NEW_... beside the ones of the environment. A user of NATS has one
# password. Where both have a user of the same name, the last of the nodes takes the new password and the others keep the former:
# some node takes either, and no frame waits for the clients to be given theirs. Between nodes each tries both; in step "use",
# once all of them do, the new one is asked for.
announced() {
  if [ "$NATS_NAME" = "${NODES##* }" ]; then
    OTHER_USER=$NATS_USER
    OTHER_PASSWORD=$NATS_PASSWORD
    NATS_USER=$NEW_USER
    NATS_PASSWORD=$NEW_PASSWORD
    PRODUCER_PASSWORD=$NEW_PRODUCER_PASSWORD
    CONSUMER_PASSWORD=$NEW_CONSUMER_PASSWORD
    NATS_MONITOR_PASSWORD=$NEW_MONITOR_PASSWORD
  else
    OTHER_USER=$NEW_USER
    OTHER_PASSWORD=$NEW_PASSWORD
  fi
  OTHER_ROUTE_PASSWORD=$NEW_ROUTE_PASSWORD
  if [ "$1" = use ]; then
    OTHER_ROUTE_PASSWORD=$NATS_ROUTE_PASSWORD
    NATS_ROUTE_PASSWORD=$NEW_ROUTE_PASSWORD
  fi
}

# When the server last took a configuration; it goes on with the former one where it cannot take one.
loaded() { wget -q -O - http://127.0.0.1:8222/varz | sed -n 's/.*"config_load_time": *"\([^"]*\)".*/\1/p'; }

# reload: has the server take its files, without an end to connections whose users stay.
reload() {
  before=$(loaded)
  kill -HUP "${SERVER:-1}"
  tries=10
  until now=$(loaded) && [ -n "$now" ] && [ "$now" != "$before" ]; do
    tries=$((tries - 1))
    if [ "$tries" -le 0 ]; then
      log "the server did not take the new configuration: its log says why"
      return 1
    fi
    sleep "${PAUSE:-1}"
  done
}

# varz: what the first node that answers tells of itself; fails where none does.
varz() {
  for node in $NODES; do
    if wget -q -T 2 -O - "http://$node:8222/varz" 2>/dev/null; then return 0; fi
  done
  return 1
}

# monitored: by what a node tells of itself, the nodes that there are, as the exporter takes them, a line each: what its figures
# call the node, and its address.
monitored() {
  case "$(cat)" in
    *'"cluster_size"'*) there=$NODES ;;
    *) there=nats ;;
  esac
  for node in $there; do printf '%s:8222,http://%s:8222\n' "$node" "$node"; done
}

# is_whole: of what JetStream tells of a stream or a consumer, whether every replica is there and has all of it.
is_whole() {
  answer=$(cat)
  case "$answer" in
    *'"current":false'* | *'"offline":true'*) return 1 ;;
    *'"leader":"'*) ;;
    *) return 1 ;;
  esac
}
