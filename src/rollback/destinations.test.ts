import { expect, test } from "vitest";
import { BROKERS } from "../brokers/all.ts";
import { fake } from "../brokers/fake/fake.ts";
import type { RunningService } from "../stack/running-service.ts";
import { brokersAmong, destinationsOf, holdsFrames } from "./destinations.ts";

const named = (...names: string[]) =>
  names.map(
    (name) =>
      ({ name, service: {}, address: async () => ({ host: name, port: 1 }) }) as unknown as RunningService,
  );
const namesOf = (services: readonly RunningService[]) => services.map(({ name }) => name);

test("members are told from what stands beside them, each kind by name", () => {
  const running = named(
    ...["rabbitmq-2", "redis-sentinel-1", "redis-exporter", "redis-replica-1", "rabbitmq"],
    ...["redis", "rtsp-capture-rabbitmq", "rabbitmq-management", "redis-replica", "prometheus"],
  );

  const found = brokersAmong(running).map(({ broker, members: { nodes, witnesses } }) => [
    broker.id,
    namesOf(nodes),
    namesOf(witnesses),
  ]);

  expect(found).toEqual([
    ["redis", ["redis", "redis-replica-1"], ["redis-sentinel-1"]],
    ["rabbitmq", ["rabbitmq", "rabbitmq-2"], []],
  ]);
});

test("a broker of which only witnesses run is none that runs", () => {
  expect(brokersAmong(named("redis-sentinel-1", "redis-exporter"))).toEqual([]);
});

test("a service holds frames when it is a node of a broker; who watches or measures it does not", () => {
  expect(["redis-replica-2", "rabbitmq-3"].map((name) => holdsFrames(name))).toEqual([true, true]);
  expect(["redis-sentinel-1", "redis-exporter", "grafana"].map((name) => holdsFrames(name))).toEqual([
    false,
    false,
    false,
  ]);
});

test("a broker that can't list its destinations has the system's, and stands beside those that can", async () => {
  const listing = {
    ...fake,
    id: "listing",
    nodes: ["listing"] as const,
    destinations: async () => ["a", "b"],
  };
  const brokers = brokersAmong(named("fake", "listing"), [...BROKERS, fake, listing]);

  expect((await destinationsOf(brokers)).map(({ broker, name }) => [broker, name])).toEqual([
    ["fake", "fake-frames"],
    ["listing", "listing-a"],
    ["listing", "listing-b"],
  ]);
});
