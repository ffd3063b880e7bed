import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Problem } from "../kernel/problem.ts";
import type { ComposedStack } from "../stack/composed-stack.ts";
import { journalBegun } from "./destination-stand-in.ts";
import { alertNamed, ruleNamed, runningPrometheus } from "./prometheus-stand-in.ts";
import { quiet, rollbackSteps, saying } from "./rollback.ts";
import type { Snapshot } from "./snapshot.ts";

const nothing = () => undefined;
const failing = (error: Error) => saying({ name: "Redis exported", ensure: () => Promise.reject(error) });

/** A stack whose producers print this, and that is asked so. */
function stackPrinting(log: string) {
  const asked: string[][] = [];
  const stack = {
    compose: async (...args: string[]) => void asked.push(args),
    log: async () => log,
    running: async () => [],
  };
  return { stack: stack as unknown as ComposedStack, asked };
}

test("nothing is changed before the export was verified, and producers start last", () => {
  using journal = journalBegun();
  const names = rollbackSteps(stackPrinting("").stack, journal, {} as Snapshot).map(({ name }) => name);
  const order = [
    "Producers stopped",
    "Export verified",
    "Previous configuration restored",
    "Frames compared",
  ];

  expect(names.filter((name) => order.includes(name))).toEqual(order);
  expect(names.slice(-2)).toEqual(["Producers started", "Triggers quiet"]);
});

test("producers are stopped, and what they printed is kept for their owner alone, without credentials", async () => {
  using journal = journalBegun();
  journal.entry.producers.push("rtsp-capture");
  const { stack, asked } = stackPrinting("sending to redis://u:s3cret@redis\n");
  const [stop] = rollbackSteps(stack, journal, {} as Snapshot);

  expect(await stop?.ensure(nothing)).toBe("rtsp-capture");
  expect(asked).toEqual([["stop", "rtsp-capture"]]);
  const file = join(journal.folder, "producers/rtsp-capture.log");
  expect(readFileSync(file, "utf8")).toMatch(/^sending to redis:\/\/.*\*\*\*.*redis\n$/);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test("where no producer ran none is stopped or started, and no Prometheus leaves the triggers open", async () => {
  using journal = journalBegun();
  const { stack, asked } = stackPrinting("");
  const steps = rollbackSteps(stack, journal, {} as Snapshot);
  const said = (name: string) => steps.find((step) => step.name === name)?.ensure(nothing);

  expect(await said("Producers stopped")).toBe("none ran");
  expect(await said("Producers started")).toBe("none ran");
  expect(await said("Triggers quiet")).toBe("not looked at: no Prometheus runs");
  expect(asked).toEqual([]);
});

/** What the last step says of a Prometheus that tells these alerts, one list each time that it is asked. */
async function saidQuiet(
  answers: [object[], ...object[][]],
  withinMs = 30_000,
): Promise<{ said: string; told: string[] }> {
  const told: string[] = [];
  const [last] = answers.slice(-1);
  const rules = [ruleNamed("FramesLost", "rollback"), ruleNamed("MemoryCritical", "rollback")];
  const services = await runningPrometheus(rules, () => (answers.length > 1 ? answers.shift() : last) ?? []);
  // Longer than a busy host takes from one question to the next.
  const times = { withinMs, forMs: 1_000, everyMs: 10 };
  const said = await quiet({ running: async () => services }, (line) => void told.push(line), times);
  return { said, told };
}

test("a trigger that stays on after the rollback ends it with what is on", async () => {
  await expect(saidQuiet([[alertNamed("MemoryCritical")]], 4_000)).rejects.toThrow(
    /^the triggers after the rollback: expected none that is on, saw MemoryCritical of redis is firing\n.*runbook/,
  );
  await expect(saidQuiet([[alertNamed("MemoryCritical", "pending")]], 4_000)).rejects.toThrow(/is pending/);
});

test("triggers are quiet once none has been on for a while; what was lost before says nothing", async () => {
  const names = "none of FramesLost, MemoryCritical";

  expect(await saidQuiet([[]])).toEqual({ said: names, told: [] });
  expect((await saidQuiet([[alertNamed("FramesLost")]])).said).toBe(names);
  expect(await saidQuiet([[alertNamed("MemoryCritical")], [], [alertNamed("MemoryCritical")], []])).toEqual({
    said: names,
    told: Array(2).fill("MemoryCritical of redis is firing"),
  });
});

test("a step that fails says how to go on; a full disk is told as what it is", async () => {
  const full = Object.assign(new Error("write"), { code: "ENOSPC" });

  await expect(failing(new Error("connection lost"))(nothing)).rejects.toThrow(
    /^the step "Redis exported": expected it to succeed, saw connection lost\n.*it goes on where it stopped$/,
  );
  await expect(failing(full)(nothing)).rejects.toThrow(
    /^backups: expected room on the disk, .*\n.*free the space/,
  );
});

test("a problem that says by itself what to do stays, and so does a mistake of ours", async () => {
  const problem = new Problem({ subject: "redis", expected: "it", seen: "none", remedy: "start it" });
  const mistake = new TypeError("x is undefined");

  await expect(failing(problem)(nothing)).rejects.toBe(problem);
  await expect(failing(mistake)(nothing)).rejects.toBe(mistake);
});
