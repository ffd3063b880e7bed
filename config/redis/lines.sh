# Functions of the scripts beside it. Those that decide read their standard input or their arguments and print what they decide.
# shellcheck shell=sh

NODES="redis redis-replica-1 redis-replica-2"
SENTINELS="redis-sentinel-1 redis-sentinel-2 redis-sentinel-3"
REMEMBERED=${REMEMBERED:-/data/primary}
# There where a Sentinel is to learn from the others who the primary is.
LEARNS=${LEARNS:-/data/learns}

# A value as one word of a configuration, whatever is in it.
quoted() { printf '"%s"' "$(printf '%s' "$1" | sed 's/["\\]/\\&/g')"; }

# A user who may say who it is, ask how the server is, and do what is named beside that.
user() {
  name=$1 password=$2
  shift 2
  printf 'user %s on %s -@all +@connection -@dangerous -@admin +info %s\n' "$name" "$(quoted ">$password")" "$*"
}

# Of redis-exporter: it may look at figures, and at nothing else.
exporter() { user exporter "$REDIS_EXPORTER_PASSWORD" '+client|list' "$@"; }

# Of those who send frames, and of those who take them.
producer() { user producer "$PRODUCER_PASSWORD" "$@"; }
consumer() { user consumer "$CONSUMER_PASSWORD" "$@"; }

# log WORD...: a line of the container's log.
log() { printf '%s: %s\n' "${0##*/}" "$*" >&2; }

# ask HOST PORT WORD...: what a server answers. An error that it answers with, or no answer, is a failure; so is no answer
# within two seconds.
ask() {
  asked_host=$1 asked_port=$2
  shift 2
  timeout 2 redis-cli -e -h "$asked_host" -p "$asked_port" "$@" 2>&1
}

first_line() { printf '%s\n' "$1" | head -n 1; }

# node_at HOST: the node of that name, or whose address that is. Fails for anything else.
node_at() {
  case "$1" in
    "" | *[!A-Za-z0-9.:-]*) return 1 ;;
  esac
  for node in $NODES; do
    [ "$1" != "$node" ] || { echo "$node"; return 0; }
  done
  for node in $NODES; do
    address=$(timeout 2 getent hosts "$node") || continue
    [ "${address%% *}" != "$1" ] || { echo "$node"; return 0; }
  done
  return 1
}

# said_by SENTINEL: the node that it names as the primary; a line that starts with "! " when it answers anything else;
# nothing when no Sentinel of that name runs.
said_by() {
  timeout 2 getent hosts "$1" >/dev/null || return 0
  if ! answer=$(ask "$1" 26379 sentinel get-master-addr-by-name frames); then
    echo "! $1 does not say which node is the primary: $(first_line "${answer:-no answer within 2 s}")"
  elif ! node_at "$(first_line "$answer")"; then
    echo "! $1 names $(first_line "${answer:-nothing}") as the primary, which is no node of this stack"
  fi
}

# said_by_others SENTINEL: what each of the others says.
said_by_others() { for sentinel in $SENTINELS; do [ "$sentinel" = "$1" ] || said_by "$sentinel"; done; }

# What each of the Sentinels says.
said_by_all() { said_by_others -; }

# Of what the Sentinels say: the node that two of them agree upon, if they do.
agreed() {
  sed '/^! /d; /^$/d' | sort | uniq -c | while read -r count name; do
    [ "$count" -lt 2 ] || echo "$name"
  done
}

# Of what the Sentinels say: the node that all who name one name, were it one Sentinel alone.
undisputed() {
  named=$(sed '/^! /d; /^$/d' | sort -u)
  case "$named" in
    *[!A-Za-z0-9-]*) ;;
    *) echo "$named" ;;
  esac
}

# Of what the Sentinels say: what is wrong with it.
complaints() { sed -n 's/^! //p'; }

# The primary that the Sentinels last agreed upon while this node ran, if it is known.
remembered() {
  known=$(cat "$REMEMBERED" 2>/dev/null) || return 0
  node_at "$known" || true
}

# remember NODE: for the next start.
remember() {
  [ "$(remembered)" != "$1" ] || return 0
  printf '%s' "$1" >"$REMEMBERED.new" && mv "$REMEMBERED.new" "$REMEMBERED"
}

# found_out: of a Sentinel's configuration, what it has found out and keeps. Credentials are those of now. Without its epoch it
# takes from the others who the primary is.
found_out() {
  set -- -e '^(requirepass|user|sentinel (auth-pass|sentinel-pass)) '
  [ ! -e "$LEARNS" ] || set -- "$@" -e '^sentinel config-epoch '
  grep -vE "$@"
}

# followed: the node that this one follows, its own name if it follows none. Fails, with the answer, where that can't be told.
followed() {
  if ! answer=$(ask 127.0.0.1 "${REDIS_PORT:-6379}" role); then
    first_line "${answer:-no answer within 2 s}"
    return 1
  fi
  case "$(first_line "$answer")" in
    master) echo "$ANNOUNCED_NAME" ;;
    slave)
      host=$(printf '%s\n' "$answer" | sed -n 2p)
      node_at "$host" || echo "$host"
      ;;
    *)
      first_line "$answer"
      return 1
      ;;
  esac
}

# starting_place: two words for start.sh, the node that this one starts as a replica of ("-" for none) and how many replicas it
# wants before it takes frames. Two Sentinels that agree come first. Where they do not, as when all containers start at once
# or the Sentinels take another password, comes what was known when this node last ran: the nodes of a stack that is started
# anew would else follow the first one, whatever that has missed. Then the compose file decides.
starting_place() {
  known=$(remembered) tries=1
  [ -z "$known" ] || [ "$known" = "${ANNOUNCED_NAME:-}" ] || tries=${TRIES:-30}
  while :; do
    said=$(said_by_all)
    primary=$(printf '%s\n' "$said" | agreed)
    if [ -z "$primary" ] && [ -z "$known" ]; then primary=$(printf '%s\n' "$said" | undisputed); fi
    if [ -z "$primary" ] && [ -n "$known" ] && timeout 2 getent hosts "$known" >/dev/null; then primary=$known; fi
    tries=$((tries - 1))
    if [ -n "$primary" ] || [ "$tries" -le 0 ]; then break; fi
    sleep 1
  done
  printf '%s\n' "$said" | complaints | while read -r line; do log "$line"; done
  if [ -z "$primary" ] && [ -n "$known" ]; then
    log "$known was the primary, and neither it nor a Sentinel is here: starts as the compose file has it"
  fi
  # With Sentinels, or as one of several, a node that no replica follows must not take frames.
  wanted=${REPLICA_OF:-$said}
  case "$primary" in
    "") echo "${REPLICA_OF:--} ${wanted:+1}" ;;
    "${ANNOUNCED_NAME:-}") echo "- ${wanted:+1}" ;;
    *) echo "$primary 1" ;;
  esac
}

# follow NODE: has this node follow it, and logs what came of it.
follow() {
  if answer=$(ask 127.0.0.1 "${REDIS_PORT:-6379}" replicaof "$1" 6379) && [ "$answer" = OK ]; then
    log "follows $1 now"
  else
    log "REPLICAOF $1 was refused: $(first_line "${answer:-no answer within 2 s}")"
    return 1
  fi
}

# accepting: as commands of Redis, that it takes the credentials NEW_... beside those that it has. A server that asks for no
# password takes any.
accepting() {
  if [ -n "${REDIS_PASSWORD:-}" ]; then
    if [ -n "$NEW_REDIS_PASSWORD" ]; then may_log_in default "$NEW_REDIS_PASSWORD"; else echo "ACL SETUSER default nopass"; fi
  fi
  may_log_in exporter "$NEW_REDIS_EXPORTER_PASSWORD"
  may_log_in producer "$NEW_PRODUCER_PASSWORD"
  may_log_in consumer "$NEW_CONSUMER_PASSWORD"
}
may_log_in() { printf 'ACL SETUSER %s %s\n' "$1" "$(quoted ">$2")"; }

# using: as commands of Redis, that it logs in to the other nodes with the new password.
using() {
  if [ "${REDIS_PORT:-6379}" = 26379 ]; then
    printf 'SENTINEL SET frames auth-pass %s\n' "$(quoted "$NEW_REDIS_PASSWORD")"
    printf 'SENTINEL CONFIG SET sentinel-pass %s\n' "$(quoted "$NEW_REDIS_PASSWORD")"
  else
    printf 'CONFIG SET masterauth %s\n' "$(quoted "$NEW_REDIS_PASSWORD")"
  fi
}

# tell: has this server do the commands on the standard input, which are in no process list then. Fails unless each is answered
# with OK, and logs what was answered, without what stands in quotes: that may be a password.
tell() {
  commands=$(cat)
  answers=$(printf '%s\n' "$commands" | timeout 10 redis-cli -h 127.0.0.1 -p "${REDIS_PORT:-6379}" 2>&1) || true
  others=$(printf '%s\n' "$answers" | sed '/^OK$/d; /^$/d')
  wanted=$(printf '%s\n' "$commands" | wc -l) taken=$(printf '%s\n' "$answers" | grep -c '^OK$') || true
  [ -n "$others" ] || [ "$((wanted))" -ne "$((taken))" ] || return 0
  log "took $taken of $((wanted)) commands: $(printf '%s\n' "${others:-no answer}" | sed "s/'[^']*'/'...'/g; s/\"[^\"]*\"/\"...\"/g" | head -n 1)"
  return 1
}

# is_caught_up: of INFO replication, whether a replica has what its primary has, and a primary as many replicas as it wants.
is_caught_up() {
  tr -d '\r' | awk -F: '
    { value[$1] = $2 }
    END {
      if (value["role"] == "master") exit !("min_slaves_good_slaves" in value ? value["min_slaves_good_slaves"] > 0 : 1)
      exit !(value["role"] == "slave" && value["master_link_status"] == "up" && value["master_sync_in_progress"] == "0")
    }'
}
