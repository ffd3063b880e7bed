import { expect, test } from "vitest";
import { templateOf } from "./lab-disk.ts";

test("a disk is known by the images on it, in whatever order, and another image makes another disk", () => {
  expect(templateOf(["a", "b"])).toBe(templateOf(["b", "a"]));
  expect(templateOf(["a", "c"])).not.toBe(templateOf(["a", "b"]));
});
