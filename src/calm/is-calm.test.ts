import { expect, test } from "vitest";
import type { CalmLimits } from "./calm-limits.ts";
import type { HostSecond } from "./host-second.ts";
import { type ControlSecond, disturbances, isCalm } from "./is-calm.ts";

const MIB = 2 ** 20;
const LIMITS: CalmLimits = {
  processorShare: 0.1,
  memoryShare: 0.01,
  writtenBytes: MIB,
  controlMs: 5,
  controlFsyncMs: 5,
  stackProcessorShare: 0.5,
  stackWrittenBytes: 32 * MIB,
};
const QUIET_CONTROL: ControlSecond = { p99Ms: 2, fsyncP99Ms: 1 };

function second(seen: Partial<HostSecond>): HostSecond {
  return { fromMs: 0, toMs: 1000, pressure: {}, users: [], ...seen };
}

test.for([
  ["nothing seen", {}],
  ["others up to the limit, steal included", { othersCpuShare: 0.06, stealShare: 0.04 }],
  ["a stack that uses everything", { othersCpuShare: 0, stackCpuShare: 1, stackWrittenBytes: 900 * MIB }],
  ["pressure that others do not cause", { pressure: { cpu: 1, io: 1, memory: 1 }, othersMemoryShare: 0 }],
  [
    "a disk that is busy with what the stack writes",
    { disk: { writtenBytes: 9e8, flushes: 9e3, busyShare: 1 } },
  ],
  ["a harness that uses everything", { harnessCpuShare: 1 }],
] as const)("%s is calm", ([, seen]) => {
  expect(disturbances(second(seen), LIMITS, QUIET_CONTROL)).toEqual([]);
  expect(isCalm(second(seen), LIMITS, QUIET_CONTROL)).toBe(true);
});

test.for([
  ["others and steal together", { othersCpuShare: 0.07, stealShare: 0.04 }, "processors"],
  ["steal alone", { stealShare: 0.11 }, "processors"],
  ["memory that others wait for", { othersMemoryShare: 0.02 }, "memory"],
  ["others that write", { othersWrittenBytes: 1.1 * MIB }, "writes"],
] as const)("%s disturb", ([, seen, disturbance]) => {
  expect(disturbances(second(seen), LIMITS)).toEqual([disturbance]);
  expect(isCalm(second(seen), LIMITS)).toBe(false);
});

test.for([
  [{ p99Ms: 6, fsyncP99Ms: 1 }, "slow control"],
  [{ p99Ms: 2, fsyncP99Ms: 6 }, "slow fsync"],
] as const)(
  "a control of %o disturbs, where it is seen that the stack uses little and where nothing is seen",
  ([control, disturbance]) => {
    const little = second({ stackCpuShare: 0.2, stackWrittenBytes: 4 * MIB });

    expect(disturbances(little, LIMITS, control)).toEqual([disturbance]);
    expect(disturbances(second({}), LIMITS, control)).toEqual([disturbance]);
  },
);

test.for([
  [{ p99Ms: 60, fsyncP99Ms: 1 }, { stackCpuShare: 0.6 }],
  [{ p99Ms: 2, fsyncP99Ms: 60 }, { stackWrittenBytes: 40 * MIB }],
] as const)("a control of %o that the stack slows down itself excuses nothing", ([control, seen]) => {
  expect(isCalm(second(seen), LIMITS, control)).toBe(true);
});

test("a broker's figures can't be handed in", () => {
  const broker = { p99Ms: 900, p50Ms: 1, rate: 1000 };
  // @ts-expect-error a figure of the broker is none of the control: it has no fsync of its own
  const asControl: Parameters<typeof isCalm>[2] = broker;
  // @ts-expect-error a second of the host has no latency
  const asSecond: HostSecond = { ...second({}), p99Ms: 900 };

  expect(isCalm(asSecond, LIMITS)).toBe(true);
  expect(asControl).toBe(broker);
});
