import { expect, test } from "vitest";
import { canonical, differencesBetween, type StackState } from "./stack-state.ts";

const GOOD: StackState = {
  files: { ".env": "e1", "config/redis/redis.conf": "c1" },
  images: { redis: "sha256:1", rabbitmq: "sha256:2" },
  mounts: { redis: "redis-data at /data" },
  settings: { "redis maxmemory": "2147483648", "redis requirepass": "secret-1", "rabbitmq policies": "[]" },
};

test("a stack that is as before has no difference", () => {
  expect(differencesBetween(GOOD, structuredClone(GOOD))).toEqual([]);
});

test("whatever is another is named: a file, an image, a volume, a setting that no file tells of", () => {
  const now: StackState = {
    files: { ".env": "e2", "config/redis/new.conf": "n1" },
    images: { redis: "sha256:9" },
    mounts: { redis: "other-data at /data" },
    settings: { ...GOOD.settings, "redis maxmemory": "50331648", "rabbitmq policies": "[{}]" },
  };

  expect(differencesBetween(GOOD, now)).toEqual([
    "the file .env is another",
    "the file config/redis/redis.conf is another",
    "the file config/redis/new.conf is another",
    "redis runs the image sha256:9",
    "rabbitmq does not run",
    "redis has other-data at /data mounted, and had redis-data at /data",
    "redis maxmemory is 50331648, and was 2147483648",
    "rabbitmq policies is [{}], and was []",
  ]);
});

test("a credential is never shown, nor what is too long to be read", () => {
  const settings = { "redis requirepass": "secret-2", "rabbitmq policies": "x".repeat(80) };
  const told = differencesBetween(GOOD, { ...GOOD, settings: { ...GOOD.settings, ...settings } });

  expect(told).toEqual(["redis requirepass is another", "rabbitmq policies is another"]);
});

test("what is told in another order is the same", () => {
  expect(canonical([{ b: 1, a: [2, 1] }, "x"])).toBe(canonical(["x", { a: [1, 2], b: 1 }]));
  expect(canonical([{ a: 1 }])).not.toBe(canonical([{ a: 2 }]));
  expect(canonical(undefined)).toBe("none");
});
