import { expect, test } from "vitest";
import type { Access } from "../../brokers/access.ts";
import type { Broker } from "../../brokers/broker.ts";
import { fake } from "../../brokers/fake/fake.ts";
import type { RunningService } from "../../stack/running-service.ts";
import { accessTo, guardedBrokers } from "./access-to.ts";

const ACCESS = { tlsPort: 1 } as Access;
const GUARDED: Broker = {
  ...fake,
  id: "guarded",
  nodes: ["one", "two"],
  witnesses: ["witness"],
  access: async () => ACCESS,
};
const member = (name: string) => ({ name }) as RunningService;

test("a broker that lets everyone in is not among those that are asked for their users", async () => {
  expect(await guardedBrokers([fake, GUARDED])).toEqual([{ broker: GUARDED, access: ACCESS }]);
});

test.each(["one", "two", "witness"])("%s lets clients in as its broker does", async (name) => {
  expect(await accessTo(member(name), [fake, GUARDED])).toBe(ACCESS);
});

test.each(["fake", "prometheus"])("%s has no users to ask about", async (name) => {
  await expect(accessTo(member(name), [fake, GUARDED])).rejects.toThrow(`${name} is no member`);
});
