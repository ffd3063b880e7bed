# What the scripts beside it have in common: lines of a configuration, and what the Sentinels say.

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

SENTINELS="redis-sentinel-1 redis-sentinel-2 redis-sentinel-3"

# The node that a Sentinel names as the primary; nothing where it is not there or does not answer.
primary_named_by() {
  timeout 2 getent hosts "$1" >/dev/null || return 0
  timeout 2 redis-cli -h "$1" -p 26379 sentinel get-master-addr-by-name frames 2>/dev/null | head -n 1 || true
}
