import { expect, test } from "vitest";
import { bytesOf } from "./byte-size.ts";

test.for([
  [524_288, "512KB"],
  [524_288, "512kib"],
  [1_048_576, "1m"],
  [5, 5],
  [Number.NaN, "much"],
  [Number.NaN, ""],
] as const)("%d bytes are written %j", ([bytes, written]) => {
  expect(bytesOf(written)).toBe(bytes);
});
