import type { Builder } from "@grafana/grafana-foundation-sdk/cog";
import { type DashboardLink, DashboardLinkBuilder } from "@grafana/grafana-foundation-sdk/dashboard";

/** Where Grafana serves docs/runbook.md, which the compose file puts among its public files. */
const RUNBOOK = "/public/docs/runbook.md";

/**
 * To what a person does about the alert. Grafana serves the runbook as plain text, which has no anchors: a browser finds the
 * heading by its text (https://wicg.github.io/scroll-to-text-fragment/).
 */
export function runbookOf(alert: string): Builder<DashboardLink> {
  const heading = encodeURIComponent(`## ${alert}`);
  return link(`Runbook: ${alert}`, `${RUNBOOK}#${alert.toLowerCase()}:~:text=${heading}`);
}

/** What a person on call opens beside the dashboard. */
export function dashboardLinks(): Builder<DashboardLink>[] {
  return [
    link("Runbook", RUNBOOK, {
      tooltip: "What to do about each alert: docs/runbook.md of the repository",
      icon: "doc",
    }),
    link("Alerts", "http://localhost:9090/alerts", {
      tooltip: "Every rule of Prometheus with its state",
      icon: "bolt",
    }),
    link("Alertmanager", "http://localhost:9093", { tooltip: "What was sent to whom, and silences" }),
  ];
}

/** In plain sight: by default the library puts a link into a menu. */
function link(
  title: string,
  url: string,
  { tooltip = "", icon = "external link" } = {},
): Builder<DashboardLink> {
  const { placement: _inMenu, ...visible } = new DashboardLinkBuilder(title)
    .url(url)
    .tooltip(tooltip)
    .icon(icon)
    .targetBlank(true)
    .build();
  return { build: () => visible };
}
