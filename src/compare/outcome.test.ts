import { expect, test } from "vitest";
import { EXIT } from "../kernel/exit-codes.mjs";
import { runOf } from "../suite/load-bench/testing.ts";
import { exitCodeOf, lossesOf } from "./outcome.ts";
import { brokerOf, cellOf, cellsOf, turnOf } from "./testing.ts";
import { lostTurn } from "./turn.ts";

const codeOf = (broker: ReturnType<typeof brokerOf>) => exitCodeOf({ brokers: [brokerOf(), broker] });

test("it is good where every figure was taken and no frame was lost", () => {
  expect(codeOf(brokerOf())).toBe(EXIT.good);
});

test("a figure that could not be taken is undetermined", () => {
  expect(codeOf(brokerOf({ rounds: [lostTurn("no clean start")] }))).toBe(EXIT.undetermined);
  const open = cellsOf({ kill: [cellOf({ status: "undetermined" })] });
  expect(codeOf(brokerOf({ cells: open }))).toBe(EXIT.undetermined);
});

test("frames that a fault has cost are a verdict against, and named", () => {
  const broker = brokerOf({ cells: cellsOf({ kill: [cellOf({ status: "broken", lost: 3 })] }) });

  expect(codeOf(broker)).toBe(EXIT.against);
  expect(lossesOf(broker)).toEqual(["Redis, ha, primary killed: it was broken"]);
});

test("so are those that a load has cost, unless they may still come", () => {
  const load = (run: Parameters<typeof runOf>[0]) => ({ ...turnOf(0), load: { value: runOf(run) } });
  const isComplete = { isComplete: true, ended: "" };
  const lost = brokerOf({ rounds: [load({ delivery: { lost: 2 }, drain: isComplete })] });
  const late = { ...isComplete, isComplete: false };

  expect(lossesOf(lost)[0]).toBe("Redis, one node, load of round 1: lost 2, corrupted 0, unexpected 0");
  expect(lossesOf(brokerOf({ rounds: [load({ delivery: { lost: 2 }, drain: late })] }))).toEqual([]);
  expect(lossesOf(brokerOf({ rounds: [load({ delivery: { corrupted: 1 }, drain: late })] }))).toHaveLength(2);
});
