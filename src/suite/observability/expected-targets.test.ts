import { expect, test } from "vitest";
import { BROKERS } from "../../brokers/all.ts";
import type { Obstacle } from "../../kernel/obstacle.ts";
import { readComposeFile } from "../../stack/compose-file.ts";
import { expectedTargets } from "./expected-targets.ts";

/** A stack on which those run. */
const running = (isThere: (name: string) => boolean) => ({
  lacks: async (...names: string[]): Promise<Obstacle | undefined> =>
    names.every(isThere) ? undefined : { kind: "target", text: "it does not run" },
});

test("every service that runs is told of, and no other", async () => {
  const single = await expectedTargets(
    running((name) => !/-\d$/.test(name)),
    BROKERS,
    "own",
  );
  const all = await expectedTargets(
    running(() => true),
    BROKERS,
    "own",
  );

  expect(single.map(({ job, instance }) => `${job} ${instance}`)).toEqual([
    "prometheus localhost:9090",
    "alertmanager alertmanager:9093",
    "redis redis:6379",
    "rabbitmq rabbitmq:15692",
    "rabbitmq-queues rabbitmq:15692",
    "nats nats-exporter:7777",
  ]);
  expect(all.map(({ service }) => service)).toEqual(
    expect.arrayContaining(["redis-sentinel-3", "rabbitmq-3"]),
  );
});

test("every member that a broker names is told of, and every service is one of the compose file", async () => {
  const services = new Set(
    (
      await expectedTargets(
        running(() => true),
        BROKERS,
        "own",
      )
    ).map(({ service }) => service),
  );
  const members = BROKERS.flatMap(({ nodes, witnesses, watched }) =>
    watched ? [...nodes, ...witnesses] : [],
  );

  expect(members.filter((member) => !services.has(member))).toEqual([]);
  expect([...services].filter((service) => !readComposeFile().services[service])).toEqual([]);
});

test("a Prometheus elsewhere has names of its own for its targets", async () => {
  expect(
    await expectedTargets(
      running(() => true),
      BROKERS,
      "addresses",
    ),
  ).toEqual([]);
});
