import { expect, test } from "vitest";
import { processTimes } from "./process-times.ts";

const BEAM =
  "24824 (beam.smp) S 24803 24824 24824 0 -1 4194560 12798 206 0 0 23 6 4 1 20 0 18 0 4667875 2295480320 13262 18446744073709551615 1 1";

test("a process tells its own time and that of children that have ended", () => {
  expect(processTimes(BEAM)).toEqual({
    pid: 24_824,
    name: "beam.smp",
    parent: 24_803,
    isKernel: false,
    ownMs: 290,
    endedChildrenMs: 50,
    started: 4_667_875,
  });
});

test("a thread of the kernel is known by its flag, whatever it is called", () => {
  const kworker = "44 (kworker/1:1H-kb) I 2 0 0 0 -1 69238880 0 0 0 0 0 127 0 0 0 -20 1 0 93 0 0";

  expect(processTimes(kworker)).toMatchObject({ isKernel: true, ownMs: 1270 });
});

test.for([
  ["npm run signoff", "27185 (npm run signoff) S 1 27185 26178 0 -1 4194304 0 0 0 0 5 1 0 0 20 0 11 0 70"],
  ["a) S 1 (b", "27185 (a) S 1 (b) S 1 27185 26178 0 -1 4194304 0 0 0 0 5 1 0 0 20 0 11 0 70"],
  ["a?b?", "27185 (a\nb\x1b) S 1 27185 26178 0 -1 4194304 0 0 0 0 5 1 0 0 20 0 11 0 70"],
] as const)("the name %j is taken apart from what follows", ([name, text]) => {
  expect(processTimes(text)).toMatchObject({ name, parent: 1, ownMs: 60, started: 70 });
});

test("another text is no process", () => {
  expect(processTimes("")).toBeUndefined();
});
