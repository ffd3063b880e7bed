import { answeredByGrafana, proves, servedDashboard, test } from "../../fixtures/test.ts";

test.describe("The dashboard shows throughput, latency and errors of both brokers", () => {
  test(
    "each of its queries has data on a live Prometheus under load",
    proves(
      "throughput-panels",
      "latency-panels",
      "errors-panels",
      "queries-return-data",
      "panels-described",
    ).needs("ownStack"),
    async ({ dashboardFindings, criterion }) => {
      const { shown, empty, queries, complaints, rows, charts } = dashboardFindings;

      criterion("throughput-panels").measured(shown("Throughput"));
      criterion("latency-panels").measured(shown("Latency"));
      criterion("errors-panels").measured(shown("Errors"));
      criterion("queries-return-data")
        .table("Rows of the dashboard", ["row", "panels", "queries", "queries with data"], rows)
        .charts(charts)
        .measured(empty.length, { queries, empty: empty.join("; ") || "none" });
      criterion("panels-described").measured(complaints.length, { seen: complaints.join("; ") || "none" });
    },
  );

  test(
    "Grafana provisions it, and serves it under the plan's uid and title",
    proves("dashboard-served", "dashboard-provisioned"),
    async ({ grafana, criterion }) => {
      const { title, failures } = await servedDashboard(grafana);

      criterion("dashboard-served").measured(title);
      criterion("dashboard-provisioned").measured(failures.length, { seen: failures.join("; ") || "none" });
    },
  );

  test(
    "Grafana answers each of its queries with data of the load",
    proves("grafana-returns-data").needs("ownStack"),
    async ({ grafana, dashboardFindings, criterion }) => {
      const { empty, queries } = await answeredByGrafana(grafana, dashboardFindings.loads);

      criterion("grafana-returns-data").measured(empty.length, {
        queries,
        empty: empty.join("; ") || "none",
      });
    },
  );
});
