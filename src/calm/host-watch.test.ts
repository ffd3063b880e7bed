import { expect, test } from "vitest";
import { pressureText } from "./testing.ts";
import { GROUP, ID, openHost, watchOf } from "./testing-watch.ts";

const MIB = 2 ** 20;

test("what is left of all processors, when everyone else's is taken away, is others'", () => {
  const host = openHost();
  const { watch, passes } = watchOf(host);
  host.cpu({ idleMs: 400, stealMs: 100, interruptMs: 60 });
  host.process({ pid: 2, name: "kthreadd", isKernel: true, ownMs: 40 });
  host.process({ pid: 10, name: "npm test", ownMs: 200 });
  host.process({ pid: 50, name: "cc1plus", ownMs: 600, writtenBytes: 3 * MIB });
  host.write(`${GROUP}/cpu.stat`, "usage_usec 600000\n");
  passes(1000);

  expect(watch.seconds).toEqual([
    {
      fromMs: 5_000,
      toMs: 6_000,
      othersCpuShare: 600 / 2000,
      stealShare: 0.05,
      stackCpuShare: 0.3,
      harnessCpuShare: 0.1,
      pressure: { cpu: 0, io: 0, memory: 0 },
      othersMemoryShare: 0,
      othersWrittenBytes: 3 * MIB,
      stackWrittenBytes: 0,
      users: [{ pid: 50, name: "cc1plus", cpuShare: 0.3, writtenBytes: 3 * MIB }],
    },
  ]);
  expect(watch.closedEyes).toEqual([]);
});

test("what the stack's own containers use, write and wait for is not others'", () => {
  const host = openHost();
  const { watch, passes } = watchOf(host);
  host.cpu({ idleMs: 0 });
  host.pressure("cpu", 900_000);
  host.pressure("io", 500_000);
  host.pressure("memory", 300_000);
  host.process({ pid: 21, name: "redis-server", parent: 20, ownMs: 1990, writtenBytes: 50 * MIB });
  host.write(`${GROUP}/cpu.stat`, "usage_usec 2000000\n");
  host.write(`${GROUP}/memory.pressure`, pressureText(300_000));
  passes(1000);

  expect(watch.seconds).toMatchObject([
    {
      othersCpuShare: 0,
      stackCpuShare: 1,
      othersMemoryShare: 0,
      othersWrittenBytes: 0,
      stackWrittenBytes: 50 * MIB,
      pressure: { cpu: 0.9, io: 0.5, memory: 0.3 },
      users: [],
    },
  ]);
});

test("a container that is started again goes on counting, under another process", () => {
  const host = openHost();
  host.write(`${GROUP}/cpu.stat`, "usage_usec 9000000\n");
  const { watch, passes } = watchOf(host);
  host.cpu({ idleMs: 1200 });
  host.ended(21);
  host.ended(20);
  host.process({ pid: 30, name: "containerd-shim", started: 9 });
  host.write("proc/30/cmdline", `containerd-shim-runc-v2\0-id\0${ID}\0`);
  host.process({ pid: 31, name: "redis-server", parent: 30, ownMs: 500, started: 9 });
  host.write(`${GROUP}/cpu.stat`, "usage_usec 800000\n");
  passes(1000);

  expect(watch.seconds).toMatchObject([{ stackCpuShare: 0.4, othersCpuShare: 0, users: [] }]);
});

test("without control groups the stack's processes tell what it used", () => {
  const host = openHost();
  host.write("proc/21/cgroup", "0::/user.slice\n");
  const { watch, passes } = watchOf(host);
  host.cpu({ idleMs: 1400 });
  host.process({ pid: 21, name: "redis-server", parent: 20, ownMs: 600, writtenBytes: MIB });
  passes(1000);

  expect(watch.seconds).toMatchObject([{ stackCpuShare: 0.3, othersCpuShare: 0, stackWrittenBytes: MIB }]);
});

test("each second is told once, and disposing tells what is left unless that is short", () => {
  const host = openHost();
  const { watch, passes } = watchOf(host);
  for (const _ of [1, 2]) passes(1000);
  passes(700);
  watch[Symbol.dispose]();
  passes(5000);

  expect(watch.seconds.map(({ fromMs, toMs }) => [fromMs, toMs])).toEqual([
    [5_000, 6_000],
    [6_000, 7_000],
    [7_000, 7_700],
  ]);
  expect(watch.cost.readings).toBe(4);
});

test("a rest of less than half a second is none", () => {
  const { watch, passes } = watchOf(openHost());
  passes(1000);
  passes(300);
  watch[Symbol.dispose]();

  expect(watch.seconds).toHaveLength(1);
});

test("where many processes run they are read less often, and their use counts evenly", () => {
  const host = openHost();
  for (let pid = 100; pid < 600; pid++) host.process({ pid, name: "idle" });
  const { watch, passes } = watchOf(host);
  for (const idleMs of [2000, 4000]) {
    host.cpu({ idleMs });
    passes(1000);
  }
  expect(watch.seconds).toEqual([]);
  host.cpu({ idleMs: 4500 });
  host.process({ pid: 10, name: "npm test", ownMs: 600 });
  passes(1000);

  expect(watch.seconds.map(({ harnessCpuShare }) => harnessCpuShare)).toEqual([0.1, 0.1, 0.1]);
  expect(watch.seconds.map(({ othersCpuShare }) => othersCpuShare)).toEqual([0, 0, 0.65]);
});

test("where containers come and go, those that run now are the stack's", async () => {
  const host = openHost();
  host.process({ pid: 60, name: "containerd-shim" });
  host.write("proc/60/cmdline", "containerd-shim-runc-v2\0-id\0late\0");
  const late = { id: "late", pid: 61, addresses: [] };
  const { watch, passes } = watchOf(host, {
    containers: [{ id: ID, pid: 21, addresses: [] }],
    strangers: [],
    again: () => Promise.resolve({ containers: [late], strangers: [] }),
  });
  host.cpu({ idleMs: 2000 });
  passes(1000);
  await new Promise(setImmediate);
  host.cpu({ idleMs: 3000 });
  host.process({ pid: 61, name: "redis-server", parent: 60, ownMs: 1000 });
  passes(1000);

  expect(watch.seconds.map(({ othersCpuShare }) => othersCpuShare)).toEqual([0, 0]);
});
