import { expect, test } from "vitest";
import { REDIS_SERIES } from "../../brokers/redis/redis-drills-series.ts";
import { Undetermined } from "../../kernel/undetermined.ts";
import { limitCases } from "./limit-cases.ts";
import { astrayOf, groupsOf, testOf } from "./limits.ts";

const CASES = limitCases([{ id: "redis", series: REDIS_SERIES }]);

test("each limit of the plan is tried on both sides, close to it", () => {
  expect(CASES.map(({ alert, figure, fires }) => `${alert} ${figure} ${fires}`)).toEqual([
    ...["ThroughputLow 49 msg/s true", "ThroughputLow 51 msg/s false"],
    ...["MemoryHigh 79.5 % false", "MemoryHigh 80.5 % true"],
    ...["MemoryCritical 89.5 % false", "MemoryCritical 90.5 % true"],
    ...["LatencyHigh p99 9.9 ms false", "LatencyHigh p99 10.1 ms true"],
    ...["FramesLost 0 lost false", "FramesLost 1 lost true"],
  ]);
});

test.each(CASES.filter(({ alert }) => alert === "LatencyHigh"))(
  "the buckets of $figure have it as Prometheus interpolates",
  ({ series, figure }) => {
    const buckets = series.map(({ series: text, perSecond = 0 }) => ({
      ms: Number(/le="([^"]+)"/.exec(text)?.[1]) * 1e3,
      share: perSecond / 200,
    }));
    const at = buckets.findIndex(({ share }) => share >= 0.99);
    const [below, bucket] = [buckets[at - 1] ?? { ms: 0, share: 0 }, buckets[at] ?? { ms: 0, share: 0 }];
    const p99 = below.ms + ((bucket.ms - below.ms) * (0.99 - below.share)) / (bucket.share - below.share);

    expect(figure).toBe(`p99 ${Number(p99.toFixed(3))} ms`);
  },
);

test("both sides of a limit are in groups of their own, of which there are few", () => {
  const names = groupsOf(CASES).map((group) => group.map(({ alert, figure }) => `${alert} ${figure}`));

  expect(names).toEqual([
    ["ThroughputLow 49 msg/s", "MemoryHigh 79.5 %", "LatencyHigh p99 9.9 ms", "FramesLost 0 lost"],
    ["ThroughputLow 51 msg/s", "MemoryHigh 80.5 %", "LatencyHigh p99 10.1 ms", "FramesLost 1 lost"],
    ["MemoryCritical 89.5 %"],
    ["MemoryCritical 90.5 %"],
  ]);
});

test("a test of promtool's asks whether the alert fires at all, whatever it says", () => {
  expect(testOf(CASES.slice(0, 1))).toMatchObject({
    tests: [
      {
        input_series: expect.arrayContaining([
          {
            series: 'redis_commands_total{broker="redis", instance="redis:6379", job="redis", cmd="xadd"}',
            values: "0+735x40",
          },
        ]),
        promql_expr_test: [{ exp_samples: [{ labels: '{broker="redis"}', value: 1 }] }],
      },
    ],
  });
});

/** As promtool prints it, where one expression of the first group came out otherwise. */
const FAILED = `Unit Testing:  /limits/group-0.yml
  FAILED:
    expr: "count by (broker) (max_over_time(ALERTS{alertname=\\"MemoryHigh\\", alertstate=\\"firing\\", broker=\\"redis\\"}[10m]))", time: 10m,
        exp: nil
        got: {broker="redis"} 1E+00

Unit Testing:  /limits/group-1.yml
  SUCCESS

Unit Testing:  /limits/group-2.yml
  SUCCESS

Unit Testing:  /limits/group-3.yml
  SUCCESS
`;

test("what goes otherwise than the plan says is told with its figure", () => {
  expect(astrayOf(groupsOf(CASES), FAILED)).toEqual([
    "MemoryHigh of redis fires at 79.5 %, and the plan says > 80 %",
  ]);
});

test("rules that promtool does not read leave it open", () => {
  const output = "Unit Testing:  /limits/group-0.yml\n  FAILED:\nrules/a.yml: 3:5: unexpected >\n";

  expect(() => astrayOf(groupsOf(CASES), output)).toThrow(Undetermined);
});
