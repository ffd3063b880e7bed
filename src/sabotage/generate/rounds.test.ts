import { expect, test } from "vitest";
import type { Seen } from "../../judges/sabotage.ts";
import type { Look } from "./looks.ts";
import type { Kind, Mutant } from "./mutant.ts";
import { goTogether, Rounds } from "./rounds.ts";

const CHEAP: Look = { specs: ["cheap"] };
const DEAR: Look = { specs: ["dear"] };
const GREEN: Seen[] = [{ key: "t/a", status: "met" }];
const RED: Seen[] = [{ key: "t/a", status: "not-met" }];

function mutant(setting: string, { file = setting, kind = "removed" as Kind } = {}): Mutant {
  return { id: `${file}:${setting}`, file, setting, kind, apply: (text) => text };
}

function roundsOf(...names: string[]): Rounds {
  return new Rounds(
    names.map((name) => mutant(name)),
    { looksAt: () => [CHEAP, DEAR], groupSize: 8 },
  );
}

/** Runs all of them; of the dear look those mutants are seen that are named. */
function run(rounds: Rounds, seenByDear: readonly string[]): string[] {
  const runs: string[] = [];
  for (let round = rounds.next(); round; round = rounds.next()) {
    const names = round.mutants.map(({ setting }) => setting);
    runs.push(`${round.look.specs[0]}: ${names.join(" ")}`);
    const isRed = round.look === DEAR && names.some((name) => seenByDear.includes(name));
    rounds.ended(round, isRed ? RED : GREEN);
  }
  return runs;
}

test("each is tried alone under the cheap look; what stays green is tried together", () => {
  const rounds = roundsOf("a", "b", "c");

  expect(run(rounds, [])).toEqual(["cheap: a", "cheap: b", "cheap: c", "dear: a b c"]);
  expect([...rounds.outcomes.values()].map(({ status }) => status)).toEqual([
    "survived",
    "survived",
    "survived",
  ]);
  expect(rounds.open).toEqual([]);
});

test("where even the first look is dear they are tried together at once", () => {
  const dear: Look = { ...DEAR, isDear: true };
  const rounds = new Rounds([mutant("a"), mutant("b")], { looksAt: () => [dear], groupSize: 8 });

  expect(rounds.next()?.mutants).toHaveLength(2);
});

test("of a group that turned something each half is tried, down to the one that did", () => {
  const rounds = roundsOf("a", "b", "c");

  expect(run(rounds, ["b"])).toEqual([
    "cheap: a",
    "cheap: b",
    "cheap: c",
    "dear: a b c",
    "dear: a b",
    "dear: c",
    "dear: a",
    "dear: b",
  ]);
  expect(Object.fromEntries(rounds.outcomes)).toEqual({
    "a:a": { status: "survived" },
    "b:b": { status: "caught", by: "t/a: not met" },
    "c:c": { status: "survived" },
  });
});

test("a run goes on with a mutant where an earlier one has ended", () => {
  const begunOf = () => ({ passed: ["cheap"], isSeen: true });
  const rounds = new Rounds([mutant("a")], { looksAt: () => [CHEAP, DEAR], groupSize: 8, begunOf });

  expect(rounds.begunOf("a:a")).toEqual({ passed: ["cheap"], isSeen: true });
  expect(run(rounds, [])).toEqual(["dear: a"]);
  expect(rounds.outcomes.get("a:a")).toEqual({ status: "survived" });
});

test("how far a mutant has come is told until it has an outcome", () => {
  const rounds = roundsOf("a");
  const begun: unknown[] = [rounds.begunOf("a:a")];
  for (let round = rounds.next(); round; round = rounds.next()) {
    rounds.ended(round, GREEN);
    begun.push(rounds.begunOf("a:a"));
  }

  expect(begun).toEqual([undefined, { passed: ["cheap"], isSeen: true }, undefined]);
});

test("one that turned something is not looked at again", () => {
  const rounds = roundsOf("a");
  const [round] = [rounds.next()];
  if (round) rounds.ended(round, RED);

  expect(rounds.next()).toBeUndefined();
  expect(rounds.outcomes.get("a:a")).toEqual({ status: "caught", by: "t/a: not met" });
});

test("a run without a report has caught its mutant: the delivered stack leaves one", () => {
  const rounds = roundsOf("a");
  const round = rounds.next();
  if (round) rounds.ended(round, []);

  expect(rounds.outcomes.get("a:a")).toMatchObject({ status: "caught" });
});

test("what no look could measure on this host has not survived", () => {
  const rounds = roundsOf("a");
  const beyond: Seen[] = [{ key: "t/a", status: "undetermined", isBeyondHost: true }];
  for (let round = rounds.next(); round; round = rounds.next()) rounds.ended(round, beyond);

  expect(rounds.outcomes.get("a:a")).toEqual({ status: "beyond host" });
});

test("what is under way is open and not handed out twice", () => {
  const rounds = roundsOf("a");

  expect(rounds.next()?.mutants).toHaveLength(1);
  expect(rounds.next()).toBeUndefined();
  expect(rounds.open).toEqual(["a:a"]);
});

test.for([
  [{ file: "f" }, { file: "g" }, "a", "a", true],
  [{ file: "f" }, { file: "f" }, "a", "b", true],
  [{ file: "f" }, { file: "f" }, "a", "a", false],
  [{ file: "f" }, { file: "f" }, "a", "a.b", false],
  [{ file: "f" }, { file: "f" }, "a", "ab", true],
  [{ file: "f" }, { file: "f" }, "list[x]", "b", false],
] as const)("two changes %#", ([first, second, one, other, isPossible]) => {
  expect(goTogether(mutant(one, first), mutant(other, second))).toBe(isPossible);
});
