import { expect, test } from "vitest";
import { cpuTimes } from "./cpu-times.ts";

const RECORDED = `cpu  4342289 50608 1266554 3359654 116823 50 120855 8296 7 0
cpu0 2200087 25415 628521 1667779 58666 0 47675 4098 0 0
cpu1 2142201 25193 638033 1691875 58156 0 73180 4197 0 0
intr 319491139 0 0 0
ctxt 1199391922
`;

test("the times of all processors are in hundredths of a second; waiting for a disk is idle", () => {
  expect(cpuTimes(RECORDED)).toEqual({
    processors: 2,
    idleMs: (3_359_654 + 116_823) * 10,
    stealMs: 8_296 * 10,
    interruptMs: (50 + 120_855) * 10,
  });
});

test("an old kernel has no steal", () => {
  expect(cpuTimes("cpu  10 0 20 30 0 0 0\ncpu0 10 0 20 30 0 0 0\n")).toMatchObject({
    processors: 1,
    stealMs: 0,
  });
});

test("another text has none", () => {
  expect(cpuTimes("")).toBeUndefined();
});
