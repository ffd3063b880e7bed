import { RabbitMQContainer } from "@testcontainers/rabbitmq";
import { RedisContainer } from "@testcontainers/redis";
import { expect, test } from "vitest";
import { BROKERS } from "./all.ts";
import { fake } from "./fake/fake.ts";
import { containerKinds } from "./open-stack.ts";

test("the node that runs alone has the broker's kind of container; a broker without one has any", async () => {
  expect([...(await containerKinds([fake, ...BROKERS]))]).toEqual([
    ["redis", RedisContainer],
    ["rabbitmq", RabbitMQContainer],
  ]);
});
