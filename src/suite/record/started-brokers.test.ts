import { expect, test } from "vitest";
import { BROKERS } from "../../brokers/all.ts";
import type { Broker } from "../../brokers/broker.ts";
import { fake } from "../../brokers/fake/fake.ts";
import { nats } from "../../brokers/nats/nats.ts";
import { redis } from "../../brokers/redis/redis.ts";
import type { ComposeFile } from "../../stack/compose-file.ts";
import {
  guardedExportersOf,
  jobsOf,
  startedBrokers,
  unusedJobs,
  watchable,
  watchedServices,
} from "./started-brokers.ts";

const ALL = [...BROKERS, fake];
const idsOf = (brokers: readonly Broker[]) => brokers.map(({ id }) => id);

/** A compose file that starts every broker but those, which a profile adds. */
function composeFile(added: readonly Broker[]): Pick<ComposeFile, "services"> {
  const services = ALL.map((broker) => [broker.id, { profiles: added.includes(broker) ? ["more"] : [] }]);
  return { services: Object.fromEntries(services) };
}

test("a broker that the compose file always starts is started, in scope or not", () => {
  expect(idsOf(startedBrokers([fake], composeFile([]), ALL))).toEqual(idsOf(ALL));
});

test("a broker that a profile adds is started where it is in scope", () => {
  expect(idsOf(startedBrokers([], composeFile([fake]), ALL))).toEqual(idsOf(BROKERS));
  expect(idsOf(startedBrokers([fake], composeFile([fake]), ALL))).toEqual(idsOf(ALL));
});

test("a broker without figures of its own brings its node alone under watch", () => {
  expect(watchedServices([fake])).toEqual(["fake", "prometheus", "alertmanager"]);
});

test("a broker's exporters are started with it", () => {
  const exporters = [{ service: "an-exporter" }];
  const watched = { ...fake, watched: { exporters } } as unknown as Broker;

  expect(watchedServices([watched])).toEqual(["fake", "an-exporter", "prometheus", "alertmanager"]);
});

const without = (missing?: string) => ({
  lacks: async (...names: string[]) =>
    missing && names.includes(missing) ? ({ kind: "target", text: `no ${missing}` } as const) : undefined,
});

test("jobs of profile ha are unused where one of its members is missing", async () => {
  const watched = { haJobs: ["fake-ha"] };
  const broker = { ...fake, nodes: ["fake", "fake-2"], witnesses: ["witness"], watched } as unknown as Broker;
  const all = [...BROKERS, broker];

  expect(await unusedJobs(without("witness"), all)).toEqual(["fake-ha"]);
  expect(await unusedJobs(without("fake"), all)).toEqual([]);
  expect(await unusedJobs(without(), all)).toEqual([]);
});

test("jobs of a broker that is not watched are unused", async () => {
  const inScope = startedBrokers([], composeFile([nats, fake]), ALL);

  expect(idsOf(inScope)).toEqual(["redis", "rabbitmq"]);
  expect(await unusedJobs(without(), inScope)).toEqual(["nats"]);
  expect(jobsOf(redis)).toEqual(["redis", "redis-ha", "redis-sentinel"]);
});

test("a broker whose exporter is missing is left out with the reason, and the others are watched", async () => {
  const started = [redis, nats, fake];

  expect(await watchable(without("nats-exporter"), started, [redis])).toEqual({
    brokers: [redis, fake],
    unseen: { kind: "target", text: "no nats-exporter" },
  });
  expect(await watchable(without("nats"), started, [redis])).toMatchObject({ brokers: [redis, fake] });
  expect(await watchable(without(), started, [redis])).toEqual({ brokers: started });
});

test("a broker that is always there is watched, or nothing is", async () => {
  expect(await watchable(without("redis-exporter"), [redis], [redis])).toEqual({ brokers: [redis] });
});

test("a broker without figures of its own has none that could be missing", async () => {
  expect(await watchable(without("fake"), [fake], [])).toEqual({ brokers: [fake] });
});

test("an exporter that needs no login guards none", () => {
  expect(BROKERS.flatMap(guardedExportersOf)).toEqual(["redis-exporter"]);
});
