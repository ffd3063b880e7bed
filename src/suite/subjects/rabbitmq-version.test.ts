import { expect, test, vi } from "vitest";
import type { RabbitMQSubject } from "../../brokers/rabbitmq/rabbitmq-subject.ts";
import { Problem } from "../../kernel/problem.ts";
import { rabbitmqVersion } from "./rabbitmq-version.ts";

const image = vi.hoisted(() => ({ version: undefined as string | undefined }));

vi.mock("../../brokers/rabbitmq/image-version.ts", () => ({ versionOfImage: async () => image.version }));

const PROBLEM = new Problem({
  subject: "rabbitmq",
  expected: "to start",
  seen: "exit code 1",
  remedy: "look",
});
const failing = (thrown: Error) => () => Promise.reject(thrown);

test("a node that runs tells its version itself", async () => {
  const node = { overview: async () => ({ rabbitmq_version: "4.1.0" }) } as unknown as RabbitMQSubject;

  expect(await rabbitmqVersion(async () => node)).toEqual({
    version: "4.1.0",
    "told by": "the management API",
  });
});

test("a node too old to start is known by its image", async () => {
  image.version = "3.10.8";

  expect(await rabbitmqVersion(failing(PROBLEM))).toEqual({
    version: "3.10.8",
    "told by": "its image, since it does not start",
  });
});

test.for(["4.1.0", undefined])(
  "a node of version %s that does not start has another reason",
  async (version) => {
    image.version = version;

    await expect(rabbitmqVersion(failing(PROBLEM))).rejects.toBe(PROBLEM);
  },
);

test("what is no problem of the node is no reason to look at its image", async () => {
  image.version = "3.10.8";
  const ours = new TypeError("ours");

  await expect(rabbitmqVersion(failing(ours))).rejects.toBe(ours);
});
