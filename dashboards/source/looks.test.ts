import type { Panel } from "@grafana/grafana-foundation-sdk/dashboard";
import { expect, test } from "vitest";
import { limits } from "./limits.ts";
import { messageBrokerDashboard } from "./message-broker.ts";

interface ShownPanel extends Panel {
  targets?: (NonNullable<Panel["targets"]>[number] & { expr: string })[];
}

const panels = (messageBrokerDashboard().panels ?? []) as ShownPanel[];

/** Titles of the panels that are not as they should be. */
function titlesOf(wrong: (panel: ShownPanel) => boolean): (string | undefined)[] {
  return panels.filter(wrong).map(({ title, id }) => title ?? `panel ${id}`);
}

test("every axis has an end where all is 0, and every value of a unit as many digits", () => {
  const endless = ({ type, fieldConfig }: ShownPanel) =>
    type === "timeseries" && fieldConfig?.defaults.custom.axisSoftMax === undefined;
  const uneven = ({ fieldConfig }: ShownPanel) =>
    fieldConfig?.defaults.unit === "percentunit" && fieldConfig.defaults.decimals === undefined;

  expect(titlesOf(endless)).toEqual([]);
  expect(titlesOf(uneven)).toEqual([]);
});

test("a legend below a graph leaves it room, and one beside it is no wider than a third of it", () => {
  const drawn = panels.filter(({ type }) => type === "timeseries");
  const wrong = drawn.filter(({ gridPos, options }) => {
    const { placement, calcs, width } = options.legend;
    return (gridPos?.w ?? 0) >= 12 ? placement !== "right" || !(width <= 300) : calcs.length > 1;
  });

  expect(wrong.map(({ title }) => title)).toEqual([]);
});

test("a latency is drawn on an axis that has a place for 1 ms and for 1 s, with the plan's limit on it", () => {
  const latency = panels.find(({ title }) => title === "Latency percentiles end to end");
  const { custom } = latency?.fieldConfig?.defaults ?? {};

  expect(custom).toMatchObject({
    scaleDistribution: { type: "log", log: 10 },
    thresholdsStyle: { mode: "dashed" },
  });
  expect(custom.axisSoftMin).toBeGreaterThan(0);
  expect(custom.axisSoftMax).toBeGreaterThan(limits().latencyP99);
});

/** What each series of these has beside its name changes when another node leads. */
const OF_THE_LEADER =
  /\b(redis_stream_|redis_connected_slave|redis_master_link_up|redis_sentinel_master_ok|jetstream_(stream|consumer)_)/;

test("what a leader tells is one series, whichever node leads", () => {
  const doubled = ({ type, targets = [] }: ShownPanel) =>
    type !== "stat" &&
    targets.some(({ expr }) => OF_THE_LEADER.test(expr) && !/^(sum|max|count) ?(by)? ?\(/.test(expr));

  expect(titlesOf(doubled)).toEqual([]);
});
