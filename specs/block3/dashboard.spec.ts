import { dashboardUnderLoad, expect, proves, servedDashboard, test } from "../../fixtures/test.ts";

test.describe("The dashboard shows throughput, latency and errors of both brokers", () => {
  test(
    "each of its queries has data on a live Prometheus under load",
    proves("throughput-panels", "latency-panels", "errors-panels", "queries-return-data"),
    async ({ ownStack: _own, watchedStack, profile, criterion }) => {
      const { shown, empty, queries, complaints, rows, charts } = await dashboardUnderLoad(
        watchedStack,
        profile,
      );

      criterion.measured("throughput-panels", shown("Throughput"));
      criterion.measured("latency-panels", shown("Latency"));
      criterion.measured("errors-panels", shown("Errors"));
      criterion.table("Rows of the dashboard", ["row", "panels", "queries", "queries with data"], rows);
      for (const [title, svg] of charts) criterion.chart(title, svg);
      criterion.measured("queries-return-data", empty.length, { queries, empty: empty.join("; ") || "none" });
      expect(complaints, complaints.join("; ")).toHaveLength(0);
    },
  );

  test(
    "Grafana serves it under the plan's uid and title",
    proves("dashboard-served"),
    async ({ grafana, criterion }) => {
      const { title, isProvisioned, empty, provisioningErrors } = await servedDashboard(grafana);

      criterion.measured("dashboard-served", title, { provisioned: isProvisioned });
      expect(provisioningErrors, provisioningErrors.join("; ")).toHaveLength(0);
      expect(empty, empty.join("; ")).toHaveLength(0);
    },
  );
});
