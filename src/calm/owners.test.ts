import { expect, test } from "vitest";
import { ownerOf, type Roots } from "./owners.ts";
import { processesOf } from "./testing.ts";

const PROCESSES = processesOf(
  [2, "kthreadd", 0],
  [40, "kworker/0:1", 2],
  [10, "npm test", 5],
  [11, "node", 10],
  [12, "dockerd", 11],
  [20, "containerd-shim", 12],
  [21, "redis-server", 20],
  [30, "containerd-shim", 1],
  [31, "postgres", 30],
  [50, "cc1plus", 5],
);
const ROOTS: Roots = new Map([
  [10, "harness"],
  [20, "stack"],
]);

test.for([
  ["a thread of the kernel", 40, "kernel"],
  ["the run's top", 10, "harness"],
  ["what it has started", 12, "harness"],
  ["a container's process, also below an engine that the run has started", 21, "stack"],
  ["what keeps the container", 20, "stack"],
  ["another stack's container", 31, "others"],
  ["anything else", 50, "others"],
] as const)("%s: process %i is the %s's", ([, pid, owner]) => {
  const process = PROCESSES.get(pid);

  expect(process && ownerOf(process, PROCESSES, ROOTS)).toBe(owner);
});

test("what an engine does itself is the stack's, and not what runs below it", () => {
  const processes = processesOf([12, "dockerd", 1], [13, "buildkit-runc", 12], [14, "cc1plus", 13]);
  const roots: Roots = new Map([[12, "engine"]]);
  const owners = [...processes.values()].map((each) => ownerOf(each, processes, roots));

  expect(owners).toEqual(["stack", "others", "others"]);
});
