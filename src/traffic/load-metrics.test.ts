import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createHistogram } from "node:perf_hooks";
import { expect, onTestFinished, test } from "vitest";
import type { FrameHistory } from "./history.ts";
import { LoadMetrics } from "./load-metrics.ts";

const HISTORY = { counts: { sent: 1, confirmed: 1, refused: 0, received: 1 } } as unknown as FrameHistory;
const DELIVERY = { attempted: 1, unsent: 0, confirmed: 1 } as unknown as Parameters<LoadMetrics["end"]>[0];

/** A receiver that answers so to what it is handed, each time with the next, and at last for ever with the last one. */
async function receiver(...statuses: number[]) {
  const asked: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    asked.push(request.headers["content-encoding"]);
    request.resume().on("end", () => {
      response.writeHead((statuses.length > 1 ? statuses.shift() : statuses[0]) ?? 204).end("no");
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const failures: string[] = [];
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1/write`;
  const metrics = new LoadMetrics({ url, broker: "redis", onFailure: (reason) => failures.push(reason) });
  return { metrics, asked, failures };
}

test("a load is told at its start, each second, and at its end", async () => {
  const { metrics, asked, failures } = await receiver(204);

  await metrics.begin();
  metrics.second(HISTORY, createHistogram());
  await metrics.end(DELIVERY);

  expect(asked).toEqual(["snappy", "snappy", "snappy"]);
  expect(failures).toEqual([]);
});

test("a second that finds the last one on its way goes with the next, so that none overtakes another", async () => {
  const { metrics, asked } = await receiver(204);
  for (let second = 0; second < 5; second += 1) metrics.second(HISTORY, createHistogram());

  await metrics.end(DELIVERY);

  expect(asked).toHaveLength(2);
});

test("a receiver that refuses is told once, and asked no more: the load goes on without", async () => {
  const { metrics, asked, failures } = await receiver(204, 400);

  await metrics.begin();
  metrics.second(HISTORY, createHistogram());
  await metrics.end(DELIVERY);

  expect(failures).toEqual([expect.stringContaining("answered 400")]);
  expect(asked).toHaveLength(2);
});
