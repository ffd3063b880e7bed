import { expect, test } from "vitest";
import { ProcessTable } from "./process-table.ts";
import { HostOfFiles } from "./testing.ts";

function tableOf(host: HostOfFiles): ProcessTable {
  return new ProcessTable(
    host.proc,
    () =>
      new Map([
        [10, "harness"],
        [20, "stack"],
      ]),
  );
}

test("what each did between two readings, with whose it is", () => {
  const host = new HostOfFiles();
  const table = tableOf(host);
  host.process({ pid: 10, name: "npm test", ownMs: 100, writtenBytes: 50 });
  host.process({ pid: 20, name: "containerd-shim", ownMs: 10 });
  host.process({ pid: 21, name: "redis-server", parent: 20, ownMs: 500, writtenBytes: 1000 });
  host.process({ pid: 50, name: "cc1plus", ownMs: 70, writtenBytes: 0 });
  expect(table.read().map(({ cpuMs, writtenBytes }) => [cpuMs, writtenBytes])).toEqual([
    [0, undefined],
    [0, undefined],
    [0, 0],
    [0, 0],
  ]);

  host.process({ pid: 10, name: "npm test", ownMs: 130, writtenBytes: 90 });
  host.process({ pid: 21, name: "redis-server", parent: 20, ownMs: 520, writtenBytes: 5096 });
  host.process({ pid: 50, name: "cc1plus", ownMs: 970, writtenBytes: 64 });

  expect(table.read()).toEqual([
    { pid: 10, name: "npm test", owner: "harness", cpuMs: 30 },
    { pid: 20, name: "containerd-shim", owner: "stack", cpuMs: 0 },
    { pid: 21, name: "redis-server", owner: "stack", cpuMs: 20, writtenBytes: 4096 },
    { pid: 50, name: "cc1plus", owner: "others", cpuMs: 900, writtenBytes: 64 },
  ]);
});

test("a process that has started meanwhile did all of it meanwhile, also under a pid that was used before", () => {
  const host = new HostOfFiles();
  const table = tableOf(host);
  host.process({ pid: 50, name: "cc1plus", ownMs: 900 });
  table.read();
  host.process({ pid: 50, name: "ld", ownMs: 40, started: 2 });
  host.process({ pid: 51, name: "as", ownMs: 10, started: 2 });

  expect(table.read().map(({ name, cpuMs }) => [name, cpuMs])).toEqual([
    ["ld", 40],
    ["as", 10],
  ]);
});

test("what has ended counts with its parent, and what was known of it does not count again", () => {
  const host = new HostOfFiles();
  const table = tableOf(host);
  host.process({ pid: 50, name: "make", endedChildrenMs: 1000, writtenBytes: 100 });
  host.process({ pid: 51, name: "cc1plus", parent: 50, ownMs: 300, writtenBytes: 40 });
  table.read();
  host.ended(51);
  host.process({ pid: 50, name: "make", endedChildrenMs: 1750, writtenBytes: 200 });

  expect(table.read()).toEqual([{ pid: 50, name: "make", owner: "others", cpuMs: 450, writtenBytes: 60 }]);
});

test("what has ended below another that has ended does not count again either", () => {
  const host = new HostOfFiles();
  const table = tableOf(host);
  host.process({ pid: 50, name: "bash" });
  host.process({ pid: 51, name: "make", parent: 50, endedChildrenMs: 100 });
  host.process({ pid: 52, name: "cc1plus", parent: 51, ownMs: 30_000 });
  table.read();
  host.ended(51);
  host.ended(52);
  host.process({ pid: 50, name: "bash", endedChildrenMs: 30_500 });

  expect(table.read()).toEqual([{ pid: 50, name: "bash", owner: "others", cpuMs: 400 }]);
});

test("a child that nobody waited for takes nothing away from its parent", () => {
  const host = new HostOfFiles();
  const table = tableOf(host);
  host.process({ pid: 50, name: "daemon", ownMs: 10 });
  host.process({ pid: 51, name: "child", parent: 50, ownMs: 300 });
  table.read();
  host.ended(51);
  host.process({ pid: 50, name: "daemon", ownMs: 30 });

  expect(table.read()).toMatchObject([{ name: "daemon", cpuMs: 20 }]);
});
