import { expect, test } from "vitest";
import { BROKERS } from "../../brokers/all.ts";
import type { Broker } from "../../brokers/broker.ts";
import { fake } from "../../brokers/fake/fake.ts";
import type { ComposeFile } from "../../stack/compose-file.ts";
import { startedBrokers, unusedJobs, watchedServices } from "./started-brokers.ts";

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

test("jobs of profile ha are unused where one of its members is missing", async () => {
  const watched = { haJobs: ["fake-ha"] };
  const broker = { ...fake, nodes: ["fake", "fake-2"], witnesses: ["witness"], watched } as unknown as Broker;
  const without = (missing?: string) => ({
    lacks: async (...names: string[]) =>
      missing && names.includes(missing) ? ({ kind: "target", text: `no ${missing}` } as const) : undefined,
  });

  expect(await unusedJobs(without("witness"), [broker, fake])).toEqual(["fake-ha"]);
  expect(await unusedJobs(without("fake"), [broker, fake])).toEqual([]);
  expect(await unusedJobs(without(), [broker, fake])).toEqual([]);
});
