import { createServer } from "node:http";
import { expect, test } from "vitest";
import { reachedAt } from "../../stack/testing.ts";
import { newCredentials } from "./credentials.ts";
import { keepingOld } from "./keeping-old.ts";

const SILENT = ["redis does not run", "rabbitmq does not run", "redis-exporter does not run"];

test("a component that does not run takes no new credentials", async () => {
  expect(await keepingOld([], await newCredentials(), ["redis"])).toEqual(SILENT);
});

test("cameras are missed where they were started, and not where this host leaves them out", async () => {
  const missed = await keepingOld([], await newCredentials(), ["redis", "rtsp-capture"]);

  expect(missed).toEqual([...SILENT, "rtsp-capture does not run"]);
});

test("an exporter that reaches Redis has the new credentials", async () => {
  const server = createServer((_, response) => response.end("# TYPE redis_up gauge\nredis_up 1\n"));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  const exporter = reachedAt("redis-exporter", { 9121: { host: "127.0.0.1", port } });

  expect(await keepingOld([exporter], await newCredentials(), [])).toEqual(SILENT.slice(0, 2));
  server.close();
});
