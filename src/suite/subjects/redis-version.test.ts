import { expect, test, vi } from "vitest";
import type { RedisSubject } from "../../brokers/redis/redis-subject.ts";
import { Problem } from "../../kernel/problem.ts";
import { redisVersion } from "./redis-version.ts";

const image = vi.hoisted(() => ({ version: undefined as string | undefined }));

vi.mock("../../brokers/redis/image-version.ts", () => ({ versionOfImage: async () => image.version }));

const node = (name: string, version: string) =>
  ({ service: { name }, info: async () => ({ redis_version: version }) }) as unknown as RedisSubject;
const PROBLEM = new Problem({ subject: "redis", expected: "to start", seen: "exit code 1", remedy: "look" });

test("of several nodes the oldest is told, by number and not by spelling", async () => {
  const nodes = [node("redis", "10.0.1"), node("redis-replica-1", "8.0.2"), node("redis-replica-2", "8.2.0")];

  expect(await redisVersion(async () => nodes)).toEqual({ version: "8.0.2", "told by": "redis-replica-1" });
});

test("a node too old to start is known by its image", async () => {
  image.version = "6.0.16";

  expect(await redisVersion(() => Promise.reject(PROBLEM))).toEqual({
    version: "6.0.16",
    "told by": "its image, since it does not start",
  });
});

test.for(["8.2.2", undefined])(
  "one of version %s that does not start has another reason",
  async (version) => {
    image.version = version;

    await expect(redisVersion(() => Promise.reject(PROBLEM))).rejects.toBe(PROBLEM);
  },
);
