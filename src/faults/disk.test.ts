import { expect, test } from "vitest";
import { Undetermined } from "../kernel/undetermined.ts";
import { type Disk, NodeDisks } from "./disk.ts";

/** A disk that writes down what is done to it. */
function diskOf(log: string[], name: string, { losesUnsynced = true, file = "" } = {}): Disk {
  return {
    cutPower: async () => void log.push(`${name} is cut`),
    lostUnsynced: async () => losesUnsynced,
    fill: async () => 100,
    free: async () => void log.push(`${name} has room`),
    tear: async () => {
      if (!file) throw new Error(`${name} has no such file`);
      return file;
    },
  };
}

test("the disks of a node lose their power together, and each has to have lost what was not fsynced", async () => {
  const log: string[] = [];
  const disks = new NodeDisks("redis", [diskOf(log, "one"), diskOf(log, "two")]);

  await disks.cutPower();

  expect(log).toEqual(["one is cut", "two is cut"]);
  expect(await disks.lostUnsynced()).toBe(true);
  const kept = diskOf(log, "two", { losesUnsynced: false });
  expect(await new NodeDisks("redis", [diskOf(log, "one"), kept]).lostUnsynced()).toBe(false);
});

test("they are filled and emptied together", async () => {
  const log: string[] = [];
  const disks = new NodeDisks("redis", [diskOf(log, "one"), diskOf(log, "two")]);

  expect(await disks.fill()).toBe(200);
  await disks.free();
  expect(log).toEqual(["one has room", "two has room"]);
});

test("the file that is torn is on whichever disk has one", async () => {
  const one = diskOf([], "one");

  expect(await new NodeDisks("redis", [one, diskOf([], "two", { file: "1.aof" })]).tear("*.aof")).toBe(
    "1.aof",
  );
  await expect(new NodeDisks("redis", [one]).tear("*.aof")).rejects.toThrow("one has no such file");
});

test("a node without a volume has no disk whose power could be cut", async () => {
  const none = new NodeDisks("redis", []);

  await expect(none.cutPower()).rejects.toThrow(Undetermined);
  await expect(none.fill()).rejects.toThrow("redis has no disk: docker-compose.yml gives it no volume");
  await expect(none.free()).resolves.toBeUndefined();
});
