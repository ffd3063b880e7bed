import { expect, test } from "vitest";
import { rightsOf } from "./user-rights.ts";

test("what users may beyond their work, and what their work lacks, is told apart, with whose server it is", () => {
  const first = {
    server: "redis",
    beyond: ["producer may run del"],
    lacking: ["producer may not PING"],
    looked: 4,
  };
  const second = { server: "rabbitmq", beyond: [], lacking: [], looked: 3 };

  expect(rightsOf([first, second])).toEqual({
    beyond: [{ service: "redis", about: "producer may run del", text: "producer may run del" }],
    lacking: [{ service: "redis", about: "producer may not PING", text: "producer may not PING" }],
    servers: ["rabbitmq", "redis"],
    looked: 7,
  });
});

test("the same of a service that two stacks have is counted once", () => {
  const asked = { server: "redis", beyond: ["user backup is there"], lacking: [], looked: 1 };

  expect(rightsOf([asked, asked])).toMatchObject({
    beyond: [{ service: "redis" }],
    servers: ["redis"],
    looked: 2,
  });
  expect(rightsOf([asked, { ...asked, server: "redis-replica-1" }]).beyond).toHaveLength(2);
  expect(rightsOf([])).toEqual({ beyond: [], lacking: [], servers: [], looked: 0 });
});
