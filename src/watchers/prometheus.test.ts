import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import type { RunningService } from "../stack/running-service.ts";
import { PrometheusProbe } from "./prometheus.ts";
import { vectorSchema } from "./prometheus-answers.ts";

type Answer = object | (() => object);

/** A Prometheus that answers so, by the path that is asked; anything else it refuses. */
async function prometheus(answers: Record<string, Answer>) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "", "http://prometheus");
    asked.push(decodeURIComponent(url.pathname + url.search));
    const answer = answers[url.pathname];
    const body = typeof answer === "function" ? (answer as () => object)() : answer;
    response.writeHead(body ? 200 : 400, { "content-type": "application/json" });
    response.end(JSON.stringify(body ?? { status: "error", error: "parse error" }));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const signals: string[] = [];
  const service = {
    url: async () => `http://127.0.0.1:${port}`,
    exec: async () => "/bin/prometheus\0--web.enable-admin-api\0",
    signal: async (signal: string) => void signals.push(signal),
  };
  return { probe: new PrometheusProbe(service as unknown as RunningService), asked, signals };
}

const vector = (...values: [metric: Record<string, string>, value: string][]) => ({
  status: "success",
  data: { resultType: "vector", result: values.map(([metric, value]) => ({ metric, value: [17, value] })) },
});

test("a query's series have their labels and their value as a number, NaN and infinity too", async () => {
  const { probe, asked } = await prometheus({
    "/api/v1/query": vector([{ job: "redis" }, "1"], [{}, "NaN"], [{}, "+Inf"]),
  });

  expect((await probe.query('up{job="a#b"}')).map(({ metric, value }) => [metric, value])).toEqual([
    [{ job: "redis" }, 1],
    [{}, Number.NaN],
    [{}, Number.POSITIVE_INFINITY],
  ]);
  expect(asked).toEqual(['/api/v1/query?query=up{job="a#b"}']);
});

test("a query that Prometheus refuses throws with its status", async () => {
  const { probe } = await prometheus({});

  await expect(probe.query("up{")).rejects.toThrow(/answered 400/);
});

test("an answer of another form is not taken for one without series", () => {
  const matrix = { status: "success", data: { resultType: "matrix", result: [] } };

  expect(vectorSchema.safeParse(matrix).success).toBe(false);
  expect(vectorSchema.safeParse({ ...vector(), status: "error" }).success).toBe(false);
});

test("times are milliseconds here and seconds there", async () => {
  const matrix = { data: { result: [{ metric: {}, values: [[17.5, "3"]] }] } };
  const { probe, asked } = await prometheus({ "/api/v1/query_range": matrix });

  const [series] = await probe.range("up", { fromMs: 17_500, toMs: 20_000, stepSeconds: 1 });

  expect(series?.values).toEqual([[17_500, 3]]);
  expect(asked).toEqual(["/api/v1/query_range?query=up&start=17.5&end=20&step=1"]);
});

test("its clock is ahead by what it says more than this host", async () => {
  const inAnHour = () => vector([{}, String(Date.now() / 1e3 + 3_600)]);

  const ahead = await (await prometheus({ "/api/v1/query": inAnHour })).probe.clockAheadMs();

  expect(Math.round(ahead / 60_000)).toBe(60);
});

test("a target is told with job and instance, and one that is not there as missing", async () => {
  const labels = { job: "redis", instance: "redis-exporter:9121", group: "a" };
  const targets = { data: { activeTargets: [{ labels, health: "down", lastError: "refused" }] } };
  const { probe } = await prometheus({ "/api/v1/targets": targets });

  expect(await probe.targets()).toEqual([
    { job: "redis", instance: "redis-exporter:9121", health: "down", lastError: "refused" },
  ]);
  const settled = (instance: string) => probe.settledTarget("redis", instance, 99);
  expect(await settled("redis-exporter:9121")).toMatchObject({ health: "down" });
  expect(await settled("another:9121")).toEqual({ health: "missing", lastError: "" });
});

test("alerts are chosen by a label of their rules, over all groups", async () => {
  const rule = (name: string, labels: Record<string, string>) => ({ name, labels });
  const groups = [
    { rules: [rule("FramesLost", { triggers: "rollback" }), rule("RedisDown", {})] },
    { rules: [rule("MemoryCritical", { triggers: "rollback" }), rule("Other", { triggers: "page" })] },
  ];
  const { probe } = await prometheus({ "/api/v1/rules": { data: { groups } } });

  expect(await probe.alertsLabelled("triggers", "rollback")).toEqual(["FramesLost", "MemoryCritical"]);
  expect(await probe.alertsLabelled("triggers", "nothing")).toEqual([]);
});

test("a configuration counts as read once the time of its reading is another", async () => {
  const times = ["1", "1", "2"];
  const runtime = () => ({ data: { reloadConfigSuccess: true, lastConfigTime: times.shift() ?? "2" } });
  const { probe, signals } = await prometheus({ "/api/v1/status/runtimeinfo": runtime });

  await probe.reload();

  expect(times).toEqual([]);
  expect(signals).toEqual(["SIGHUP"]);
});

test("what is asked about a time has its final answer once everything was scraped and evaluated since", async () => {
  const seen = ["10", "30", "30", "30"];
  const { probe } = await prometheus({ "/api/v1/query": () => vector([{}, seen.shift() ?? "30"]) });

  await probe.hasSeen(20_000);

  expect(seen).toEqual([]);
});

test("how it was started and whom it hands figures over to is asked of its status", async () => {
  const { probe } = await prometheus({
    "/api/v1/status/flags": { data: { "web.enable-admin-api": "true" } },
    "/api/v1/status/config": { data: { yaml: "remote_read:\n- url: http://elsewhere/read\n" } },
  });

  expect(await probe.openness()).toEqual({
    flags: { "web.enable-admin-api": "true" },
    given: ["web.enable-admin-api"],
    connections: ["remote_read"],
    tells: [],
  });
});
