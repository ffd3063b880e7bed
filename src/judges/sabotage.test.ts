import { expect, test } from "vitest";
import { judgeSabotage, type Seen } from "./sabotage.ts";

const SABOTAGE = { id: "s", turns: ["t/a"], mayTurn: ["t/b"] };

function judged(...seen: Seen[]) {
  const { verdicts, falseAlarms } = judgeSabotage([SABOTAGE], seen);
  return { ...verdicts[0], falseAlarms };
}

test.for(["not-met", "undetermined"] as const)("a criterion that is %s has caught it", (status) => {
  expect(judged({ key: "t/a", status })).toEqual({
    id: "s",
    caught: [{ key: "t/a", told: `t/a: ${status.replace("-", " ")}` }],
    slipped: [],
    falseAlarms: [],
  });
});

test.for(["met", "not-run", "waived"] as const)("a criterion that is %s has not", (status) => {
  expect(judged({ key: "t/a", status }).slipped).toEqual([`t/a: ${status.replace("-", " ")}`]);
});

test("a criterion that the run does not know has not", () => {
  expect(judged().slipped).toEqual(["t/a: not run"]);
});

test("a criterion that no sabotage concerns is a false alarm, with its reason; one that is dragged along is none", () => {
  const seen: Seen[] = [
    { key: "t/a", status: "not-met" },
    { key: "t/b", status: "not-met" },
    { key: "t/c", status: "undetermined", reason: "why" },
    { key: "t/d", status: "undetermined", isBeyondHost: true },
    { key: "t/e", status: "met" },
    { key: "t/f", status: "not-run" },
  ];

  expect(judged(...seen).falseAlarms).toEqual(["t/c: undetermined (why)"]);
});

test("of two criteria that should turn, the one that did has caught it and the other has let it slip", () => {
  const { verdicts } = judgeSabotage(
    [{ id: "s", turns: ["t/a", "t/b"] }],
    [
      { key: "t/a", status: "not-met" },
      { key: "t/b", status: "met" },
    ],
  );

  expect(verdicts).toEqual([
    { id: "s", caught: [{ key: "t/a", told: "t/a: not met" }], slipped: ["t/b: met"] },
  ]);
});

test("of one that turned it is told what was measured and what to do, of one that did not nothing", () => {
  const turned = { key: "t/a", said: "measured 3, expected 0", reason: "set it" };

  expect(judged({ ...turned, status: "not-met" }).caught).toEqual([
    { key: "t/a", told: "t/a: not met (measured 3, expected 0; set it)" },
  ]);
  expect(judged({ ...turned, status: "met" }).slipped).toEqual(["t/a: met"]);
});

test("of a long reason the beginning is told, and of several lines the first", () => {
  const reason = `${"x".repeat(200)}\nsecond line`;

  expect(judged({ key: "t/a", status: "undetermined", reason }).caught).toEqual([
    { key: "t/a", told: `t/a: undetermined (${"x".repeat(160)})` },
  ]);
});

test("a sabotage that may turn a criterion in one way alone has slipped when it turned in the other", () => {
  const blaming = { id: "s", turns: ["t/a", "t/b"], turnsTo: "undetermined" as const };
  const { verdicts, falseAlarms } = judgeSabotage(
    [blaming],
    [
      { key: "t/a", status: "undetermined" },
      { key: "t/b", status: "not-met" },
    ],
  );

  expect(verdicts).toEqual([
    { id: "s", caught: [{ key: "t/a", told: "t/a: undetermined" }], slipped: ["t/b: not met"] },
  ]);
  expect(falseAlarms).toEqual([]);
});

test("a sabotage that has to be named has slipped while the criterion names something else", () => {
  const named = { id: "s", turns: ["t/a"], says: ["redis: runs as root"] };
  const seen = (words: object) =>
    judgeSabotage([named], [{ key: "t/a", status: "not-met", ...words }]).verdicts[0]?.slipped;

  expect(seen({ details: "redis: runs as root; rabbitmq: is privileged" })).toEqual([]);
  expect(seen({ reason: "redis: runs as root" })).toEqual([]);
  expect(seen({ details: "rabbitmq: is privileged" })).toEqual(["t/a: not met"]);
  expect(seen({})).toEqual(["t/a: not met"]);
});

const HARMLESS = { id: "h", turns: [], keeps: ["t/a"] };

function kept(...seen: Seen[]) {
  const { verdicts, falseAlarms } = judgeSabotage([HARMLESS], seen);
  return { slipped: verdicts[0]?.slipped, falseAlarms };
}

test("a harmless change is right while what it keeps is met, or cannot be seen on this host", () => {
  expect(kept({ key: "t/a", status: "met" })).toEqual({ slipped: [], falseAlarms: [] });
  expect(kept({ key: "t/a", status: "undetermined", isBeyondHost: true })).toEqual({
    slipped: [],
    falseAlarms: [],
  });
});

test.for(["not-met", "undetermined", "not-run", "waived"] as const)(
  "a harmless change has raised an alarm, or shown nothing, where what it keeps is %s",
  (status) => {
    expect(kept({ key: "t/a", status }).slipped).toEqual([`t/a: ${status.replace("-", " ")}`]);
  },
);

test("a harmless change whose run wrote no report has shown nothing", () => {
  expect(kept().slipped).toEqual(["t/a: not run"]);
});

test("whatever else turns under a harmless change is a false alarm", () => {
  expect(kept({ key: "t/a", status: "met" }, { key: "t/b", status: "not-met" }).falseAlarms).toEqual([
    "t/b: not met",
  ]);
});
