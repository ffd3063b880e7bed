import { expect, test } from "vitest";
import { useIn } from "./containers-use.ts";

const answer = (stats: object) => ({
  cpu_stats: { cpu_usage: { total_usage: 2_500_000 } },
  memory_stats: { usage: 2 ** 30, stats },
  networks: { eth0: { rx_bytes: 1_000, tx_bytes: 20 }, eth1: { rx_bytes: 1, tx_bytes: 2 } },
});

test("processor time is in ms, and memory is that of the processes, of either version of control groups", () => {
  expect(useIn(answer({ rss: 1, total_rss: 3 * 2 ** 20, cache: 2 ** 30 }), "redis")).toEqual({
    cpuMs: 2.5,
    memoryMib: 3,
    network: { in: 1_001, out: 22 },
  });
  expect(useIn(answer({ anon: 5 * 2 ** 20, file: 2 ** 30 }), "redis").memoryMib).toBe(5);
});

test("a container of which the engine does not tell both is undetermined", () => {
  expect(() => useIn(answer({}), "redis")).toThrow("does not tell processor time and memory of redis");
  expect(() => useIn({}, "nats")).toThrow("of nats");
});
