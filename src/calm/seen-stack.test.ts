import { expect, test, vi } from "vitest";
import { reachedAt } from "../stack/testing.ts";
import { seenRun, seenStack } from "./seen-stack.ts";

test("brokers that are reached by their addresses alone have no containers to be seen", async () => {
  expect(await seenStack(reachedAt("redis"))).toEqual({
    containers: [],
    unseen: "redis belongs to no stack of this host's engine",
  });
});

test("an engine of another host is not seen, which is no error", async () => {
  vi.stubEnv("DOCKER_HOST", "tcp://192.0.2.7:2375");

  const unseen = {
    containers: [],
    unseen: expect.stringMatching(/expected an engine of this host.*saw one on 192\.0\.2\.7$/),
  };
  expect(await seenStack({ stack: "signoff-1" })).toEqual(unseen);
  expect(await seenRun()).toEqual(unseen);
});
