import { expect, test } from "vitest";
import { parseBenchmark, parseTail } from "./redis-benchmark.ts";

test("the last text of each line is the figure, the progress before it is not", () => {
  const output =
    "SET: rps=0.0 (overall: 0.0)\rSET: rps=8000.0\r               \rSET: 86505.19 requests per second, p50=0.511 msec\n\n";

  expect(parseBenchmark(output)).toEqual([{ test: "SET", opsPerSecond: 86_505.19, medianLatencyMs: 0.511 }]);
});

test("a name with a colon or a space is kept whole", () => {
  const output = "LRANGE_100 (first 100 elements): 50000.00 requests per second, p50=0.4 msec\n";

  expect(parseBenchmark(output).map((figure) => figure.test)).toEqual(["LRANGE_100 (first 100 elements)"]);
});

test("an error in place of a figure gives no figure", () => {
  expect(parseBenchmark("Error from server: OOM command not allowed\n")).toEqual([]);
});

test("the slowest are read by the names of their columns", () => {
  const csv = `"test","rps","avg_latency_ms","min_latency_ms","p50_latency_ms","p95_latency_ms","p99_latency_ms","max_latency_ms"
"SET","53763.44","0.545","0.168","0.511","0.799","1.047","4.111"
`;

  expect(parseTail(csv)).toEqual({ p99Ms: 1.047, maxMs: 4.111 });
});

test("no figures of the slowest are an error that shows what was printed", () => {
  expect(() => parseTail("Error from server: OOM command not allowed\n")).toThrow("OOM command not allowed");
});
