import { expect, test } from "vitest";
import { ContainerStandIn } from "./container-stand-in.ts";
import { killing, pause, pausing, stopping } from "./process.ts";

test("a SIGKILL is proved by the process that ended, and healed by another", async () => {
  const container = new ContainerStandIn();
  const fault = killing(container.service);

  expect(await fault.inject()).toBe("redis: process 1 ended with 137");
  expect(await fault.heal()).toBe("redis: process 2");
  expect(container.asked).toEqual(["SIGKILL", "start"]);
});

test("a graceful stop is one by SIGTERM, whenever the process ends, and whatever with", async () => {
  const container = new ContainerStandIn({ exitCode: 143, lingers: 2 });
  const fault = stopping(container.service);

  expect(await fault.inject()).toBe("redis: process 1 ended with 143");
  expect(await fault.heal()).toBe("redis: process 2");
  expect(container.asked).toEqual(["SIGTERM", "start"]);
});

test("a process that stands still is the same one when it goes on", async () => {
  const container = new ContainerStandIn();
  const fault = pausing(container.service);

  expect(await fault.inject()).toBe("redis: process 1 stands still");
  expect(container.current.paused).toBe(true);
  expect(await fault.heal()).toBe("redis: process 1 goes on");
  expect(container.current.paused).toBe(false);
});

test("an engine that fails to pause a container is asked again", async () => {
  const container = new ContainerStandIn({ unpausable: 2 });

  await pause(container.service);

  expect(container.asked).toEqual(["pause", "pause", "pause"]);
});

test.each([killing, stopping, pausing])("%o of what does not run lands nowhere", async (faultOf) => {
  const container = new ContainerStandIn();
  container.current.running = false;

  await expect(faultOf(container.service).inject()).rejects.toThrow("redis was not running");
  expect(container.asked).toEqual([]);
});
