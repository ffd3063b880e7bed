import { expect, test } from "vitest";
import type { TimelineLine } from "../../traffic/timeline.ts";
import { causeOf } from "./rightly-raised.ts";

const WELL: TimelineLine = {
  ...{ second: 1, sent: 1_000, confirmed: 999, refused: 0, received: 998, backlog: 1 },
  ...{ p50Ms: 1, p99Ms: 9.9, generatorLagMs: 0.1 },
};

test.each(["LatencyHigh", "ThroughputLow", "FramesRefused", "BacklogGrowing", "NoConsumer", "MemoryHigh"])(
  "%s has no cause in a load that went well",
  (alertname) => {
    expect(causeOf(alertname, [WELL, WELL])).toBeUndefined();
  },
);

test.each([
  ["LatencyHigh", { p99Ms: 10 }, "p99 was over the limit in 1 of 2 s"],
  ["ThroughputLow", { confirmed: 49 }, "too few were confirmed in 1 of 2 s"],
  ["FramesRefused", { confirmed: 900 }, "frames were not confirmed as they were sent in 1 of 2 s"],
  ["FramesRefused", { refused: 1 }, "frames were not confirmed as they were sent in 1 of 2 s"],
  ["BacklogGrowing", { backlog: 1_001 }, "frames waited in 1 of 2 s"],
  ["NoConsumer", { received: 0 }, "none was received in 1 of 2 s"],
])("%s has one in a second with %j", (alertname, ill, told) => {
  expect(causeOf(alertname, [WELL, { ...WELL, ...ill }])).toBe(told);
});

test("a second after the last frame was sent is no cause", () => {
  expect(causeOf("ThroughputLow", [WELL, { ...WELL, sent: 0, confirmed: 0 }])).toBeUndefined();
});
