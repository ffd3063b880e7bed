import { expect, test } from "vitest";
import { loadImageName, runtimePackages } from "./load-image.ts";

test("the tag is of what is in the image", () => {
  expect(loadImageName("1")).toMatch(/^broker-signoff\/load:[0-9a-f]{12}$/);
  expect(loadImageName("1")).toBe(loadImageName("1"));
  expect(loadImageName("2")).not.toBe(loadImageName("1"));
});

test("packages that only development needs, and those within others, are not copied by themselves", () => {
  const packages = {
    "": { dependencies: {} },
    "node_modules/amqplib": {},
    "node_modules/amqplib/node_modules/debug": {},
    "node_modules/@nats-io/jetstream": { optional: true },
    "node_modules/vitest": { dev: true },
  };

  expect(runtimePackages(JSON.stringify({ packages }))).toEqual([
    "node_modules/amqplib",
    "node_modules/@nats-io/jetstream",
  ]);
});
