import { expect, test } from "vitest";
import { tooEarly } from "./expired-frames.ts";

test("frames that are all there while they are young left by their TTL", () => {
  expect(tooEarly({ frames: 100, younger: 100, ttlMs: 1_500 })).toBeUndefined();
});

test("frames that leave before are counted, with the TTL that they did not leave by", () => {
  expect(tooEarly({ frames: 100, younger: 40, ttlMs: 1_500 })).toBe(
    "60 frames had left before they were as old as the policy's TTL of 1500 ms",
  );
});
