import { createServer } from "node:http";
import { expect, onTestFinished, test } from "vitest";
import { nats } from "../../brokers/nats/nats.ts";
import { redis } from "../../brokers/redis/redis.ts";
import { readComposeFile, serviceOf } from "../../stack/compose-file.ts";
import { reachedAt } from "../../stack/testing.ts";
import { newCredentials } from "./credentials.ts";
import { exportersOut, keepingOld } from "./keeping-old.ts";

const SILENT = ["redis does not run", "rabbitmq does not run", "redis-exporter does not run"];

test("a component that does not run takes no new credentials", async () => {
  expect(await keepingOld([], await newCredentials(), ["redis"])).toEqual(SILENT);
});

test("cameras are missed where they were started, and not where this host leaves them out", async () => {
  const missed = await keepingOld([], await newCredentials(), ["redis", "rtsp-capture"]);

  expect(missed).toEqual([...SILENT, "rtsp-capture does not run"]);
});

/** An exporter that says so of its broker, until the test has ended. */
async function exporterSaying(up: 0 | 1) {
  const server = createServer((_, response) => response.end(`# TYPE redis_up gauge\nredis_up ${up}\n`));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as { port: number };
  return reachedAt("redis-exporter", { 9121: { host: "127.0.0.1", port } });
}

test("an exporter that reaches Redis has the new credentials", async () => {
  expect(await keepingOld([await exporterSaying(1)], await newCredentials(), [])).toEqual(SILENT.slice(0, 2));
});

test("an exporter that Redis refuses, and one that does not run, are out", async () => {
  const settles = { deadlineMs: 1_000, everyMs: 50 };
  const refused = await exporterSaying(0);

  expect(await exportersOut([refused], [redis], settles)).toEqual(["redis-exporter does not reach Redis"]);
  expect(await exportersOut([], [redis], settles)).toEqual(["redis-exporter does not run"]);
});

test("an exporter that needs no login is nobody who would have to get in", async () => {
  expect(await exportersOut([], [nats], undefined, readComposeFile({ dotEnv: false }))).toEqual([]);
});

test("an exporter that this host lacks an image for is nobody who would have to get in", async () => {
  const { services, ...file } = readComposeFile({ dotEnv: false });
  const exporter = { ...serviceOf({ services, ...file }, "redis-exporter"), scale: 0 };
  const without = { ...file, services: { ...services, "redis-exporter": exporter } };

  expect(await exportersOut([], [redis], undefined, without)).toEqual([]);
});
