import { expect, test } from "vitest";
import { BROKERS } from "../brokers/all.ts";
import { chosenBrokers } from "./chosen-brokers.ts";

const idsOf = (list?: string) => chosenBrokers(list).map(({ id }) => id);

test("without a list all brokers are compared", () => {
  expect(idsOf()).toEqual(BROKERS.map(({ id }) => id));
});

test("those of a list are compared in its order, each once", () => {
  expect(idsOf("nats, redis,nats")).toEqual(["nats", "redis"]);
});

test("a broker that there is not is a problem that names those that there are", () => {
  expect(() => idsOf("redis,kafka")).toThrow(/kafka[\s\S]*redis, rabbitmq, nats/);
  expect(() => idsOf("")).toThrow(/one of redis/);
});
