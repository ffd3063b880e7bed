# What start.sh and start-sentinel.sh write into a configuration alike.

# A value as one word of a configuration, whatever is in it.
quoted() { printf '"%s"' "$(printf '%s' "$1" | sed 's/["\\]/\\&/g')"; }

# The user of redis-exporter: it may look at figures, and at nothing else. What only one kind of server knows, as arguments.
exporter_user() {
  printf 'user exporter on %s -@all +ping +info +client|list +client|setname %s\n' "$(quoted ">$REDIS_EXPORTER_PASSWORD")" "$*"
}
