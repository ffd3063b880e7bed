import { expect, test } from "vitest";
import { between, lostTurn } from "./turn.ts";

const reading = (cpuMs: number, frames: number, memoryMib: number) => ({
  value: { cpuMs, frames, memoryMib },
});

test("cost is what was used between two readings, and the memory that is held at the end", () => {
  expect(between([reading(100, 2_000, 50), reading(900, 10_000, 60)])).toEqual(reading(800, 8_000, 60));
});

test("without both readings, or without a frame, there is no cost", () => {
  expect(between([reading(100, 2_000, 50)])).toHaveProperty("undetermined");
  expect(between([{ undetermined: "no engine" }, reading(1, 1, 1)])).toEqual({ undetermined: "no engine" });
  expect(between([reading(100, 2_000, 50), reading(900, 2_000, 60)])).toEqual({
    undetermined: "no frame came out",
  });
});

test("a lost turn has the same reason everywhere", () => {
  expect(new Set(Object.values(lostTurn("gone")))).toEqual(new Set([{ undetermined: "gone" }]));
});
