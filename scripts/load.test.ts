import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { execa } from "execa";
import { expect, onTestFinished, test } from "vitest";
import { FakeBroker, type Misdeeds } from "../src/brokers/fake/fake-broker.ts";
import { serveFake } from "../src/brokers/fake/fake-service.ts";
import { monotonicClock } from "../src/kernel/clock.ts";

const WITH_FAKE = new URL("../src/brokers/fake/list-fake.ts", import.meta.url).href;

/** Runs the command as a user does, on a fake broker. */
async function load(misdeeds: Misdeeds) {
  const server = serveFake(new FakeBroker(monotonicClock, misdeeds)).listen(0, "127.0.0.1");
  onTestFinished(() => void server.close());
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const url = `fake://127.0.0.1:${port}?destination=frames`;
  const asked = ["--broker", "fake", "--url", url, "--rate", "100", "--duration", "1", "--warmup", "0"];
  // The speed is the host's, while other tests run: it is not judged here.
  const unhurried = ["--max-p99-ms", "60000", "--no-metrics", "--control"];
  return await execa(
    process.execPath,
    [join(import.meta.dirname, "load.ts"), ...asked, ...unhurried],
    // Its threads, too, are to know the fake.
    { env: { NODE_OPTIONS: `--import ${WITH_FAKE}` }, reject: false, stdin: "ignore" },
  );
}

test("a load in which frames are lost, come out twice or altered does not hold, and exits 1", async () => {
  const { exitCode, stdout, stderr } = await load({ loses: [5], duplicates: [7], corrupts: [9] });

  expect(stdout, stderr).toMatch(/✖ lost +2 frames, expected 0 frames/);
  expect(stdout).toMatch(/\nControl: the same load without a broker\n {2}received +p50 /);
  expect(stdout).toMatch(/✖ duplicated +1 frames/);
  expect(stdout).toMatch(/✖ corrupted +1 frames/);
  expect(stdout).toMatch(/The load test does not hold\.$/);
  expect(exitCode).toBe(1);
});
