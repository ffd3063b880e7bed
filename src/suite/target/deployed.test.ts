import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { deployedStack, sweepAbandonedDestinations } from "./deployed.ts";

function target(text: string): void {
  const folder = mkdtempSync(join(tmpdir(), "deployed-"));
  const file = join(folder, "staging.yaml");
  writeFileSync(file, text);
  vi.stubEnv("SIGNOFF_TARGET", file);
  onTestFinished(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
  });
}

test("the services of a target are those that its file of addresses names", async () => {
  target('redis: { url: "redis://10.0.0.5:7000" }');

  const [redis] = await (await deployedStack()).start("redis");

  expect(await redis.address(6379)).toEqual({ host: "10.0.0.5", port: 7000 });
});

test("what the file does not name is not there, and the file is where to add it", async () => {
  target('redis: { url: "redis://10.0.0.5" }');

  expect(await (await deployedStack()).lacks("redis", "rabbitmq")).toEqual({
    kind: "target",
    text: "the file of addresses has no rabbitmq: add it to that file",
  });
});

test("a stack of the run's own has no deployed services, so that nothing is swept from any", async () => {
  vi.stubEnv("SIGNOFF_TARGET", "");
  // Whoever asked an engine what runs would fail.
  vi.stubEnv("DOCKER_HOST", "unix:///run/nobody.sock");
  onTestFinished(() => void vi.unstubAllEnvs());

  expect(await (await deployedStack()).lacks("redis")).toMatchObject({ kind: "target" });
  await expect(sweepAbandonedDestinations()).resolves.toBeUndefined();
});
