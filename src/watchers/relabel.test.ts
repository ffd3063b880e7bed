import { expect, test } from "vitest";
import { relabelled, relabelSchema } from "./relabel.ts";

const LOSS = { alertname: "FramesLost", severity: "critical", broker: "redis" };
const done = (...steps: object[]) =>
  relabelled(
    LOSS,
    steps.map((step) => relabelSchema.parse(step)),
  );

test.each([
  [
    "a value that matches is replaced",
    { source_labels: ["alertname"], regex: "FramesLost", target_label: "severity", replacement: "warning" },
    { ...LOSS, severity: "warning" },
  ],
  [
    "one that does not is left, and a part of it is no match",
    { source_labels: ["alertname"], regex: "Frames", target_label: "severity", replacement: "warning" },
    LOSS,
  ],
  [
    "what was found is filled in",
    {
      ...{ source_labels: ["broker", "alertname"], regex: "(.+);(?<what>.+)", target_label: "at" },
      replacement: "$what-$1-$$",
    },
    { ...LOSS, at: "FramesLost-redis-$" },
  ],
  [
    "an empty value takes the label away",
    { target_label: "broker", replacement: "" },
    { ...LOSS, broker: undefined },
  ],
  [
    "labels are dropped by name",
    { action: "labeldrop", regex: "broker|replica" },
    { ...LOSS, broker: undefined },
  ],
  ["or kept", { action: "labelkeep", regex: "alertname" }, { alertname: "FramesLost" }],
  ["or copied", { action: "labelmap", regex: "brok(er)", replacement: "by_$1" }, { ...LOSS, by_er: "redis" }],
  [
    "a case is changed",
    { action: "uppercase", source_labels: ["broker"], target_label: "broker" },
    { ...LOSS, broker: "REDIS" },
  ],
  [
    "a hash is one below its modulus",
    { action: "hashmod", source_labels: ["broker"], target_label: "part", modulus: 1 },
    { ...LOSS, part: "0" },
  ],
])("%s", (_, step, labels) => {
  expect(done(step)).toEqual(JSON.parse(JSON.stringify(labels)));
});

test.each([
  { action: "drop", source_labels: ["severity"], regex: "critical" },
  { action: "Keep", source_labels: ["severity"], regex: "warning" },
  { action: "dropequal", source_labels: ["broker"], target_label: "broker" },
  { action: "keepequal", source_labels: ["broker"], target_label: "severity" },
])("$action keeps it back", (step) => {
  expect(done(step)).toBeUndefined();
});

test("each step sees what the one before it made", () => {
  const replaced = { source_labels: ["broker"], target_label: "severity", replacement: "info" };

  expect(done(replaced, { action: "drop", source_labels: ["severity"], regex: "info" })).toBeUndefined();
  expect(done({ action: "drop", source_labels: ["severity"], regex: "info" }, replaced)).toEqual({
    ...LOSS,
    severity: "info",
  });
});

test("an action that Prometheus does not have is refused", () => {
  expect(() => done({ action: "forget" })).toThrow("forget");
});
