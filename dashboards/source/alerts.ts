import { alertList } from "./alert-list.ts";
import type { Row } from "./panel.ts";
import { timeseries } from "./panels.ts";
import { states } from "./states.ts";
import { UNIT } from "./units.ts";

const FIRING = { 1: { text: "pending", color: "yellow" }, 2: { text: "firing", color: "red" } };
const SCRAPED = { 1: { text: "up", color: "green" }, 0: { text: "down", color: "red" } };

const NOTIFIED = "no webhook is there meanwhile; block3/alerts shows which alerts reach one";

/** What fires and since when, and whether the alarm itself works. */
export function alerts(): Row {
  return {
    title: "Alerts",
    panels: [
      alertList({
        title: "Alerts in force",
        description:
          "Alerts of Prometheus that fire or are about to, the newest first. None is healthy; of several the oldest is likely the cause.",
        width: 12,
      }),
      states({
        title: "Alerts over time",
        description:
          "When each alert was pending (its condition holds, not yet for long enough) and firing. An empty panel is healthy.",
        queries: [
          {
            expr: 'max by (alertname, broker, instance) (ALERTS{alertstate="firing"} * 2 or ALERTS{alertstate="pending"})',
            legend: "{{alertname}} {{broker}} {{instance}}",
            shows: "alert-state",
            needs: "an alert that is pending or firing",
          },
        ],
        states: FIRING,
        width: 12,
      }),
      timeseries({
        title: "Notifications",
        description:
          "Alerts handed to the webhook in the last five minutes, and those that failed. Any failure: nobody is told of what fires here.",
        unit: UNIT.notifications,
        queries: [
          {
            expr: 'sum by (integration) (increase(alertmanager_notifications_total{integration="webhook"}[5m]))',
            legend: "attempted",
            notCompared: NOTIFIED,
          },
          {
            expr: 'sum by (integration) (increase(alertmanager_notifications_failed_total{integration="webhook"}[5m]))',
            legend: "failed",
            notCompared: NOTIFIED,
          },
        ],
        alerts: ["AlertsNotDelivered"],
        width: 12,
      }),
      states({
        title: "Targets of Prometheus",
        description:
          "Whether Prometheus reaches what it measures. Down or missing: the panels and alerts about it are blind.",
        queries: [{ expr: "up", legend: "{{job}} {{instance}}", shows: "target-up" }],
        states: SCRAPED,
        alerts: ["RedisExporterDown", "NATSExporterDown", "TargetDown", "TargetMissing"],
        width: 12,
      }),
    ],
  };
}
