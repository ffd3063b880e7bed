import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { Problem } from "../kernel/problem.ts";
import { ROOT, readComposeFile, serviceOf } from "../stack/compose-file.ts";
import type { RunningService } from "../stack/running-service.ts";
import { bytesOnVolumes, changedImages, mustRun } from "./preflight.ts";
import { Snapshot } from "./snapshot.ts";

const state = (service: string, isRunning = true) => ({ service, isRunning });

test("a stack whose brokers run can be rolled back, whatever else is stopped", () => {
  const running = [{ name: "redis" }, { name: "rabbitmq" }];

  expect(() =>
    mustRun(
      [state("redis"), state("rabbitmq"), state("grafana", false), state("redis-exporter", false)],
      running,
    ),
  ).not.toThrow();
});

test.each([
  [
    "redis-replica-1, rabbitmq-2 stopped",
    [state("redis"), state("redis-replica-1", false), state("rabbitmq-2", false)],
    [{ name: "redis" }],
  ],
  ["no broker", [state("grafana")], [{ name: "grafana" }]],
  ["no broker", [], []],
])("frames cannot be exported first: %s", (seen, states, running) => {
  expect(() => mustRun(states, running)).toThrow(Problem);
  expect(() => mustRun(states, running)).toThrow(`saw ${seen}\n`);
});

test("a service changes its image by the id that was kept, else by its name", () => {
  const root = mkdtempSync(join(tmpdir(), "preflight-"));
  onTestFinished(() => rmSync(root, { recursive: true }));
  for (const part of ["docker-compose.yml", "config"])
    cpSync(join(ROOT, part), join(root, part), { recursive: true });
  const snapshot = Snapshot.take(root, "good", { redis: "sha256:1" });
  const compose = readComposeFile({ root });
  const runs = (name: string, imageId: string, image = serviceOf(compose, name).image) =>
    ({ name, imageId, service: { image } }) as RunningService;
  const { image } = serviceOf(compose, "redis");

  expect(
    changedImages(snapshot, [runs("redis", "sha256:1", "redis:next"), runs("rabbitmq", "sha256:7")]),
  ).toEqual([]);
  expect(
    changedImages(snapshot, [runs("redis", "sha256:2"), runs("rabbitmq", "sha256:7", "rabbitmq:next")]),
  ).toEqual([
    `redis runs ${image} in place of ${image}`,
    `rabbitmq runs ${serviceOf(compose, "rabbitmq").image} in place of rabbitmq:next`,
  ]);
});

test("what a service has on its volumes is counted, in bytes, and files that it only mounts are not", async () => {
  const mount = (kind: string, target: string) => ({ kind, source: "x", target, readOnly: false });
  const exec = async ([, , folder]: string[]) => `${folder === "/data" ? 3 : 1000}\t${folder}\n`;
  const on = (...volumes: unknown[]) => ({ service: { volumes }, exec }) as unknown as RunningService;

  expect(await bytesOnVolumes(on(mount("bind", "/etc/x"), mount("volume", "/data")))).toBe(3 * 1024);
  expect(await bytesOnVolumes(on(mount("bind", "/etc/x")))).toBe(0);
});
