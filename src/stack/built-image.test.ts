import { expect, test } from "vitest";
import { buildable, builtImageName } from "./built-image.ts";

test("the nodes of a cluster share one image", () => {
  const name = builtImageName("rabbitmq");

  expect(name).toMatch(/^broker-signoff\/rabbitmq:[0-9a-f]{12}$/);
  expect(builtImageName("rabbitmq-2")).toBe(name);
  expect(builtImageName("rabbitmq-13")).toBe(name);
});

test("a service with another name has another image", () => {
  const names = ["redis", "redis-exporter", "rabbitmq", "prometheus"].map(builtImageName);

  expect(new Set(names).size).toBe(4);
});

test("a service without sources has no image that could be built", () => {
  expect(builtImageName("no-such-service")).toBeUndefined();
  expect(builtImageName("no-such-service-2")).toBeUndefined();
});

test("what has sources is buildable, and nothing else", () => {
  expect(["rabbitmq", "rabbitmq-3", "no-such-service", ""].filter(buildable)).toEqual([
    "rabbitmq",
    "rabbitmq-3",
  ]);
});
