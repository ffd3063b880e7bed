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
      const { shown, empty, queries, complaints, rows, charts, readFrom, unseen } = dashboardFindings;

      criterion("throughput-panels").measured(shown("Throughput"));
      criterion("latency-panels").measured(shown("Latency"));
      criterion("errors-panels").measured(shown("Errors"));
      criterion("queries-return-data")
        .table("Rows of the dashboard", ["row", "panels", "queries", "queries with data"], rows)
        .charts(charts)
        .lacking(unseen)
        .measured(empty.length, { queries, empty: empty.join("; ") || "none", "read from": readFrom });
      criterion("panels-described").measured(complaints.length, { seen: complaints.join("; ") || "none" });
    },
  );

  test(
    "panels and recording rules show what was done to the brokers, each in its unit",
    proves("panels-true", "panels-as-named").needs("ownStack"),
    async ({ dashboardFindings, criterion }) => {
      const { readFrom, unseen } = dashboardFindings;
      const { off, furthest, otherwise, notCompared, values, lines } = dashboardFindings.truth();

      criterion("panels-true")
        .evidence("shown.txt", lines)
        .lacking(unseen)
        .measured(off, { values, "furthest off": furthest.join("; ") || "none", "read from": readFrom });
      criterion("panels-as-named")
        .lacking(unseen)
        .measured(otherwise.length, {
          seen: otherwise.join("; ") || "none",
          "not compared": notCompared.join("; ") || "none",
        });
    },
  );

  test(
    "panels draw the limits of the plan",
    proves("panels-limits").needs("ownStack"),
    async ({ dashboardFindings, criterion }) => {
      const { limits, readFrom } = dashboardFindings;

      criterion("panels-limits").measured(limits.length, {
        seen: limits.join("; ") || "none",
        "read from": readFrom,
      });
    },
  );

  test(
    "Grafana provisions it, and serves it under the plan's uid and title",
    proves("dashboard-served", "dashboard-provisioned", "dashboard-as-delivered"),
    async ({ grafana, criterion }) => {
      const { title, failures, differences } = await servedDashboard(grafana);

      criterion("dashboard-served").measured(title);
      criterion("dashboard-provisioned").measured(failures.length, { seen: failures.join("; ") || "none" });
      criterion("dashboard-as-delivered").measured(differences.length, {
        seen: differences.join("; ") || "none",
      });
    },
  );

  test(
    "Grafana answers each of its queries with data of the load",
    proves("grafana-returns-data").needs("ownStack"),
    async ({ grafana, dashboardFindings, criterion }) => {
      const { dashboard, loads, unseen } = dashboardFindings;
      const { empty, queries } = await answeredByGrafana(grafana, loads, dashboard);

      criterion("grafana-returns-data")
        .lacking(unseen)
        .measured(empty.length, { queries, empty: empty.join("; ") || "none" });
    },
  );
});
