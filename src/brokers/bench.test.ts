import { expect, test } from "vitest";
import { medianOf } from "./bench.ts";
import { rabbitmqLines } from "./rabbitmq/rabbitmq-bench.ts";
import { redisLines } from "./redis/redis-bench.ts";

const REDIS = {
  ...{ ours50: 90, benchmark50: 100, socket50: 200, ours500: 60, benchmark500: 100, socket500: 120 },
  ...{ oursCpuUs500: 1, lowLoadP50Ms: 0.1 },
};

test("a median is a figure of one round, the upper one of two, and none without any", () => {
  expect(medianOf([3, 1, 2], (each) => each)).toBe(2);
  expect(medianOf([1, 2], (each) => each)).toBe(2);
  expect(medianOf([] as number[], (each) => each)).toBeNaN();
});

test("ratios are of one round each, and their median is judged", () => {
  const rounds = [REDIS, { ...REDIS, ours50: 50, benchmark50: 50 }, { ...REDIS, ours50: 10 }];
  const ratios = redisLines(rounds, 1).filter(({ name }) => name === "  of redis-benchmark");

  expect(ratios).toEqual([
    { name: "  of redis-benchmark", value: 0.9, unit: "x", target: { atLeast: 0.8 } },
    { name: "  of redis-benchmark", value: 0.6, unit: "x", target: { atLeast: 0.9 } },
  ]);
});

test("PerfTest has lines where it ran, of the rounds in which it did", () => {
  const round = { rabbitmq500: 50, rabbitmqCpuUs500: 6, perfTest500: undefined };
  const named = (rounds: Parameters<typeof rabbitmqLines>[0]) =>
    rabbitmqLines(rounds, 1).filter(({ name }) => name.includes("PerfTest"));

  expect(named([round])).toEqual([]);
  expect(named([round, { ...round, perfTest500: 100 }]).map(({ value }) => value)).toEqual([100, 0.5]);
});
