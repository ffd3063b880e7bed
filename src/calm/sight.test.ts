import { expect, test } from "vitest";
import { HostOfFiles } from "./testing.ts";
import { ID, openHost, watchOf } from "./testing-watch.ts";

test("a kernel without pressure figures says so, and the rest is seen", () => {
  const without = new HostOfFiles();
  without.cpu({});
  without.process({ pid: 21, name: "redis-server", writtenBytes: 0 });
  without.write("proc/21/cgroup", `0::/docker/${ID}\n`);
  const { watch, passes } = watchOf(without);
  passes(1000);

  expect(watch.closedEyes).toEqual([
    "this kernel gives no pressure figures (/proc/pressure): whether programs wait for memory can't be seen",
  ]);
  expect(watch.seconds).toMatchObject([{ pressure: {}, othersCpuShare: 1 }]);
  expect(watch.seconds[0]).not.toHaveProperty("othersMemoryShare");
});

test("control groups of version 1 do not tell whose memory pressure it is, but their processor time", () => {
  const host = openHost();
  host.write("proc/21/cgroup", `2:cpu,cpuacct:/docker/${ID}\n0::/system.slice/containerd.service\n`);
  host.write(`sys/fs/cgroup/cpu,cpuacct/docker/${ID}/cpuacct.usage`, "0\n");
  const { watch, passes } = watchOf(host);
  host.cpu({ idleMs: 1000 });
  host.pressure("memory", 500_000);
  host.write(`sys/fs/cgroup/cpu,cpuacct/docker/${ID}/cpuacct.usage`, "1000000000\n");
  passes(1000);

  expect(watch.closedEyes).toEqual([
    "the containers' control groups give no pressure figures (version 1): whether others or the stack itself make programs wait for memory can't be seen",
  ]);
  expect(watch.seconds).toMatchObject([{ stackCpuShare: 0.5, othersCpuShare: 0, pressure: { memory: 0.5 } }]);
  expect(watch.seconds[0]).not.toHaveProperty("othersMemoryShare");
});

test.for([
  ["hidepid", (host: HostOfFiles) => host.ended(21)],
  [
    "a container's own numbering",
    (host: HostOfFiles) => {
      host.process({ pid: 21, name: "vitest", parent: 10 });
      host.write("proc/21/cgroup", "0::/\n");
    },
  ],
] as const)("under %s processes are hidden: nobody is blamed for what can't be told apart", ([, hide]) => {
  const host = openHost();
  hide(host);
  const { watch, passes } = watchOf(host);
  host.cpu({ stealMs: 100 });
  passes(1000);

  expect(watch.closedEyes[0]).toBe(
    "other processes are hidden from this one (it runs in a container, or /proc is mounted with hidepid): who uses processors and disk can't be seen",
  );
  expect(watch.seconds).toMatchObject([{ stealShare: 0.05, users: [] }]);
  expect(watch.seconds[0]).not.toHaveProperty("othersCpuShare");
  expect(watch.seconds[0]).not.toHaveProperty("othersWrittenBytes");
});

test("a user who may not see what others write says so", () => {
  const host = openHost();
  host.ended(21);
  host.process({ pid: 21, name: "redis-server", parent: 20 });
  host.write("proc/21/cgroup", `0::/docker/${ID}\n`);

  expect(watchOf(host).watch.closedEyes).toEqual([
    "this user may not see what processes of other users write: their use of the disk can't be seen",
  ]);
});

test("a stack whose containers are not seen says why, and this host is not blamed", () => {
  const unseen = "redis belongs to no stack of this host's engine";
  const host = openHost();
  const { watch, passes } = watchOf(host, { containers: [], unseen });
  host.pressure("memory", 900_000);
  passes(1000);

  expect(watch.closedEyes).toEqual([`${unseen}: what others do to the brokers' host can't be seen`]);
  expect(watch.seconds[0]).not.toHaveProperty("othersCpuShare");
  expect(watch.seconds[0]).not.toHaveProperty("othersMemoryShare");
});

test("a system without /proc has seconds in which nothing is seen", () => {
  const { watch, passes } = watchOf(new HostOfFiles());
  passes(1000);

  expect(watch.closedEyes).toEqual(["this host has no /proc: what others do to it can't be seen"]);
  expect(watch.seconds).toEqual([{ fromMs: 5_000, toMs: 6_000, pressure: {}, users: [] }]);
});
