import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readDashboard } from "../../watchers/dashboard-file.ts";
import type { GrafanaProbe } from "../../watchers/grafana.ts";
import { answeredByGrafana, servedDashboard } from "./served-dashboard.ts";

const MODEL = JSON.parse(
  readFileSync(join(import.meta.dirname, "../../../dashboards/message-broker.json"), "utf8"),
);
const LOAD = { fromMs: 1_000, toMs: 9_000 };
const grafana = (answers: object) => answers as unknown as GrafanaProbe;

test("a dashboard is served under its delivered id, with what Grafana has against it", async () => {
  const asked: string[] = [];
  const serving = (title?: string) =>
    grafana({
      dashboard: async (uid: string) => {
        asked.push(uid);
        return title ? { title } : {};
      },
      model: async () => MODEL,
      provisioningFailures: async () => ["no data source"],
    });

  expect(await servedDashboard(serving("Message Broker Metrics"))).toEqual({
    title: "Message Broker Metrics",
    failures: ["no data source"],
    differences: [],
  });
  expect((await servedDashboard(serving())).title).toBe("none");
  expect((await servedDashboard(serving())).differences).toEqual(["no dashboard broker-metrics is served"]);
  expect(asked).toEqual(["broker-metrics", "broker-metrics", "broker-metrics"]);
});

test("every query of every panel is asked, and one without a number is told with its location", async () => {
  const dashboard = readDashboard();
  const all = dashboard.panels.flatMap((panel) => panel.queries);
  const last = all.at(-1);
  const whyEmpty = async (expr: string) => (expr === last?.expr ? "no series" : undefined);

  const { queries, empty } = await answeredByGrafana(grafana({ whyEmpty }), LOAD, dashboard);

  expect(queries).toBe(all.length);
  expect(empty).toContain(`${last?.location}: no series`);
  expect(empty).toHaveLength(all.filter(({ expr }) => expr === last?.expr).length);
});

test("a Grafana that answers every query leaves none empty", async () => {
  const answering = grafana({ whyEmpty: async () => undefined });

  expect((await answeredByGrafana(answering, LOAD, readDashboard())).empty).toEqual([]);
});
