import { expect, test } from "vitest";
import { figuresOf, limitedByClient, MEASURE_IDS } from "./measures.ts";
import { lostTurn, type TurnResult } from "./turn.ts";

const turn = (rest: Partial<TurnResult>): TurnResult => ({ ...lostTurn("not tried"), ...rest });
const ceiling = (framesPerSecond: number, cpuUsPerFrame = 10) => ({
  value: { framesPerSecond, cpuUsPerFrame },
});

test("a broker that could not be started has a reason for every measure", () => {
  const figures = figuresOf([lostTurn("no clean start")], 1_000);

  expect(Object.keys(figures).sort()).toEqual([...MEASURE_IDS].sort());
  expect(figures.pictures).toEqual({ undetermined: "no clean start" });
  expect(figures.p99).toEqual({ undetermined: "the rate is not known: no clean start" });
});

test("throughput and cost are medians of the rounds", () => {
  const cost = { value: { cpuMs: 800, frames: 8_000, memoryMib: 60 } };
  const rounds = [ceiling(400), ceiling(500), ceiling(900)].map((pictures) => turn({ pictures, cost }));
  const { pictures, processor, memory } = figuresOf(rounds, 1_000);

  expect(pictures).toMatchObject({ estimate: { value: 500 } });
  expect(processor).toMatchObject({ estimate: { value: 100 } });
  expect(memory).toMatchObject({ estimate: { value: 60 } });
});

test("a client that had a processor for itself was the limit", () => {
  const busy = turn({ messages: ceiling(50_000, 19), pictures: ceiling(1_000, 200) });

  expect(limitedByClient([busy, busy])).toEqual(["messages"]);
  expect(limitedByClient([lostTurn("gone")])).toEqual([]);
});
