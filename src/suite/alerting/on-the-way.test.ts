import { expect, test } from "vitest";
import { relabelSchema } from "../../watchers/relabel.ts";
import { alertWith } from "./label-sets.ts";
import { onTheWay } from "./on-the-way.ts";

const LOSS = alertWith({ alertname: "FramesLost", severity: "critical", broker: "redis" });
const SLOW = alertWith({ alertname: "Slow", severity: "warning", broker: "redis" });
const way = (...steps: object[]) => steps.map((step) => relabelSchema.parse(step));
const sent = (...ways: ReturnType<typeof way>[]) => onTheWay([LOSS, SLOW], { externalLabels: {}, ways });

const LESSER = {
  source_labels: ["alertname"],
  regex: "FramesLost",
  target_label: "severity",
  replacement: "warning",
};
const KEPT = { source_labels: ["severity"], regex: "critical", action: "drop" };

test("what nobody touches arrives as its rule makes it, with the labels that all alerts get", () => {
  const { alerts, keptBack, changed } = onTheWay([LOSS], {
    ...{ externalLabels: { site: "north", broker: "none" }, ways: [[]] },
  });

  expect(alerts.map(({ labels }) => labels)).toEqual([{ ...LOSS.labels, site: "north" }]);
  expect({ keptBack, changed }).toEqual({ keptBack: [], changed: [] });
});

test("a loss that is made a warning on its way is told", () => {
  const { alerts, keptBack, changed } = sent(way(LESSER));

  expect(alerts[0]?.labels.severity).toBe("warning");
  expect(changed).toEqual(["FramesLost (critical) redis arrives as FramesLost (warning) redis"]);
  expect(keptBack).toEqual([]);
});

test("what is kept back is told, and is looked at as its rule makes it", () => {
  expect(sent(way(KEPT))).toEqual({ alerts: [LOSS, SLOW], keptBack: [LOSS.name], changed: [] });
});

test("a label that nobody knows an alert by may go, and the alert is looked at without it", () => {
  const { alerts, keptBack, changed } = sent(way({ action: "labeldrop", regex: "broker" }));

  expect(alerts.map(({ name }) => name)).toEqual(["FramesLost (critical)", "Slow (warning)"]);
  expect({ keptBack, changed }).toEqual({ keptBack: [], changed: [] });
});

test("a further Alertmanager that is told less is nobody's loss", () => {
  expect(sent(way(KEPT), way(LESSER), way())).toEqual({ alerts: [LOSS, SLOW], keptBack: [], changed: [] });
});
