import { expect, test } from "vitest";
import { pointsTo } from "./points-to.ts";

const SOUND = {
  lost: 0,
  lostWhere: { prefix: 0, middle: 0, suffix: 0 },
  duplicated: 0,
  corrupted: 0,
  unexpected: 0,
};

test("where nothing went wrong nothing is pointed to", () => {
  expect(pointsTo(SOUND)).toEqual({});
});

test("frames handed out twice do not lead to the disk", () => {
  const told = pointsTo({ ...SOUND, duplicated: 1 })["points to"];

  expect(told).toMatch(/sends a frame twice/);
  expect(told).not.toMatch(/disk|fsync/);
});
