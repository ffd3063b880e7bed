import { expect, test } from "vitest";
import { Undetermined } from "../kernel/undetermined.ts";
import { notYet } from "../kernel/wait.ts";
import type { RunningService } from "../stack/running-service.ts";
import { ContainerStandIn } from "./container-stand-in.ts";
import { kill, landed, startAgain, stateOf } from "./kill.ts";

test("a process that ends by the signal was killed", async () => {
  const container = new ContainerStandIn();

  const { before, after } = await kill(container.service);

  expect([before.pid, after.exitCode]).toEqual([1, 137]);
});

test.each([
  ["does not end", { ignores: ["SIGKILL"] }, "running as 1 since start 1"],
  ["ends by itself", { exitCode: 0 }, "ended with 0"],
])("a process that %s was not killed", async (_, odd, seen) => {
  const killed = kill(new ContainerStandIn(odd).service, 1);

  await expect(killed).rejects.toThrow(Undetermined);
  await expect(killed).rejects.toThrow(`redis ends by SIGKILL: not so after 1 ms (last answer: ${seen})`);
});

test("what does not run, or is gone, cannot be killed, and is not signalled", async () => {
  const stopped = new ContainerStandIn();
  stopped.current.running = false;
  const gone = { name: "redis", state: () => Promise.reject(new Error("no such container")) };

  await expect(kill(stopped.service)).rejects.toThrow("redis was not running before the fault");
  expect(stopped.asked).toEqual([]);
  await expect(stateOf(gone as unknown as RunningService)).rejects.toThrow(
    "redis is gone: no such container",
  );
});

test("a container is healed once another process has taken its place", async () => {
  const container = new ContainerStandIn();
  const killed = await kill(container.service);

  expect(await startAgain(container.service, killed)).toMatchObject({ running: true, pid: 2 });
});

test.each(["same process", "never"] as const)("a container is not healed by %s", async (restart) => {
  const container = new ContainerStandIn({ restart });
  const killed = await kill(container.service);

  await expect(startAgain(container.service, killed, 1)).rejects.toThrow(Undetermined);
});

test("a proof that does not come leaves the fault open, with the last thing seen", async () => {
  await expect(landed("packets are dropped", () => notYet("none was"), 1)).rejects.toThrow(
    new Undetermined("packets are dropped: not so after 1 ms (last answer: none was)"),
  );
});
