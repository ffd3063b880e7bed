import { expect, test } from "vitest";
import { StackRoots } from "./stack-roots.ts";
import { processesOf } from "./testing.ts";

const REDIS = { id: "648c", pid: 21, addresses: ["172.22.0.3"] };
const ARGUMENTS: Record<number, string[]> = {
  20: ["containerd-shim-runc-v2", "-namespace", "moby", "-id", "648c"],
  30: ["containerd-shim-runc-v2", "-namespace", "moby", "-id", "99ff"],
  41: ["docker-proxy", "-host-port", "6379", "-container-ip", "172.22.0.3", "-container-port", "6379"],
  42: ["docker-proxy", "-host-port", "5432", "-container-ip", "172.19.0.2", "-container-port", "5432"],
  43: ["docker-proxy"],
};
const argumentsOf = (pid: number) => ARGUMENTS[pid] ?? [];

test("each container with what keeps it, and what carries its traffic; nobody else's", () => {
  const processes = processesOf(
    [20, "containerd-shim", 1],
    [21, "redis-server", 20],
    [30, "containerd-shim", 1],
    [31, "postgres", 30],
    [41, "docker-proxy", 12],
    [42, "docker-proxy", 12],
    [43, "docker-proxy", 12],
    [44, "containerd", 12],
  );

  expect(new StackRoots({ containers: [REDIS] }, argumentsOf).among(processes)).toEqual([21, 20, 41]);
});

test("the network of a user's own engine is its stack's", () => {
  const processes = processesOf([50, "rootlesskit", 1], [51, "slirp4netns", 1]);

  expect(new StackRoots({ containers: [REDIS] }, argumentsOf).among(processes)).toEqual([21, 50, 51]);
});

test("a pid that is used again is looked at again", () => {
  const roots = new StackRoots({ containers: [REDIS] }, argumentsOf);
  expect(roots.among(processesOf([20, "containerd-shim", 1]))).toEqual([21, 20]);
  ARGUMENTS[20] = ["containerd-shim-runc-v2", "-id", "77aa"];

  expect(roots.among(processesOf([20, "containerd-shim", 1]))).toEqual([21, 20]);
  expect(roots.among(processesOf([20, "containerd-shim", 1, 999]))).toEqual([21]);
});

test("a container that comes later is one of them, and one that has gone is not", () => {
  const processes = processesOf([30, "containerd-shim", 1], [42, "docker-proxy", 12]);
  const roots = new StackRoots({ containers: [] }, argumentsOf);
  expect(roots.among(processes)).toEqual([]);

  roots.renew({ containers: [{ id: "99ff", pid: 31, addresses: ["172.19.0.2"] }] });
  expect(roots.among(processes)).toEqual([31, 30, 42]);

  roots.renew({ containers: [] });
  expect(roots.among(processes)).toEqual([]);
});

test("where containers come and go, one that nobody knows yet is the run's, as is the engine; a stranger's is not", () => {
  const processes = processesOf(
    [20, "containerd-shim", 1],
    [30, "containerd-shim", 1],
    [44, "containerd", 12],
    [12, "dockerd", 1],
    [60, "containerd-shim", 1],
  );
  ARGUMENTS[20] = ["containerd-shim-runc-v2", "-namespace", "moby", "-id", "new"];
  ARGUMENTS[60] = ["containerd-shim-runc-v2", "-namespace", "k8s.io", "-id", "new"];
  const roots = new StackRoots({ containers: [], strangers: ["99ff"] }, argumentsOf);

  expect(roots.among(processes)).toEqual([20]);
  expect(roots.engineAmong(processes)).toEqual([44, 12]);
  expect(new StackRoots({ containers: [] }, argumentsOf).engineAmong(processes)).toEqual([]);
});
