import { expect, test } from "vitest";
import { readComposeFile } from "../../stack/compose-file.ts";
import { otherwiseLookedAt } from "./sibling-checks.ts";

const TRIED = ["redis", "rabbitmq", "prometheus"];
const DELIVERED = Object.values(readComposeFile({ dotEnv: false }).services);

/** The delivered services, some with another check. */
const changed = (checks: Readonly<Record<string, string>>, tried = TRIED) =>
  otherwiseLookedAt(
    DELIVERED.map((service) => {
      const command = checks[service.name];
      const test: ["CMD", string] = ["CMD", command ?? ""];
      return command === undefined ? service : { ...service, healthcheck: { ...service.healthcheck, test } };
    }),
    tried,
  );

test("the delivered members of profile ha are looked at as those that are tried", () => {
  expect(changed({})).toEqual([]);
});

test.for([
  ["redis-replica-2", "redis", "CMD sh /usr/local/etc/redis/healthy.sh"],
  ["rabbitmq-3", "rabbitmq", "CMD sh /etc/rabbitmq/broker/healthy.sh"],
  ["redis-sentinel-1", "redis-sentinel-2", "CMD sh /usr/local/etc/redis/healthy.sh"],
  ["redis-sentinel-3", "redis-sentinel-1", "CMD sh /usr/local/etc/redis/healthy.sh"],
] as const)("%s with a check that always passes is named beside %s", ([name, sibling, check]) => {
  expect(changed({ [name]: "true" })).toEqual([
    `${name} is looked at otherwise than ${sibling} (CMD true in place of ${check})`,
  ]);
});

test("those that are tried are found out by being tried", () => {
  expect(changed({ redis: "true" }, ["redis", "redis-replica-1", "redis-replica-2"])).toEqual([]);
  expect(changed({ rabbitmq: "ask" })).toHaveLength(2);
});

test("another check of all members of a broker is as good, and so is that of a service without siblings", () => {
  expect(changed({ rabbitmq: "ask", "rabbitmq-2": "ask", "rabbitmq-3": "ask" })).toEqual([]);
  expect(changed({ grafana: "ask" })).toEqual([]);
});
