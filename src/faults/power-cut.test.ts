import { expect, test } from "vitest";
import { Undetermined } from "../kernel/undetermined.ts";
import { ContainerStandIn } from "./container-stand-in.ts";
import type { Disk } from "./disk.ts";
import { diskFull, powerCut, tornTail } from "./power-cut.ts";

/** A disk that writes down what is done to it beside what is done to its container. */
function diskOf(container: ContainerStandIn, { losesUnsynced = true } = {}): Disk {
  return {
    cutPower: async () => void container.asked.push("power is cut"),
    lostUnsynced: async () => losesUnsynced,
    tear: async (pattern: string) => `${pattern.replace("*", "1")}.incr.aof`,
    fill: async () => 200,
    free: async () => void container.asked.push("room is made"),
  };
}

test("a machine without power stands still before its disk does, and ends then", async () => {
  const container = new ContainerStandIn();
  const fault = powerCut(container.service, diskOf(container));

  expect(await fault.inject()).toBe("redis: disk shut down without its log, process 1 ended with 137");
  expect(await fault.heal()).toBe("redis: what was not fsynced is gone; process 2");
  expect(container.asked).toEqual(["pause", "power is cut", "SIGKILL", "start"]);
});

test("a disk that kept what was not fsynced has had power all along", async () => {
  const container = new ContainerStandIn();
  const fault = powerCut(container.service, diskOf(container, { losesUnsynced: false }));
  await fault.inject();

  await expect(fault.heal()).rejects.toThrow(Undetermined);
  expect(container.asked).not.toContain("start");
});

test("a record is torn once nobody writes any more, and the file is named", async () => {
  const container = new ContainerStandIn();
  const fault = tornTail(container.service, diskOf(container), "appendonlydir/*");

  expect(await fault.inject()).toBe(
    "redis: process 1 ended with 137, appendonlydir/1.incr.aof ends in half a record",
  );
  expect(await fault.heal()).toBe("redis: process 2");
});

test("a process that outlived a full disk goes on by itself", async () => {
  const container = new ContainerStandIn();
  const fault = diskFull(container.service, diskOf(container));

  expect(await fault.inject()).toBe("redis: 200 MiB of its disk were free and are taken");
  expect(await fault.heal()).toBe("redis: there is room again");
  expect(container.asked).toEqual(["room is made"]);
});

test("a process that a full disk has ended is started, once there is room", async () => {
  const container = new ContainerStandIn({ exitCode: 1 });
  const fault = diskFull(container.service, diskOf(container));
  await fault.inject();
  await container.signal("SIGTERM");

  expect(await fault.heal()).toBe("redis: it had ended with 1; process 2");
  expect(container.asked).toEqual(["SIGTERM", "room is made", "start"]);
});
