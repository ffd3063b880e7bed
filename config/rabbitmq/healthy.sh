#!/bin/sh
# Healthy while clients can connect and the node has no alarm. RabbitMQ's own tool knows, but it starts a virtual machine of
# Erlang, which keeps a processor busy for more than a second at every look, and frames wait meanwhile. So the node's ports are
# asked first, and the tool only where they do not say that all is well.
set -eu

takes_clients() { timeout 5 bash -c 'exec 3<>/dev/tcp/127.0.0.1/5672' 2>/dev/null; }

metrics() {
  timeout 5 bash -c 'exec 3<>/dev/tcp/127.0.0.1/15692 && printf "GET /metrics HTTP/1.0\r\n\r\n" >&3 && cat <&3' 2>/dev/null
}

all_is_well() {
  takes_clients || return 1
  said=$(metrics) || return 1
  printf '%s\n' "$said" | grep -q '^rabbitmq_alarms_memory_used_watermark 0' || return 1
  ! printf '%s\n' "$said" | grep -Eq '^rabbitmq_alarms_[a-z_]+ [1-9]'
}

all_is_well || { rabbitmq-diagnostics -q check_running && rabbitmq-diagnostics -q check_local_alarms; }
