import { expect, test } from "vitest";
import { z } from "zod";
import { runKeys } from "./run-keys.ts";
import { runHostConfig, runOptions, startInterval } from "./run-options.ts";

const keys = z.strictObject(runKeys);

test("what a service does not say is left to the engine", () => {
  const service = keys.parse({});

  expect(runOptions(service)).toEqual({});
  expect(runHostConfig(service)).toEqual({});
});

test("how a container is ended, and where it begins", () => {
  const service = keys.parse({ stop_grace_period: "1m", stop_signal: "SIGINT", working_dir: "/srv" });

  expect(runOptions(service)).toEqual({ StopTimeout: 60, StopSignal: "SIGINT", WorkingDir: "/srv" });
});

test("what its host grants it", () => {
  const service = keys.parse({
    ...{ init: true, read_only: true, shm_size: "64m", cpus: "1.5", cpu_shares: 512, cpuset: "0,1" },
    ...{
      mem_limit: "1g",
      mem_reservation: "512m",
      memswap_limit: "1g",
      pids_limit: 200,
      oom_score_adj: -500,
    },
    logging: { options: { "max-size": "20m", "max-file": 3 } },
    ulimits: { nofile: { soft: 20_000, hard: 40_000 }, nproc: 4_096 },
  });

  expect(runHostConfig(service)).toEqual({
    ...{ Init: true, ReadonlyRootfs: true, ShmSize: 2 ** 26, NanoCpus: 1.5e9, CpuShares: 512 },
    ...{ CpusetCpus: "0,1", Memory: 2 ** 30, MemoryReservation: 2 ** 29, MemorySwap: 2 ** 30 },
    ...{ PidsLimit: 200, OomScoreAdj: -500 },
    LogConfig: { Type: "json-file", Config: { "max-size": "20m", "max-file": "3" } },
    Ulimits: [
      { Name: "nofile", Soft: 20_000, Hard: 40_000 },
      { Name: "nproc", Soft: 4_096, Hard: 4_096 },
    ],
  });
});

test("limits of a deployment are limits", () => {
  const limits = { cpus: "0.5", memory: "256m", pids: 100 };
  const service = keys.parse({ deploy: { resources: { limits, reservations: { memory: "128m" } } } });

  expect(runHostConfig(service)).toEqual({
    ...{ NanoCpus: 5e8, Memory: 2 ** 28, MemoryReservation: 2 ** 27, PidsLimit: 100 },
  });
});

test("health is looked at more often while a container starts, where its service says so", () => {
  const times = { interval: "5s", timeout: "5s", retries: 3, start_period: "30s" };
  const check = { test: ["CMD", "true"] satisfies ["CMD", string], ...times };

  expect(startInterval({ healthcheck: check })).toEqual({});
  expect(startInterval({ healthcheck: { ...check, start_interval: "2s" } })).toEqual({ StartInterval: 2e9 });
});
