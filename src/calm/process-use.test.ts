import { expect, test } from "vitest";
import type { ProcessUse } from "./process-table.ts";
import { byOwner, largestUsers } from "./process-use.ts";

const MIB = 2 ** 20;

function use(owner: ProcessUse["owner"], pid: number, cpuMs: number, writtenBytes?: number): ProcessUse {
  return { owner, pid, name: `p${pid}`, cpuMs, ...(writtenBytes === undefined ? {} : { writtenBytes }) };
}

test("use is put together by whose it is", () => {
  const uses = [
    use("kernel", 2, 5),
    use("harness", 10, 30),
    use("stack", 20, 200, MIB),
    use("stack", 21, 100, MIB),
    use("others", 50, 7, 10),
    use("others", 51, 8),
  ];

  expect(byOwner(uses)).toEqual({
    kernelMs: 5,
    harnessMs: 30,
    othersMs: 15,
    stackMs: 300,
    stackWrittenBytes: 2 * MIB,
    othersWrittenBytes: 10,
  });
});

test("what the stack writes is unknown where this user sees none of it", () => {
  expect(byOwner([use("stack", 20, 200)])).not.toHaveProperty("stackWrittenBytes");
});

test("the largest users are others: by processor time, then by what they wrote; each once", () => {
  const uses = [
    use("stack", 20, 1900, 90 * MIB),
    use("others", 50, 200, 2 * MIB),
    use("others", 51, 1000),
    use("others", 52, 0, 8 * MIB),
    use("others", 53, 5, 1000),
  ];

  expect(largestUsers(uses, 2000, 4000)).toEqual([
    { pid: 51, name: "p51", cpuShare: 0.25, writtenBytes: 0 },
    { pid: 50, name: "p50", cpuShare: 0.05, writtenBytes: MIB },
    { pid: 52, name: "p52", cpuShare: 0, writtenBytes: 4 * MIB },
  ]);
});

test("of many the five largest are kept", () => {
  const uses = [1, 2, 3, 4, 5, 6, 7].map((pid) => use("others", pid, 100 * pid));

  expect(largestUsers(uses, 1000, 2000).map(({ pid }) => pid)).toEqual([7, 6, 5, 4, 3]);
});
