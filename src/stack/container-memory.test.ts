import { expect, test } from "vitest";
import { containerMemory, memoryTold } from "./container-memory.ts";

const TOTAL = "MemTotal:        4096000 kB";
const HOST = { bytes: 4_096_000 * 1_024, limitedBy: "the host" };

test.for([
  ["no limit in control groups of version 2", `max\n${TOTAL}\n`, HOST],
  ["no control group", `${TOTAL}\n`, HOST],
  ["no limit in control groups of version 1", `9223372036854771712\n${TOTAL}\n`, HOST],
  ["a limit", `536870912\n${TOTAL}\n`, { bytes: 536_870_912, limitedBy: "the container" }],
] as const)("with %s", ([, printed, memory]) => {
  expect(memoryTold(printed)).toEqual(memory);
});

test("a container that tells nothing is an error that shows what it printed", async () => {
  const silent = { name: "redis", exec: async () => "no such file\n" };

  await expect(containerMemory(silent)).rejects.toThrow(
    "redis does not tell the memory of its host: no such file",
  );
});
