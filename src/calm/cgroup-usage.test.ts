import { expect, test } from "vitest";
import { usageOfCpuacct, usageOfCpuStat, writtenOfIoStat } from "./cgroup-usage.ts";

test("a group of version 2 tells its processor time in µs", () => {
  expect(usageOfCpuStat("usage_usec 8491102\nuser_usec 6578997\nsystem_usec 1912104\n")).toBe(8491.102);
  expect(usageOfCpuStat("")).toBeUndefined();
});

test("a group of version 1 tells it in ns", () => {
  expect(usageOfCpuacct("47001410574\n")).toBe(47_001.410574);
  expect(usageOfCpuacct("")).toBeUndefined();
});

test("what was written is the sum over disks", () => {
  const recorded =
    "254:0 rbytes=4096 wbytes=1000 rios=1 wios=1 dbytes=0 dios=0\n7:1 rbytes=0 wbytes=24 rios=0 wios=1 dbytes=0 dios=0\n";

  expect(writtenOfIoStat(recorded)).toBe(1024);
  expect(writtenOfIoStat("")).toBe(0);
});
