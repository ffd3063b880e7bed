#!/bin/sh
# Changes the credentials of a stack that runs in profile ha, or nats-ha, without a confirmed frame being lost. After .env holds the new ones:
#   sh config/change-credentials.sh announce [OPTION...]   every broker takes them beside the ones that it has
#   sh config/change-credentials.sh finish [OPTION...]     one container after the other starts anew and takes them alone
# In between, clients are given the new ones. OPTIONs are those of docker compose, as --file FILE. docs/security.md says more.
set -eu
step=${1:-}
[ $# -eq 0 ] || shift

SENTINELS="redis-sentinel-1 redis-sentinel-2 redis-sentinel-3"
REDIS="redis-replica-2 redis-replica-1 redis"
RABBITMQ="rabbitmq-3 rabbitmq-2 rabbitmq"
# The one that takes the new passwords first comes last: while the others restart, clients are with it.
NATS="nats-2 nats nats-3"

# script_of SERVICE: what it is told its credentials with; of one that is no broker nothing.
script_of() {
  case " $SENTINELS $REDIS " in *" $1 "*) echo /usr/local/etc/redis/credentials.sh ;; esac
  case " $RABBITMQ " in *" $1 "*) echo /etc/rabbitmq/broker/credentials.sh ;; esac
  case " $NATS " in *" $1 "*) echo /etc/nats/credentials.sh ;; esac
}

case "$step" in
  announce | finish) ;;
  *) sed -n '2,5s/^# //p' "$0" >&2; exit 2 ;;
esac

set -- --profile ha --profile nats-ha "$@"
running=$(docker compose "$@" ps --services --status running </dev/null)
is_running() { printf '%s\n' "$running" | grep -qx "$1"; }
[ -n "$running" ] || { echo "change-credentials.sh: nothing of this stack runs: docker compose up -d --wait takes what .env holds" >&2; exit 1; }

if [ "$step" = announce ]; then
  # A container that is gone at once has what Compose makes of .env.
  of_redis=$(docker compose "$@" run --rm --no-deps -T redis sh /usr/local/etc/redis/credentials.sh print </dev/null)
  of_rabbitmq=$(docker compose "$@" run --rm --no-deps -T rabbitmq sh /etc/rabbitmq/broker/credentials.sh print </dev/null)
  of_nats=
  for service in $NATS; do
    # Not every stack has it, nor its image.
    if [ -z "$of_nats" ] && is_running "$service"; then
      of_nats=$(docker compose "$@" run --rm --no-deps -T --entrypoint sh "$service" /etc/nats/credentials.sh print </dev/null)
    fi
  done
  for act in accept use; do
    for service in $REDIS $SENTINELS $RABBITMQ $NATS; do
      is_running "$service" || continue
      case "$service" in
        redis*) credentials=$of_redis ;;
        nats*) credentials=$of_nats ;;
        *) credentials=$of_rabbitmq ;;
      esac
      printf '%s\n' "$credentials" | docker compose "$@" exec -T "$service" sh "$(script_of "$service")" "$act"
      echo "$service: $act" >&2
    done
  done
  echo "Every broker takes the new credentials, and the former ones. Give clients the new ones, then: sh config/change-credentials.sh finish" >&2
else
  for service in $SENTINELS $REDIS $RABBITMQ $NATS; do
    is_running "$service" || continue
    docker compose "$@" up -d --no-deps "$service" </dev/null
    docker compose "$@" exec -T "$service" sh "$(script_of "$service")" ready </dev/null
    echo "$service: ready" >&2
  done
  for service in $running; do
    [ -n "$(script_of "$service")" ] || docker compose "$@" up -d --no-deps --wait "$service" </dev/null
  done
  echo "Every container takes the new credentials alone." >&2
fi
