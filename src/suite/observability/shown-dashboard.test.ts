import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import type { RunningService } from "../../stack/running-service.ts";
import { dashboardOf } from "../../watchers/dashboard-file.ts";
import { GrafanaProbe } from "../../watchers/grafana.ts";
import { otherThanDelivered, shownDashboard } from "./shown-dashboard.ts";

const target = (changes: object = {}) => ({
  ...{ refId: "A", expr: "broker:in{}", legendFormat: "{{broker}}", shows: "frames-in" },
  ...changes,
});
const panel = (changes: object = {}, ...targets: object[]) => ({
  ...{ type: "timeseries", title: "In", targets: targets.length > 0 ? targets : [target()] },
  fieldConfig: { defaults: { unit: "reqps" } },
  ...changes,
});
const model = (...panels: object[]) => ({ uid: "broker-metrics", title: "Broker", panels });
const dashboard = (...panels: object[]) => dashboardOf(model(...panels), "a test");
const DELIVERED = dashboard(panel());

/** A Grafana that has this dashboard, or none. */
async function grafanaWith(served?: object): Promise<{ probe: GrafanaProbe } & Disposable> {
  const server = createServer((_request, response) => {
    const body = served ? { dashboard: served, meta: { provisioned: true } } : { message: "not found" };
    response.writeHead(served ? 200 : 404, { "content-type": "application/json" }).end(JSON.stringify(body));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const url = async () => `http://127.0.0.1:${port}`;
  const service = { url, service: { environment: {} } } as unknown as RunningService;
  return { probe: new GrafanaProbe(service), [Symbol.dispose]: () => server.close() };
}

test("panels are those that Grafana serves, whatever the repository has", async () => {
  using grafana = await grafanaWith(model(panel({ title: "By hand" }, target({ expr: "up" }))));

  const { dashboard: shown, readFrom } = await shownDashboard(grafana.probe, DELIVERED);

  expect(readFrom).toBe("Grafana");
  expect(shown.panels.map(({ title, queries }) => [title, queries[0]?.expr])).toEqual([["By hand", "up"]]);
});

test("where no Grafana is, they are the repository's, and it is said why", async () => {
  expect(await shownDashboard("its image is missing", DELIVERED)).toEqual({
    dashboard: DELIVERED,
    readFrom: "the repository: its image is missing",
  });
});

test("a Grafana that drops what a query shows is given it back by panel and letter", async () => {
  using grafana = await grafanaWith(model(panel({}, target({ shows: undefined, expr: "broker:out{}" }))));

  const { dashboard: shown } = await shownDashboard(grafana.probe, DELIVERED);

  expect(shown.panels[0]?.queries[0]).toMatchObject({ expr: "broker:out{}", shows: "frames-in" });
});

test("a dashboard that is served as it was delivered has no difference, in whatever order", () => {
  const two = [panel(), panel({ title: "Out" })];

  expect(otherThanDelivered(dashboard(...two.toReversed()), dashboard(...two))).toEqual([]);
});

test("a query, a unit, a limit, and a panel that are served otherwise are named", () => {
  const limit = { thresholds: { mode: "absolute", steps: [{ color: "red", value: 5 }] } };
  const served = dashboard(
    panel({ fieldConfig: { defaults: { unit: "ms", ...limit } } }, target({ expr: "up" })),
    panel({ title: "New" }),
  );

  expect(otherThanDelivered(served, dashboard(panel(), panel({ title: "Gone" })))).toEqual([
    " / In: query A up, delivered broker:in{}",
    " / In: unit of query A ms, delivered reqps",
    " / In: limits of query A 5, delivered none",
    " / Gone: not served",
    " / New: served, and not delivered",
  ]);
});
