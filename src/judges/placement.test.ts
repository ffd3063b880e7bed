import { expect, test } from "vitest";
import { besideTheDisk, judgePlacement, type PlacementFacts, type WrittenFiles } from "./placement.ts";

const MIB = 2 ** 20;
const AOF = "/data/appendonlydir/appendonly.aof.1.incr.aof";
const OVERLAY = { at: "/", type: "overlay", source: "overlay" };
const DISK = { at: "/data", type: "xfs", source: "/dev/loop3" };
const ANOTHER = { type: "ext4", source: "/dev/sda1" };
const DATA = { name: "redis-data", target: "/data" };

function files(sizes: Record<string, number>, mounts = [OVERLAY, DISK]): WrittenFiles {
  return { mounts, sizes: new Map(Object.entries(sizes)) };
}

function judged(changes: Partial<PlacementFacts>) {
  return judgePlacement({
    ...{ node: "redis", kept: [DATA], confirmedBytes: 2 * MIB },
    ...{ before: files({ [AOF]: 100 }), after: files({ [AOF]: 100 + 2 * MIB }) },
    ...changes,
  });
}

test("frames are on a volume when the files there grew by as much as was confirmed", () => {
  expect(judged({})).toEqual({
    ...{ node: "redis", isKept: true, isOnDisk: true, keptBytes: 2 * MIB },
    seen: "redis: 2.0 MiB of frames were confirmed, and its volumes (redis-data at /data) grew by 2.0 MiB",
  });
});

test.each([
  ["a slash at the end of the target", { kept: [{ ...DATA, target: "/data/" }] }],
  [
    "a volume above the folder",
    { kept: [{ name: "all", target: "/" }], after: files({ [AOF]: 3 * MIB }, [OVERLAY]) },
  ],
  ["a volume for one folder more", { kept: [{ name: "logs", target: "/data/log" }, DATA] }],
  ["files of other names", { after: files({ "/data/aof/frames.2.incr.aof": 2 * MIB }) }],
  ["an image without a mount there", { after: files({ [AOF]: 3 * MIB }, [OVERLAY]) }],
  ["a file that was written anew", { after: files({ [AOF]: 0, "/data/appendonlydir/2.incr.aof": 2 * MIB }) }],
  ["a follower that is a little behind", { after: files({ [AOF]: 1.8 * MIB }) }],
])("%s changes nothing", (_, changes: Partial<PlacementFacts>) => {
  expect(judged(changes).isKept).toBe(true);
});

test("a volume beside the data keeps nothing, and the place of the frames is named", () => {
  const { isKept, seen } = judged({ kept: [{ ...DATA, target: "/data2" }] });

  expect(isKept).toBe(false);
  expect(seen).toContain("its volumes (redis-data at /data2) grew by 0.0 MiB");
  expect(seen).toContain(
    `redis: its frames are in ${AOF}, on no volume of its own: look at volumes: of redis`,
  );
});

test.each([
  ["data elsewhere", files({ "/tmp/appendonly.aof": 2 * MIB })],
  [
    "a volume of the image's own below the place",
    files({ [AOF]: 3 * MIB }, [OVERLAY, { at: "/data/appendonlydir", ...ANOTHER }]),
  ],
])("%s is on no volume", (_, after) => {
  expect(judged({ kept: [DATA], after }).isKept).toBe(false);
});

test("a service without a volume has none to name", () => {
  expect(judged({ kept: [] }).seen).toContain("its volumes (none) grew by 0.0 MiB");
});

test("frames that no file holds are in memory alone", () => {
  const { isKept, seen } = judged({ after: files({ [AOF]: 100 }) });

  expect(isKept).toBe(false);
  expect(seen).toContain("redis: no file that it writes holds its frames");
});

test("a snapshot of an earlier load is no frame of this one", () => {
  const before = files({ "/data/dump.rdb": 9 * MIB });

  expect(judged({ before, after: files({ "/data/dump.rdb": 9 * MIB }) }).isKept).toBe(false);
});

test("what a node is behind by at most is half", () => {
  expect(judged({ before: files({}), after: files({ [AOF]: MIB }) }).isKept).toBe(true);
  expect(judged({ before: files({}), after: files({ [AOF]: MIB - 1 }) }).isKept).toBe(false);
});

test("too few frames say nothing", () => {
  expect(judged({ confirmedBytes: 256 * 1024 - 1 }).isKept).toBeUndefined();
  expect(judged({ confirmedBytes: 256 * 1024 }).isKept).toBe(true);
});

test("of many files the first are named", () => {
  const after = files(Object.fromEntries([5, 4, 3, 2, 1].map((size) => [`/tmp/${size}`, size * MIB])));

  expect(judged({ after }).seen).toContain("/tmp/5, /tmp/4, /tmp/3 and 2 others");
});

test("a disk is XFS on a loop device, where the place is mounted", () => {
  const on = (mount: object) =>
    judged({ after: files({ [AOF]: 3 * MIB }, [OVERLAY, { ...DISK, ...mount }]) }).isOnDisk;

  expect(on({})).toBe(true);
  expect(on(ANOTHER)).toBe(false);
  expect(on({ source: "/dev/nvme0n1" })).toBe(false);
});

test("a cut concerns the frames when each node has them on its disk", () => {
  const elsewhere = judged({ kept: [] });
  const bound = judged({ after: files({ [AOF]: 3 * MIB }, [OVERLAY, { ...DISK, ...ANOTHER }]) });

  expect(besideTheDisk([judged({})])).toBeUndefined();
  expect(besideTheDisk([judged({}), elsewhere])).toBe(elsewhere.seen);
  expect(besideTheDisk([bound])).toContain("that is not the disk whose power was cut");
  expect(besideTheDisk([judged({ confirmedBytes: 0 })])).toContain("only 0.0 MiB of frames were confirmed");
});
