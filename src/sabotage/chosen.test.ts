import { expect, test } from "vitest";
import { chosen, needsHosts } from "./chosen.ts";
import type { Batch } from "./sabotage.ts";

const batch = (id: string, ofIt: Partial<Batch> = {}): Batch => ({ id, specs: [], sabotages: [], ...ofIt });
const sabotage = (id: string) => ({ id, breaks: "", turns: [] });
const ALL = [
  batch("redis", { sabotages: [sabotage("no-log")] }),
  batch("frames", { isFast: true }),
  batch("lost", { specs: ["specs/overall/hosts.spec.ts"], sabotages: [sabotage("frames-lost")] }),
];
const ids = (...args: Parameters<typeof chosen>) => chosen(...args).map(({ id }) => id);

test("all of them, without a choice", () => {
  expect(ids(ALL, {})).toEqual(["redis", "frames", "lost"]);
});

test("those of npm test", () => {
  expect(ids(ALL, { words: "fast" })).toEqual(["frames"]);
});

test("those with one of the words in their id, or in that of a sabotage", () => {
  expect(ids(ALL, { words: "no-log,frames" })).toEqual(["redis", "frames", "lost"]);
  expect(ids(ALL, { words: "no-log" })).toEqual(["redis"]);
});

test("a part of those", () => {
  expect(ids(ALL, { words: "frames", shard: "2/2" })).toEqual(["lost"]);
});

test("what is lost with a host takes several of them", () => {
  expect(needsHosts(ALL)).toBe(true);
  expect(needsHosts(chosen(ALL, { words: "redis,fast" }))).toBe(false);
});
