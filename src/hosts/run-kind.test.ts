import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { scratchFolder } from "../kernel/scratch-folder.ts";
import type { Bench, Kind } from "./kind.ts";
import { couldBePulled } from "./kinds/docker-group.ts";
import { NotMade } from "./not-made.ts";
import { ownerOf, userMark } from "./run-folder.ts";
import { KEPT, leftOutIn, runKind } from "./run-kind.ts";

const nothing = () => undefined;
const ID = `unit-test-${process.pid}`;

function kind(make: Kind["make"]): Kind {
  onTestFinished(() => rmSync(join(KEPT, ID), { recursive: true, force: true }));
  return { id: ID, title: "A kind", tasks: ["block0", "block1"], undetermined: [], make };
}

function scratch(): string {
  return scratchFolder("run-kind-");
}

/** A bench on which a sign-off ends at once. */
function benchEnding(exitCode: number) {
  const spawned: string[][] = [];
  const spawn = (command: string[]) => {
    spawned.push(command);
    return { ended: Promise.resolve(exitCode) };
  };
  return { bench: { workshop: { spawn } } as unknown as Bench, spawned };
}

test("a kind that cannot be made on this machine is no failure, and one whose making fails is", async () => {
  const { bench, spawned } = benchEnding(0);
  const refusing = kind(() => Promise.reject(new NotMade("no user namespaces here")));
  const failing = kind(() => Promise.reject(new Error("git clone failed")));

  expect(await runKind(refusing, bench, nothing)).toMatchObject({
    notMade: "no user namespaces here",
    deviations: [],
  });
  expect((await runKind(failing, bench, nothing)).deviations).toEqual([
    "it could not be made: git clone failed",
  ]);
  expect(spawned).toEqual([]);
});

test("a sign-off is run in its workspace as a newcomer runs it; one that leaves no results is a deviation", async () => {
  const { bench, spawned } = benchEnding(3);
  const made = kind(async () => ({ folder: scratch(), env: {} }));

  const row = await runKind(made, bench, nothing);

  expect(spawned[0]?.join(" ")).toContain("npm run signoff -- block0 block1");
  expect(row.results).toBeUndefined();
  expect(row.deviations.length).toBeGreaterThan(0);
});

test("what a workspace finds by itself counts, and what was left out there is told", async () => {
  const folder = scratch();
  writeFileSync(join(folder, ".env"), "GRAFANA_SCALE=0\n");
  const made = kind(async () => ({ folder, env: {}, deviations: async () => ["a container is gone"] }));

  const row = await runKind(made, benchEnding(0).bench, nothing);

  expect(row.deviations).toContain("a container is gone");
  expect(row.leftOut).toEqual(["grafana"]);
});

test("the log and the report of the last time are gone", async () => {
  mkdirSync(join(KEPT, ID), { recursive: true });
  writeFileSync(join(KEPT, ID, "signoff.log"), "earlier");

  await runKind(
    kind(() => Promise.reject(new NotMade("no"))),
    benchEnding(0).bench,
    nothing,
  );

  expect(existsSync(join(KEPT, ID, "signoff.log"))).toBe(false);
});

test("services are left out by the lines that set-up writes, and by no others", () => {
  expect(
    leftOutIn("GRAFANA_SCALE=0\nRTSP_CAPTURE_SCALE=0\nREDIS_SCALE=1\n# NATS_SCALE=0\nX_SCALE=00\n"),
  ).toEqual(["grafana", "rtsp-capture"]);
  expect(leftOutIn("")).toEqual([]);
});

test("an image that was built is told where a registry has it", () => {
  const repositories = [
    "redis",
    "broker-signoff/redis",
    "broker-signoff/rtsp-capture",
    "broker-signoff/fault-tools",
    "",
  ];

  expect(couldBePulled(repositories)).toEqual(["broker-signoff/redis was built, and could be pulled"]);
});

test("a run's folder without an owner is nobody's who is alive", () => {
  const folder = scratch();
  expect(ownerOf(folder)).toBe("");

  writeFileSync(join(folder, "owner"), "boot/1/1");
  expect(userMark(ownerOf(folder))).toBe("broker-signoff hosts boot/1/1");
  expect(readFileSync(join(folder, "owner"), "utf8")).toBe("boot/1/1");
});
