import { expect, test } from "vitest";
import { loadCommand } from "./load-options.ts";

function parsed(...argv: string[]) {
  const command = loadCommand({ maxP99Ms: 10, minSuccess: 99.9 })
    .exitOverride()
    .configureOutput({ writeErr: () => undefined });
  return command.parse(argv, { from: "user" }).opts();
}

test("without options it loads Redis as the plan does, and is judged by the plan's thresholds", () => {
  expect(parsed()).toMatchObject({
    broker: "redis",
    rate: 1000,
    frameBytes: 1024,
    producers: 1,
    consumers: 1,
    maxP99Ms: 10,
    minSuccess: 99.9,
  });
});

test.for([
  ["--rate", "0"],
  ["--rate", "-1"],
  ["--rate", "fast"],
  ["--rate", ""],
  ["--duration", "0"],
  ["--duration", "Infinity"],
  ["--warmup", "-1"],
  ["--producers", "0"],
  ["--consumers", "1.5"],
  ["--frame-bytes", "19"],
  ["--min-success", "100"],
  ["--max-p99-ms", "0"],
  ["--broker", "kafka"],
  ["--unknown", "1"],
])("%s %s is refused", (argv) => {
  expect(() => parsed(...argv)).toThrow(/invalid|unknown option/);
});

test("a size and a folder of pictures exclude each other", () => {
  expect(() => parsed("--frame-bytes", "100", "--frames", "pictures")).toThrow(/cannot be used with/);
});

test.for([["--ha"], ["--frames", "pictures"], ["--control"], ["--lab", "lab"]])(
  "%s and workers on the hosts of a context exclude each other",
  (argv) => {
    expect(() => parsed("--context", "staging", "--workers", "2", ...argv)).toThrow(/cannot be used with/);
  },
);
