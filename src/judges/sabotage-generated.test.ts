import { expect, test } from "vitest";
import type { Seen } from "./sabotage.ts";
import { caughtIn, type Fate, judgeGenerated, reasonOf } from "./sabotage-generated.ts";

const met: Seen = { key: "t/a", status: "met" };
const beyond: Seen = { key: "t/b", status: "undetermined", isBeyondHost: true };

test.for(["not-met", "undetermined"] as const)("a criterion that is %s has caught a mutant", (status) => {
  expect(caughtIn([met, { key: "t/c", status, reason: "why" }])).toEqual({
    hasTurned: true,
    isMeasured: true,
    by: `t/c: ${status.replace("-", " ")} (why)`,
  });
});

test("what this host can't see has not", () => {
  expect(caughtIn([met, beyond])).toEqual({ hasTurned: false, isMeasured: true, by: "" });
  expect(caughtIn([beyond])).toEqual({ hasTurned: false, isMeasured: false, by: "" });
});

test("a run in which nothing was measured has, since the delivered stack is measured", () => {
  const nothing = { hasTurned: true, isMeasured: false, by: "no criterion was measured" };
  expect(caughtIn([])).toEqual(nothing);
  expect(caughtIn([{ key: "t/a", status: "not-run" }])).toEqual(nothing);
});

const survived = (id: string): Fate => ({ id, status: "survived" });
const caught = (id: string): Fate => ({ id, status: "caught" });

function judged(fates: Fate[], ...patterns: string[]) {
  const reasons = Object.fromEntries(patterns.map((pattern) => [pattern, "why"]));
  return judgeGenerated(["f:a", "f:b", "g:c"], fates, reasons);
}

test("a survivor without a reason is news; one with a reason is not", () => {
  expect(judged([survived("f:a"), survived("g:c")], "g:c").news).toEqual(["f:a"]);
  expect(judged([survived("f:a"), survived("f:b")], "f:*").news).toEqual([]);
  expect(judged([caught("f:a"), { id: "f:b", status: "beyond host" }]).news).toEqual([]);
});

test("a reason is outlived once everything that it is about was caught", () => {
  expect(judged([caught("f:a"), caught("f:b")], "f:*").outlived).toEqual(["f:*"]);
  expect(judged([caught("f:a"), { id: "f:b", status: "equivalent" }], "f:*").outlived).toEqual(["f:*"]);
  expect(judged([caught("f:a")], "f:*").outlived, "f:b was not tried").toEqual([]);
  expect(judged([caught("f:a"), survived("f:b")], "f:*").outlived).toEqual([]);
});

test("a reason that is about no mutant is astray", () => {
  expect(judged([], "h:*", "f:a").astray).toEqual(["h:*"]);
});

test("a pattern is text but for its stars", () => {
  expect(judged([survived("f:a")], "f.a").news).toEqual(["f:a"]);
  expect(reasonOf("f[x].y", { "f[x].*": "right" })).toBe("right");
});

test("of several reasons the one with the longest pattern counts", () => {
  expect(reasonOf("f:a", { "*": "any", "f:*": "one" })).toBe("one");
  expect(reasonOf("f:a", { "g:*": "one" })).toBeUndefined();
});
