import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { BROKERS } from "../brokers/all.ts";
import type { Broker } from "../brokers/broker.ts";
import { fake } from "../brokers/fake/fake.ts";
import type { RunningService } from "../stack/running-service.ts";
import { destinationHolding, journalBegun } from "./destination-stand-in.ts";
import { exportBroker, exportFolder, framesFile, told } from "./export-step.ts";

const nothing = () => undefined;
const address = async () => ({ host: "127.0.0.1", port: 1 });
const running = ["fake", ...BROKERS.map(({ id }) => id)].map(
  (name) => ({ name, service: {}, address }) as unknown as RunningService,
);

const HELD = [
  destinationHolding(fake, "frames", ["a", "b"], { consumers: 2 }),
  destinationHolding(fake, "dead", [], { consumers: 1 }),
];

/** The fake with the two of them. */
const holding: Broker = {
  ...fake,
  destinations: async () => HELD.map(({ frames }) => frames.destination),
  at: ({ destination }) => {
    const held = HELD.find(({ frames }) => frames.destination === destination);
    if (!held) throw new Error(destination);
    return held.frames;
  },
};

test("the frames of each stream or queue of a broker are in a file of its own, and the other brokers' in none", async () => {
  using journal = journalBegun();

  expect(await exportBroker(holding, running, journal, nothing)).toBe(
    "2 frames of fake-frames, 0 frames of fake-dead, 3 consumers connected",
  );

  const exported = journal.entry.exports.fake;
  expect(exported?.consumers).toBe(3);
  expect(Object.entries(exported?.destinations ?? {}).map(([name, { frames }]) => [name, frames])).toEqual([
    ["fake-frames", 2],
    ["fake-dead", 0],
  ]);
  const file = framesFile(journal, { broker: "fake", name: "fake-frames" });
  const lines = readFileSync(file, "utf8").trim().split("\n");
  expect(lines.map((line) => Buffer.from(JSON.parse(line).frame, "base64").toString())).toEqual(["a", "b"]);
});

test("a broker with files of its own has them beside its frames", async () => {
  using journal = journalBegun();
  const write: NonNullable<Broker["export"]>["write"] = async ([node], folder) =>
    writeFileSync(join(folder, "own"), node.name);

  await exportBroker({ ...holding, export: { write } }, running, journal, nothing);

  expect(readFileSync(join(exportFolder(journal, "fake"), "own"), "utf8")).toBe("fake");
});

test("a broker that does not run leaves nothing", async () => {
  using journal = journalBegun();

  expect(await exportBroker(holding, running.slice(1), journal, nothing)).toBe("no The fake runs");
  expect(journal.entry.exports).toEqual({});
});

test("an export is told by its frames, and by consumers that may have taken some meanwhile", () => {
  const destinations = { "redis-frames": { frames: 7, digest: "d" } };

  expect(told({ destinations, consumers: 0 })).toBe("7 frames of redis-frames");
  expect(told({ destinations, consumers: 2 })).toBe("7 frames of redis-frames, 2 consumers connected");
});
