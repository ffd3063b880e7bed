import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { execa } from "execa";
import { expect, onTestFinished, test } from "vitest";
import { FakeBroker, type Misdeeds } from "../src/brokers/fake/fake-broker.ts";
import { serveFake } from "../src/brokers/fake/fake-service.ts";
import { monotonicClock } from "../src/kernel/clock.ts";

const WITH_FAKE = new URL("../src/brokers/fake/list-fake.ts", import.meta.url).href;

/** Runs the command as a user does, on a fake broker. @param more of its options */
async function load(misdeeds: Misdeeds, more: readonly string[]) {
  const server = serveFake(new FakeBroker(monotonicClock, misdeeds)).listen(0, "127.0.0.1");
  onTestFinished(() => void server.close());
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const url = `fake://127.0.0.1:${port}?destination=frames`;
  const asked = ["--broker", "fake", "--url", url, "--rate", "100", "--duration", "1", "--warmup", "0"];
  // The speed is the host's, while other tests run: it is not judged here.
  const unhurried = ["--max-p99-ms", "60000"];
  return await execa(
    process.execPath,
    [join(import.meta.dirname, "load.ts"), ...asked, ...unhurried, ...more],
    // Its threads, too, are to know the fake.
    { env: { NODE_OPTIONS: `--import ${WITH_FAKE}` }, reject: false, stdin: "ignore" },
  );
}

test("a load in which frames are lost, come out twice or altered does not hold, and exits 1", async () => {
  const { exitCode, stdout, stderr } = await load({ loses: [5], duplicates: [7], corrupts: [9] }, [
    ...["--no-metrics", "--control"],
  ]);

  expect(stdout, stderr).toMatch(/✖ lost +2 frames, expected 0 frames/);
  expect(stdout).toMatch(/\nControl: the same load without a broker\n {2}received +p50 /);
  expect(stdout).toMatch(/✖ duplicated +1 frames/);
  expect(stdout).toMatch(/✖ corrupted +1 frames/);
  expect(stdout).toMatch(/The load test does not hold\.$/);
  expect(exitCode).toBe(1);
});

test("workers send and receive together, and each frame is accounted for", async () => {
  const { exitCode, stdout, stderr } = await load({ loses: [5] }, ["--workers", "2"]);

  expect(stdout, stderr).toMatch(/\n {2}attempted +100\n {2}confirmed +100\n/);
  expect(stdout).toMatch(/\n {2}received +99\n {2}lost +1 /);
  expect(stdout).toMatch(/\n {2}workers +results of 2 of 2; clocks within \d+\.\d+ ms of this process's\n/);
  expect(stdout).toMatch(/✖ lost +1 frames, expected 0 frames/);
  expect(exitCode).toBe(1);
});

test("what workers can't do is refused and never dropped", async () => {
  const told = await load({}, ["--workers", "2", "--metrics", "http://127.0.0.1:9/"]);
  expect(told).toMatchObject({ exitCode: 3, stderr: expect.stringContaining("--metrics with --workers") });
  const beside = await load({}, ["--workers", "2", "--control"]);
  expect(beside).toMatchObject({ exitCode: 3, stderr: expect.stringContaining("--control") });
  const idle = await load({}, ["--workers", "3", "--producers", "1", "--consumers", "1"]);
  expect(idle).toMatchObject({ exitCode: 3, stderr: expect.stringContaining("at most 2, one for each") });
});
