import { expect, test } from "vitest";
import { type Panel, readDashboard } from "./dashboard-file.ts";
import { tilesOf } from "./tiles.ts";

const overview = readDashboard().panels.filter(({ row }) => row === "Overview");

function panelNamed(title: string): Panel {
  const panel = overview.find((each) => each.title === title);
  if (!panel) throw new Error(`the overview has no ${title}`);
  return panel;
}

/** What the delivered tile shows of Redis with that value. */
function shown(title: string, value: number, panel = panelNamed(title)) {
  const [query] = panel.queries;
  if (!query) throw new Error(`${title} asks nothing`);
  const metric = { broker: "redis", instance: "redis-replica-2:6379" };
  return tilesOf(panel, query, [{ metric, value }])[0];
}

test("a broker that is down is red and called so in every tile of a broker", () => {
  const ofBrokers = overview.filter(({ queries }) => queries[0]?.legend === "{{broker}}");

  expect(ofBrokers).toHaveLength(10);
  for (const { title } of ofBrokers) {
    expect(shown(title, -1)).toEqual({ title, name: "redis", text: "down", color: "red" });
    expect(shown(title, -2)).toEqual({ title, name: "redis", text: "unknown", color: "red" });
  }
});

test("a value without a word of its own has the colour of the highest limit that it reaches", () => {
  const memory = (value: number) => shown("Memory", value)?.color;

  expect(memory(0)).toBe("green");
  expect(memory(0.8)).toBe("yellow");
  expect(memory(0.9)).toBe("red");
  expect(shown("Throughput in", 49)).toMatchObject({ color: "red", text: "49 frames/s" });
  expect(shown("Throughput in", 1_000)).toMatchObject({ color: "green" });
  expect(shown("Memory", 0.8512)).toMatchObject({ text: "85.12 %" });
});

test("no number is what the panel calls it, and no colour of a limit", () => {
  expect(shown("Throughput in", Number.NaN)).toMatchObject({ text: "no producer", color: "blue" });
  expect(shown("Memory", Number.NaN)).toMatchObject({ text: "unknown", color: "red" });
  expect(shown("Memory", Number.NaN, { ...panelNamed("Memory"), absent: undefined })?.text).toBe("no data");
});

test("a fault with a word of its own is told by it", () => {
  expect(shown("Throughput out", -3)).toMatchObject({ text: "no consumer", color: "red" });
  expect(shown("Disk", -3)).toMatchObject({ text: "cannot write", color: "red" });
  expect(shown("Disk", -4)).toMatchObject({ text: "blocks publishers", color: "red" });
  expect(shown("Disk", 0.6)).toMatchObject({ text: "60 %", color: "yellow" });
  expect(shown("Failover", -3)).toMatchObject({ text: "no quorum", color: "red" });
  expect(shown("Failover", 1)).toMatchObject({ text: "1 missing", color: "yellow" });
  expect(shown("Failover", 0)).toMatchObject({ text: "ready", color: "green" });
  expect(shown("Nodes and targets", -2)).toMatchObject({
    ...{ name: "redis-replica-2:6379", text: "gone", color: "red" },
  });
});

test("a panel that maps a dead broker to no colour shows that of its limits", () => {
  const panel = { ...panelNamed("Frames lost"), words: {} };

  expect(shown("Frames lost", -1, panel)).toMatchObject({ text: "-1 frames", color: "green" });
});
