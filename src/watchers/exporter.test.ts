import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import type { RunningService } from "../stack/running-service.ts";
import { ExporterProbe } from "./exporter.ts";
import { exposedSamples } from "./exposition.ts";

const TEXT = `# HELP redis_up Whether it is reached
# TYPE redis_up gauge
redis_up 1
# TYPE rabbitmq_queue_messages gauge
rabbitmq_queue_messages{queue="frame_queue"} 12
rabbitmq_queue_messages{queue="frame_queue.dead"} NaN
rabbitmq_queue_messages{queue="other"} +Inf
redis_up_time 7
`;

async function exporter(): Promise<{ url: string; probe: ExporterProbe }> {
  const server = createServer((request, response) => {
    response.writeHead(request.url === "/metrics" ? 200 : 404).end(TEXT);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const service = { name: "redis-exporter", url: async () => url } as unknown as RunningService;
  return { url: `${url}/metrics`, probe: new ExporterProbe(service, 9121) };
}

test("samples are those of the metric of that very name, with their labels", async () => {
  const { url } = await exporter();

  expect(await exposedSamples(url, "redis_up")).toEqual([{ labels: {}, value: 1 }]);
  expect(await exposedSamples(url, "rabbitmq_queue_messages")).toEqual([
    { labels: { queue: "frame_queue" }, value: 12 },
    { labels: { queue: "frame_queue.dead" }, value: Number.NaN },
    { labels: { queue: "other" }, value: Number.POSITIVE_INFINITY },
  ]);
  expect(await exposedSamples(url, "redis")).toEqual([]);
});

test("the value of a metric is that of its only series", async () => {
  expect(await (await exporter()).probe.value("redis_up")).toBe(1);
});

test.each([
  ["rabbitmq_queue_messages", 3],
  ["redis_down", 0],
])("%s has %d series, and no value of them all", async (metric, series) => {
  await expect((await exporter()).probe.value(metric)).rejects.toThrow(
    `redis-exporter :9121/metrics shows ${series} series of ${metric}, expected one`,
  );
});
