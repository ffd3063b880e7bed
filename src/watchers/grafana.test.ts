import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { test as base, expect } from "vitest";
import type { RunningService } from "../stack/running-service.ts";
import { GrafanaProbe } from "./grafana.ts";

interface Fake {
  /** What it answers, by the start of the path: a status and a body. */
  answers: Record<string, [status: number, body: object]>;
  /** The bodies that it was sent. */
  asked: string[];
  log: string[];
  probe: GrafanaProbe;
}

const DASHBOARD = { dashboard: { title: "Message Broker Metrics" }, meta: { provisioned: true } };
const SOURCE = { type: "prometheus", readOnly: true };
const PERIOD = { fromMs: 1_000, toMs: 9_000 };

const test = base.extend<{ grafana: Fake }>({
  // biome-ignore lint/correctness/noEmptyPattern: Vitest reads from the pattern which fixtures this one needs
  grafana: async ({}, use) => {
    const answers: Fake["answers"] = {
      "/api/dashboards/uid/": [200, DASHBOARD],
      "/api/datasources/uid/prometheus": [200, SOURCE],
    };
    const asked: string[] = [];
    const log: string[] = [];
    const server = createServer(async (request, response) => {
      asked.push(Buffer.concat(await request.toArray()).toString());
      const path = Object.keys(answers).find((start) => request.url?.startsWith(start)) ?? "";
      const [status, body] = answers[path] ?? [404, { message: "not found" }];
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const service = {
      url: async () => `http://127.0.0.1:${port}`,
      service: { environment: {} },
      printed: async () => log,
    } as unknown as RunningService;
    await use({ answers, asked, log, probe: new GrafanaProbe(service) });
    server.close();
  },
});

const failures = async (probe: GrafanaProbe) =>
  probe.provisioningFailures("broker-metrics", await probe.dashboard("broker-metrics"));

const frame = (...values: unknown[]) => ({ data: { values: [values.map((_, index) => index), values] } });

test("all is provisioned", async ({ grafana: { probe } }) => {
  expect(await probe.dashboard("broker-metrics")).toEqual({
    title: "Message Broker Metrics",
    isProvisioned: true,
  });
  expect(await failures(probe)).toEqual([]);
});

test("a dashboard that is not served is seen, and no error", async ({ grafana: { answers, probe } }) => {
  delete answers["/api/dashboards/uid/"];

  expect(await probe.dashboard("broker-metrics", 1_000)).toEqual({ title: undefined, isProvisioned: false });
});

test("what was put in by hand, or is missing, was not provisioned", async ({
  grafana: { answers, probe },
}) => {
  answers["/api/dashboards/uid/"] = [200, { ...DASHBOARD, meta: { provisioned: false } }];
  answers["/api/datasources/uid/prometheus"] = [200, { type: "loki", readOnly: false }];
  expect(await failures(probe)).toEqual([
    "the dashboard broker-metrics was put in by hand",
    "the data source prometheus was put in by hand",
    "the data source prometheus is of type loki",
  ]);

  delete answers["/api/datasources/uid/prometheus"];
  expect(await failures(probe)).toContain("there is no data source prometheus");
});

test("its log counts", async ({ grafana: { log, probe } }) => {
  log.push('logger=provisioning.dashboard level=error msg="failed to load dashboard from " error=EOF');

  expect(await failures(probe)).toEqual(["failed to load dashboard from: EOF"]);
});

test("a query is asked over the time that is named", async ({ grafana: { answers, asked, probe } }) => {
  answers["/api/ds/query"] = [200, { results: { A: { frames: [frame(null, 4)] } } }];

  expect(await probe.whyEmpty("up", PERIOD)).toBeUndefined();
  expect(JSON.parse(asked.at(-1) ?? "")).toMatchObject({ from: "1000", to: "9000" });
});

test.for([
  ["no series", [200, { results: { A: { frames: [] } } }], "no number"],
  ["nothing but gaps", [200, { results: { A: { frames: [frame(null, null)] } } }], "no number"],
  ["an error of its own", [200, { results: { A: { error: "parse error" } } }], "parse error"],
  ["a status that refuses", [400, { results: { A: { error: "parse error" } } }], "parse error"],
] as [string, [number, object], string][])(
  "a query without data: %s",
  async ([, answer, why], { grafana }) => {
    grafana.answers["/api/ds/query"] = answer;

    expect(await grafana.probe.whyEmpty("up", PERIOD)).toContain(why);
  },
);

test("a Grafana that is out of reach says nothing about a query", async ({ grafana: { answers, probe } }) => {
  answers["/api/ds/query"] = [502, {}];

  await expect(probe.whyEmpty("up", PERIOD)).rejects.toThrow("502");
});
