import { expect, test } from "vitest";
import { spreadBeforeAndAfter, spreadOf } from "./spread.ts";

const NODES = ["redis", "redis-replica-1", "redis-replica-2"];
const WITNESSES = ["redis-sentinel-1", "redis-sentinel-2", "redis-sentinel-3"];
const WELL = {
  "host-1": ["redis", "redis-sentinel-1"],
  "host-2": ["redis-replica-1", "redis-sentinel-2"],
  "host-3": ["redis-replica-2", "redis-sentinel-3"],
};

function spread(hosts: Record<string, readonly string[]>) {
  return spreadOf(new Map(Object.entries(hosts)), [NODES, WITNESSES]);
}

test("a node and a witness on each host is a good spread", () => {
  expect(spread(WELL)).toEqual({ astray: 0, seen: "nothing" });
});

test("two nodes on one host are named with it", () => {
  const found = spread({
    ...WELL,
    "host-1": [...WELL["host-1"], "redis-replica-1"],
    "host-2": ["redis-sentinel-2"],
  });

  expect(found).toEqual({ astray: 1, seen: "redis and redis-replica-1 on host-1" });
});

test("two witnesses on one host are, too: with that host the quorum would go", () => {
  const found = spread({
    ...WELL,
    "host-3": ["redis-replica-2"],
    "host-2": [...WELL["host-2"], "redis-sentinel-3"],
  });

  expect(found).toEqual({ astray: 1, seen: "redis-sentinel-2 and redis-sentinel-3 on host-2" });
});

test("a member that runs nowhere, or twice, is astray", () => {
  const found = spread({
    ...WELL,
    "host-1": ["redis", "redis-sentinel-1"],
    "host-2": ["redis", "redis-sentinel-2"],
  });

  expect(found).toEqual({ astray: 2, seen: "redis runs 2 times; redis-replica-1 runs on no host" });
});

const GOOD = { astray: 0, seen: "nothing" };
const MOVED = { astray: 1, seen: "redis-sentinel-1 and redis-sentinel-2 on host-2" };

test("a member that has moved to another host, and stays there, is astray", () => {
  expect(spreadBeforeAndAfter(GOOD, MOVED)).toEqual({
    astray: 1,
    seen: "once the lost host was back: redis-sentinel-1 and redis-sentinel-2 on host-2",
  });
});

test("a spread that was good and is good again is good, and one that was not is told as it was", () => {
  expect(spreadBeforeAndAfter(GOOD, GOOD)).toEqual(GOOD);
  expect(spreadBeforeAndAfter(MOVED, GOOD)).toEqual(MOVED);
});

test("what is wrong both times is told of both", () => {
  expect(spreadBeforeAndAfter(MOVED, MOVED)).toEqual({
    astray: 2,
    seen: `${MOVED.seen}; once the lost host was back: ${MOVED.seen}`,
  });
});
