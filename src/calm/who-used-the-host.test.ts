import { expect, test } from "vitest";
import type { HostSecond } from "./host-second.ts";
import { whoUsedTheHost } from "./who-used-the-host.ts";

const MIB = 2 ** 20;

function second(seen: Partial<HostSecond>): HostSecond {
  return { fromMs: 0, toMs: 1000, pressure: {}, users: [], ...seen };
}

const COMPILERS: HostSecond[] = [
  second({
    othersCpuShare: 0.7,
    users: [
      { pid: 4711, name: "cc1plus", cpuShare: 0.48, writtenBytes: 0 },
      { pid: 4712, name: "rustc", cpuShare: 0.22, writtenBytes: 0 },
    ],
  }),
  second({
    othersCpuShare: 0.52,
    users: [{ pid: 4711, name: "cc1plus", cpuShare: 0.48, writtenBytes: 0 }],
  }),
];

test("who used the processors, how much of them, and what to do", () => {
  expect(whoUsedTheHost({ seconds: COMPILERS })).toBe(
    "others used 61 % of the processors meanwhile: cc1plus (pid 4711) 48 %, rustc (pid 4712) 11 %; stop them, or run again when they have ended",
  );
});

test("who wrote to disks", () => {
  const users = [{ pid: 60, name: "MainThread", cpuShare: 0.001, writtenBytes: 4.1 * MIB }];

  expect(whoUsedTheHost({ seconds: [second({ othersWrittenBytes: 4.2 * MIB, users })] })).toBe(
    "others wrote 4.2 MiB/s to disks: node (pid 60) 4.1 MiB/s; stop them, or run again when they have ended",
  );
});

test("the largest writer is named among those who used the processors more", () => {
  const busy = [1, 2, 3].map((pid) => ({ pid, name: "cc", cpuShare: pid / 10, writtenBytes: 0 }));
  const users = [...busy, { pid: 60, name: "dd", cpuShare: 0, writtenBytes: 4 * MIB }];

  expect(
    whoUsedTheHost({ seconds: [second({ othersCpuShare: 0.6, othersWrittenBytes: 4 * MIB, users })] }),
  ).toBe(
    "others used 60 % of the processors meanwhile: cc (pid 3) 30 %, cc (pid 2) 20 %; others wrote 4.0 MiB/s to disks: dd (pid 60) 4.0 MiB/s; stop them, or run again when they have ended",
  );
});

test("what ended before it could be read has no name", () => {
  expect(whoUsedTheHost({ seconds: [second({ othersCpuShare: 0.3 })] })).toBe(
    "others used 30 % of the processors meanwhile; stop them, or run again when they have ended",
  );
});

test("of many users the three largest are named", () => {
  const users = [1, 2, 3, 4].map((pid) => ({ pid, name: "cc", cpuShare: pid / 10, writtenBytes: 0 }));

  expect(whoUsedTheHost({ seconds: [second({ othersCpuShare: 1, users })] })).toBe(
    "others used 100 % of the processors meanwhile: cc (pid 4) 40 %, cc (pid 3) 30 %, cc (pid 2) 20 %; stop them, or run again when they have ended",
  );
});

test("what nobody on this host can stop", () => {
  expect(whoUsedTheHost({ seconds: [second({ stealShare: 0.2, othersMemoryShare: 0.05 })] })).toBe(
    "the hypervisor took away 20 % of the processors; other programs waited for memory in 5 % of the time; run again later, or on a host that is not shared",
  );
});

test.for([[[]], [[second({ othersCpuShare: 0.004 })]]] as const)(
  "of a quiet host nobody is named",
  ([seconds]) => {
    expect(whoUsedTheHost({ seconds })).toBe("nobody who can be seen used the host meanwhile");
  },
);
