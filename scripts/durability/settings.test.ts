import { expect, test } from "vitest";
import { BROKERS } from "../../src/brokers/all.ts";
import { fake } from "../../src/brokers/fake/fake.ts";
import { rowsOfDocument } from "../measured-table.ts";
import { measurementsOf } from "./settings.ts";

test("what is measured is what the page tells of, and a broker without settings has none", async () => {
  const all = await measurementsOf([fake, ...BROKERS], "");
  const names = new Set(all.map(({ setting: { name, isOurs } }) => (isOurs ? `**${name}**` : name)));

  expect([...rowsOfDocument("docs/durability.md").keys()].toSorted()).toEqual([...names].toSorted());
});

test("words choose settings, each with all its faults", async () => {
  const chosen = await measurementsOf(BROKERS, "everysec");

  expect(chosen.map(({ setting: { name }, fault }) => [name, fault])).toEqual([
    ["Redis, one node, appendfsync everysec", "SIGKILL"],
    ["Redis, one node, appendfsync everysec", "power cut"],
  ]);
});
