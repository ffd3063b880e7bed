import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect, onTestFinished, test } from "vitest";
import { exclusively } from "./exclusively.mjs";
import { scratchFolder } from "./scratch-folder.ts";

/** Says what it does and stays inside until its standard input ends. A room has place for one: a second one in it fails. */
const CALLER = `
  import { mkdirSync, rmdirSync } from "node:fs";
  import { exclusively } from "./exclusively.mjs";
  const [, name, room] = process.argv;
  await exclusively(name, async () => {
    mkdirSync(room);
    console.log("inside");
    for await (const chunk of process.stdin) void chunk;
    rmdirSync(room);
  });
  console.log("outside");
`;

interface Caller {
  process: ChildProcess;
  /** The next line that it prints; undefined once it has ended. */
  says(): Promise<string | undefined>;
  leave(): void;
}

function callerOf(name: string, room: string): Caller {
  const child = spawn(process.execPath, ["--input-type=module", "--eval", CALLER, name, room], {
    cwd: import.meta.dirname,
    stdio: ["pipe", "pipe", "inherit"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    process: child,
    says: async () => (await lines.next()).value,
    leave: () => child.stdin.end(),
  };
}

function uniqueName(): string {
  return `test-${randomUUID()}`;
}

function makeFolder(): string {
  return scratchFolder("exclusively-");
}

test("a second process waits until the first has left", async () => {
  const [name, room] = [uniqueName(), join(makeFolder(), "room")];
  const first = callerOf(name, room);
  expect(await first.says()).toBe("inside");

  const second = callerOf(name, room);
  expect(await second.says()).toContain(`${name}: another run is at it`);
  first.leave();

  expect(await first.says()).toBe("outside");
  expect(await second.says()).toBe("inside");
});

test("of several that wait, one enters after the other", async () => {
  const [name, room] = [uniqueName(), join(makeFolder(), "room")];
  const first = callerOf(name, room);
  expect(await first.says()).toBe("inside");
  const others = [callerOf(name, room), callerOf(name, room), callerOf(name, room)];
  for (const other of others) expect(await other.says()).toContain("another run is at it");

  for (const caller of [first, ...others]) caller.leave();

  const said = await Promise.all(others.map(async (other) => [await other.says(), await other.says()]));
  expect(said).toEqual(others.map(() => ["inside", "outside"]));
});

test("what a killed process held is free", async () => {
  const [name, folder] = [uniqueName(), makeFolder()];
  const first = callerOf(name, join(folder, "first"));
  expect(await first.says()).toBe("inside");
  const second = callerOf(name, join(folder, "second"));
  expect(await second.says()).toContain("another run is at it");

  first.process.kill("SIGKILL");

  expect(await once(first.process, "exit")).toEqual([null, "SIGKILL"]);
  expect(await second.says()).toBe("inside");
});

test("another name does not wait", async () => {
  const first = callerOf(uniqueName(), join(makeFolder(), "room"));
  expect(await first.says()).toBe("inside");

  await expect(exclusively(uniqueName(), async () => "inside as well")).resolves.toBe("inside as well");
});

test("what failed inside is thrown, and the lock is free again", async () => {
  const name = uniqueName();

  await expect(exclusively(name, () => Promise.reject(new Error("disk full")))).rejects.toThrow("disk full");
  await expect(exclusively(name, async () => "entered")).resolves.toBe("entered");
});
