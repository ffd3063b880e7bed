import { expect, test } from "vitest";
import type { ComposedStack } from "../stack/composed-stack.ts";
import type { RunningService } from "../stack/running-service.ts";
import { journalBegun } from "./destination-stand-in.ts";
import { restart, whyNotRestored } from "./restart-step.ts";

const WANTED = { files: [], services: ["redis", "rabbitmq"], images: { redis: "sha256:1" } };
const service = (name: string, imageId: string) =>
  ({ name, imageId, service: { image: `${name}:8` } }) as RunningService;
const RUNNING = [service("redis", "sha256:1"), service("rabbitmq", "sha256:7")];

test("a stack that runs every service on its image is as it was, whatever else runs there", () => {
  expect(whyNotRestored([...RUNNING, service("grafana", "sha256:9")], WANTED)).toBeUndefined();
  expect(whyNotRestored([], { files: [], services: [], images: {} })).toBeUndefined();
});

test.each([
  ["config/a is new, .env is missing", RUNNING, { ...WANTED, files: ["config/a is new", ".env is missing"] }],
  ["rabbitmq not running", RUNNING.slice(0, 1), WANTED],
  [
    "redis runs another image under the name redis:8",
    [service("redis", "sha256:2"), ...RUNNING.slice(1)],
    WANTED,
  ],
])("a stack is not as it was: %s", (why, running, wanted) => {
  expect(whyNotRestored(running, wanted)).toBe(why);
});

test("an image of a service that the rollback is not about may be another", () => {
  const images = { ...WANTED.images, grafana: "sha256:1" };

  expect(whyNotRestored([...RUNNING, service("grafana", "sha256:9")], { ...WANTED, images })).toBeUndefined();
});

test("services are started anew that the restored file knows, and others are named and left", async () => {
  using journal = journalBegun();
  journal.entry.services.push("nats");
  const asked: string[][] = [];
  const stack = {
    file: { services: { redis: {}, rabbitmq: {} } },
    compose: async (...args: string[]) => void asked.push(args),
  } as unknown as ComposedStack;

  expect(await restart(stack, journal)).toBe(
    "1 services healthy; not known to it, and left as they are: nats",
  );
  expect(asked[0]?.at(-1)).toBe("redis");
  expect(asked[0]).toEqual(expect.arrayContaining(["--force-recreate", "--no-deps", "--wait"]));
});
