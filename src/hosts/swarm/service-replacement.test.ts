import { expect, test } from "vitest";
import { changedServices, fileOfOne } from "./service-replacement.ts";
import { SETTINGS } from "./stack-file.ts";

const service = (settings: string) => ({ deploy: { labels: { [SETTINGS]: settings } } });
const FILE = {
  services: { redis: service("r2"), rabbitmq: service("q1"), nats: service("n1") },
  networks: {},
};

test("a service has changed whose settings are others than the file's, or not known", () => {
  const known = new Map([
    ["frames_redis", "r1"],
    ["frames_rabbitmq", "q1"],
  ]);

  expect(changedServices({ file: FILE }, "frames", known)).toEqual(["redis"]);
  expect(changedServices({ file: FILE }, "frames", new Map([["frames_rabbitmq", ""]]))).toEqual(["rabbitmq"]);
});

test("of a stack that is not there nothing has changed", () => {
  expect(changedServices({ file: FILE }, "frames", new Map())).toEqual([]);
});

test("the file of one service has all that it needs, and no other service", () => {
  expect(fileOfOne({ file: FILE }, "redis")).toEqual({ services: { redis: service("r2") }, networks: {} });
});
