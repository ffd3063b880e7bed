import { expect, test } from "vitest";
import type { CalmLimits } from "../../calm/calm-limits.ts";
import type { HostSecond } from "../../calm/host-second.ts";
import { busyIn } from "./busy-host.ts";

const LIMITS: CalmLimits = {
  processorShare: 0.1,
  memoryShare: 0.1,
  writtenBytes: 1e6,
  controlMs: 5,
  controlFsyncMs: 5,
  stackProcessorShare: 0.9,
  stackWrittenBytes: 1e9,
};

function seconds(count: number, othersCpuShare: number): HostSecond[] {
  return Array.from({ length: count }, (_, index) => ({
    fromMs: index * 1e3,
    toMs: (index + 1) * 1e3,
    othersCpuShare,
    pressure: {},
    users: [{ pid: 4711, name: "cc1plus", cpuShare: othersCpuShare, writtenBytes: 0 }],
  }));
}

test("a host that others used for less than a tenth of the time excuses nothing", () => {
  expect(busyIn(seconds(20, 0.02), LIMITS)).toBeUndefined();
  expect(busyIn([...seconds(19, 0.02), ...seconds(1, 0.7)], LIMITS)).toBeUndefined();
  expect(busyIn([], LIMITS)).toBeUndefined();
});

test("one that they used for longer does, with their names", () => {
  expect(busyIn([...seconds(15, 0.02), ...seconds(5, 0.7)], LIMITS)).toMatch(
    /^the host was not calm in 25 % of the time: others used 70 % of the processors meanwhile: cc1plus \(pid 4711\) 70 %/,
  );
});
