import { describe, expect, it } from "vitest";
import { Problem } from "../kernel/problem.ts";
import { readComposeFile, serviceOf } from "./compose-file.ts";
import { DeployedStack } from "./deployed-stack.ts";
import { ReachedService } from "./reached-service.ts";

const redis = new ReachedService(serviceOf(readComposeFile(), "redis"), {});
const stack = new DeployedStack([redis], {
  subject: "the composed stack",
  remedy: (name) => `start ${name}`,
});

describe("a stack that somebody has deployed", () => {
  it("hands out what runs there, and says nothing against it", async () => {
    expect(await stack.start("redis")).toEqual([redis]);
    expect(await stack.startChanged("redis")).toBe(redis);
    expect(await stack.lacks("redis")).toBeUndefined();
  });

  it("says what is missing and how it is had, rather than start it", async () => {
    expect(await stack.lacks("redis", "rabbitmq-2")).toEqual({
      kind: "target",
      text: "the composed stack has no rabbitmq-2: start rabbitmq-2",
    });
    await expect(stack.start("redis", "rabbitmq")).rejects.toThrow(Problem);
    await expect(stack.start("rabbitmq")).rejects.toThrow("expected a rabbitmq that runs, saw redis");
  });
});
