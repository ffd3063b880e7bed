#!/bin/sh
# Puts the webhooks of .env into files, since their addresses may hold a token; then starts Alertmanager.
set -eu
umask 077
if [ -z "${ALERT_WEBHOOK_URL:-}" ]; then
  echo "start.sh: ALERT_WEBHOOK_URL is not set in .env: alerts are shown, and reach no one" >&2
  ALERT_WEBHOOK_URL=http://127.0.0.1:1/
fi
printf '%s' "$ALERT_WEBHOOK_URL" >/alertmanager/webhook-url
printf '%s' "${ALERT_WEBHOOK_CRITICAL_URL:-$ALERT_WEBHOOK_URL}" >/alertmanager/webhook-critical-url
unset ALERT_WEBHOOK_URL ALERT_WEBHOOK_CRITICAL_URL
exec /bin/alertmanager --config.file=/etc/alertmanager/alertmanager.yml --storage.path=/alertmanager \
  --cluster.listen-address=
