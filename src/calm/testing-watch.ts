import { onTestFinished, vi } from "vitest";
import { HostWatch } from "./host-watch.ts";
import type { SeenStack } from "./seen-stack.ts";
import { HostOfFiles, pressureText } from "./testing.ts";

export const ID = "648c54118425";
/** Of one container. */
const STACK: SeenStack = { containers: [{ id: ID, pid: 21, addresses: [] }] };
/** Its control group of version 2. */
export const GROUP = `sys/fs/cgroup/docker/${ID}`;

/** A host with control groups of version 2, on which everything can be seen. */
export function openHost(): HostOfFiles {
  const host = new HostOfFiles();
  host.cpu({});
  host.pressure("cpu", 0);
  host.pressure("io", 0);
  host.pressure("memory", 0);
  host.process({ pid: 2, name: "kthreadd", isKernel: true });
  host.process({ pid: 10, name: "npm test" });
  host.process({ pid: 20, name: "containerd-shim" });
  host.process({ pid: 21, name: "redis-server", parent: 20, writtenBytes: 0 });
  host.process({ pid: 50, name: "cc1plus", writtenBytes: 0 });
  host.write("proc/20/cmdline", `containerd-shim-runc-v2\0-id\0${ID}\0`);
  host.write("proc/21/cgroup", `0::/docker/${ID}\n`);
  host.write(`${GROUP}/cpu.stat`, "usage_usec 0\n");
  host.write(`${GROUP}/io.stat`, "");
  host.write(`${GROUP}/memory.pressure`, pressureText(0));
  return host;
}

/** A watch whose clock stands still until it is moved on. */
export function watchOf({ proc, sys }: HostOfFiles, stack = STACK) {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  onTestFinished(() => {
    vi.useRealTimers();
  });
  let nowMs = 5_000;
  const watch = new HostWatch({ stack, proc, sys, pid: 10, clock: { now: () => nowMs } });
  onTestFinished(() => watch[Symbol.dispose]());
  const passes = (ms: number) => {
    nowMs += ms;
    vi.advanceTimersByTime(ms);
  };
  return { watch, passes };
}
