import { expect, test } from "vitest";
import { between, exactly, type Happening } from "../../brokers/known.ts";
import { knownOf, type Truth } from "./known-truth.ts";

const WINDOW = { fromMs: 60_000, toMs: 120_000 };
const happening = (what: string, count: number, of: Happening["of"], fromMs = 100_000, toMs = 101_000) => ({
  ...{ what, count, of, fromMs, toMs },
});
const REDIS = { broker: "redis" };
const RABBITMQ = { broker: "rabbitmq" };
const truth = (parts: Partial<Truth>): Truth => ({ happenings: [], figures: [], ...parts });

test("a rate is what happened within the window by its seconds, for each broker", () => {
  const happenings = [
    happening("frames-in", 600, REDIS),
    happening("frames-in", 60, REDIS),
    happening("frames-in", 120, RABBITMQ),
    happening("frames-out", 999, REDIS),
  ];

  expect(knownOf("frames-in", truth({ happenings }), [WINDOW])).toEqual([
    { of: REDIS, least: 11, most: 11 },
    { of: RABBITMQ, least: 2, most: 2 },
  ]);
});

test("what spreads over the edge of the window counts as far as it lies in it", () => {
  const happenings = [
    happening("frames-lost", 100, REDIS, 50_000, 70_000),
    happening("frames-lost", 7, REDIS, 40_000, 40_000),
    happening("frames-lost", 3, REDIS, 80_000, 80_000),
  ];

  expect(knownOf("frames-lost", truth({ happenings }), [WINDOW])).toEqual([
    { of: REDIS, least: 53, most: 53 },
  ]);
});

test("what may have happened besides widens the truth", () => {
  const happenings = [{ ...happening("frames-lost", 10, REDIS), unsure: 2 }];

  expect(knownOf("frames-lost", truth({ happenings }), [WINDOW])).toEqual([
    { of: REDIS, least: 10, most: 12 },
  ]);
});

test("a figure lies between what it was at each look, and is nothing where it was not there", () => {
  const figures = [
    [exactly("backlog", REDIS, 40), between("backlog", RABBITMQ, 1, 2)],
    [exactly("backlog", REDIS, 50)],
  ];

  expect(knownOf("backlog", truth({ figures }), [WINDOW])).toEqual([
    { of: REDIS, least: 40, most: 50, isThere: true },
    { of: RABBITMQ, least: 0, most: 2 },
  ]);
});

test("a series of what is known exactly at each look has to be there, and one that was not so each time need not", () => {
  const none = exactly("rabbitmq-unreachable", { instance: "a" }, 0);
  const known = (...figures: Truth["figures"]) =>
    knownOf("rabbitmq-unreachable", truth({ figures }), [WINDOW, { fromMs: 0, toMs: 120_000 }]);

  expect(known([none], [none])).toEqual([{ of: { instance: "a" }, least: 0, most: 0, isThere: true }]);
  expect(known([none], [])).toEqual([{ of: { instance: "a" }, least: 0, most: 0 }]);
});

test("the fullest and the mean of nodes are of all nodes of a broker", () => {
  const node = (what: string, instance: string, value: number) =>
    exactly(what, { broker: "redis", instance }, value);
  const figures = [
    [node("memory-share", "a", 0.2), node("memory-share", "b", 0.4)],
    [node("memory-share", "a", 0.5), node("memory-share", "b", 0.4)],
  ];
  const up = [[node("node-up", "a", 1), node("node-up", "b", 0)]];

  expect(knownOf("fullest-memory", truth({ figures }), [WINDOW])).toEqual([
    { of: REDIS, least: 0.4, most: 0.5, isThere: true },
  ]);
  expect(knownOf("nodes-up", truth({ figures: up }), [WINDOW])).toEqual([
    { of: REDIS, least: 0.5, most: 0.5, isThere: true },
  ]);
});

test("a percentile lies in the bucket in which so many of all are reached", () => {
  const bucket = (le: string, count: number) => happening("latency-buckets", count, { ...REDIS, le });
  const happenings = [bucket("+Inf", 1_000), bucket("0.002", 970), bucket("0.1", 998), bucket("1", 1_000)];

  expect(knownOf("latency-p50", truth({ happenings }), [WINDOW])).toEqual([
    { of: REDIS, least: 0, most: 0.002 },
  ]);
  expect(knownOf("latency-p99", truth({ happenings }), [WINDOW])).toEqual([
    { of: REDIS, least: 0.002, most: 0.1 },
  ]);
});

test("success is what was received of what was sent, within the window", () => {
  const happenings = [happening("told-received", 30, REDIS), happening("told-sent", 120, REDIS)];

  expect(knownOf("success", truth({ happenings }), [WINDOW])).toEqual([
    { of: REDIS, least: 0.25, most: 0.25 },
  ]);
});

test("success is at most all of it, also where more came out than was sent since", () => {
  const happenings = [happening("told-received", 147, REDIS), happening("told-sent", 100, REDIS)];

  expect(knownOf("success", truth({ happenings }), [WINDOW])).toEqual([{ of: REDIS, least: 1, most: 1 }]);
});

test("nothing is known of what did not happen, and of a name that nobody knows", () => {
  expect(knownOf("frames-in", truth({}), [WINDOW])).toEqual([]);
  expect(knownOf("no-such-thing", truth({}), [WINDOW])).toEqual([]);
});

test("of several windows of one query, it lies between what each says", () => {
  const happenings = [happening("frames-in", 600, REDIS)];
  const longer = { fromMs: 0, toMs: 120_000 };

  expect(knownOf("frames-in", truth({ happenings }), [WINDOW, longer])).toEqual([
    { of: REDIS, least: 5, most: 10 },
  ]);
});
