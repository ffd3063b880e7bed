import { expect, test } from "vitest";
import type { OnOverview } from "../../brokers/drill.ts";
import { dashboardOf } from "../../watchers/dashboard-file.ts";
import { isShown, Overview, overviewFindings, type TileSeen } from "./overview.ts";

const DOWN: OnOverview = { tile: "Brokers up", of: "redis", color: "red", says: "down" };
const shown = { title: "Brokers up", name: "redis", text: "down", color: "red" };
const seen = (changes: Partial<TileSeen> = {}): TileSeen => ({
  ...{ ...DOWN, fault: "redis: killed", last: "down, red", after: 3.21 },
  ...changes,
});

test("a tile shows a fault by its title, its name, its colour and its word", () => {
  expect(isShown([shown], DOWN)).toBe(true);
  expect(isShown([{ ...shown, text: "0 %" }], DOWN)).toBe(false);
  expect(isShown([{ ...shown, color: "blue" }], DOWN)).toBe(false);
  expect(isShown([{ ...shown, name: "rabbitmq" }], DOWN)).toBe(false);
  expect(isShown([{ ...shown, title: "Memory" }], DOWN)).toBe(false);
  expect(isShown([], DOWN)).toBe(false);
});

test("a tile without a word of its own shows a fault by a number in its colour, and by no other word", () => {
  const { says: _word, ...byColor } = DOWN;

  expect(isShown([{ ...shown, text: "66.67 %" }], byColor)).toBe(true);
  expect(isShown([{ ...shown, text: "unknown" }], byColor)).toBe(false);
});

test("faults that the overview named leave nothing to tell but their times", () => {
  expect(overviewFindings([seen(), seen({ fault: "rabbitmq: killed" })])).toEqual({
    ...{ unnamed: 0, faults: 2, astray: [] },
    rows: [
      ["redis: killed", "Brokers up", "redis", "down, red", "after 3.2 s"],
      ["rabbitmq: killed", "Brokers up", "redis", "down, red", "after 3.2 s"],
    ],
  });
});

test("a fault that one of its tiles never showed is unnamed once, with what was shown instead", () => {
  const { after: _never, ...unseen } = seen({ last: "no traffic, blue" });

  expect(overviewFindings([seen(), unseen, { ...unseen, tile: "Memory" }])).toMatchObject({
    ...{ unnamed: 1, faults: 1 },
    astray: [
      "redis: killed: Brokers up of redis shows no traffic, blue, expected down, red",
      "redis: killed: Memory of redis shows no traffic, blue, expected down, red",
    ],
  });
});

test("a tile that was so before says nothing of the fault", () => {
  expect(overviewFindings([seen({ isOld: true })])).toMatchObject({
    unnamed: 1,
    astray: ["redis: killed: Brokers up of redis was down, red before, expected down, red"],
  });
});

/** A dashboard of one tile, of a Prometheus that answers one value after the other. */
function overviewOf(...values: number[]) {
  const options = { "-1": { text: "down", color: "red" } };
  const targets = [{ refId: "A", expr: "x", legendFormat: "{{broker}}" }];
  const tile = { type: "stat", title: "Brokers up", targets };
  const panels = [
    { type: "row", title: "Overview" },
    { ...tile, fieldConfig: { defaults: { mappings: [{ type: "value", options }] } } },
    { type: "row", title: "Below" },
    tile,
  ];
  const asked: string[] = [];
  const query = async (expr: string) => {
    asked.push(expr);
    const value = values.length > 1 ? values.shift() : values[0];
    return [{ metric: { broker: "redis" }, value: value ?? Number.NaN }];
  };
  return {
    overview: new Overview({ query }, dashboardOf({ uid: "u", title: "t", panels }, "a test")),
    asked,
  };
}

test("tiles of the first row are looked at from before the fault until they show it", async () => {
  const { overview, asked } = overviewOf(1, -1);

  const watch = await overview.watch("redis: killed", [DOWN]);
  await watch.end(60_000);

  expect(overview.seen).toEqual([
    { ...DOWN, fault: "redis: killed", last: "down, red", after: expect.any(Number) },
  ]);
  expect(asked).toEqual(["x", "x"]);
});

test("a watch that has nothing to wait for ends, and what never turned has no time", async () => {
  const { overview } = overviewOf(1);

  const watch = await overview.watch("redis: killed", [DOWN]);
  await watch.end(0);

  expect(overview.seen[0]).toMatchObject({ last: "1, green" });
  expect(overview.seen[0]).not.toHaveProperty("after");
});

test("a tile that shows it before the fault is made is noted", async () => {
  const { overview } = overviewOf(-1);

  await using watch = await overview.watch("redis: killed", [DOWN]);
  await watch.end(0);

  expect(overview.seen[0]).toMatchObject({ isOld: true });
});
