#!/bin/sh
# Puts the webhooks of .env into files, since their addresses may hold a token; then starts Alertmanager.
set -eu
umask 077
config=/etc/alertmanager/alertmanager.yml
general=/alertmanager/webhook-url
critical=/alertmanager/webhook-critical-url

# $1: its file, $2: its address. A receiver without one hears of nothing: each attempt to reach one would count as failed.
webhook() {
  if [ -n "$2" ]; then
    printf '%s' "$2" >"$1"
    return
  fi
  rm -f "$1"
  awk -v missing="$1" -f /etc/alertmanager/without-webhook.awk "$config" >"$1.yml"
  config=$1.yml
}

webhook "$general" "${ALERT_WEBHOOK_URL:-}"
webhook "$critical" "${ALERT_WEBHOOK_CRITICAL_URL:-${ALERT_WEBHOOK_URL:-}}"
if [ -f "$critical" ]; then
  # The rule AlertsNotDelivered leaves its own receiver out.
  set -- --enable-feature=receiver-name-in-metrics
else
  echo "start.sh: ALERT_WEBHOOK_URL is not set in .env: alerts are shown, and reach no one" >&2
fi
[ -f "$general" ] || [ ! -f "$critical" ] ||
  echo "start.sh: ALERT_WEBHOOK_URL is not set in .env: critical alerts alone reach someone" >&2
unset ALERT_WEBHOOK_URL ALERT_WEBHOOK_CRITICAL_URL
exec /bin/alertmanager --config.file="$config" --storage.path=/alertmanager --cluster.listen-address= "$@"
