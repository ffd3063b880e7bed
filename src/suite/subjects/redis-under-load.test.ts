import { expect, test } from "vitest";
import { loadMarks } from "./redis-under-load.ts";

const MIB = 2 ** 20;
const info = (usedMib: number, counters: Partial<Record<string, number>> = {}) => ({
  maxmemory: String(1_000 * MIB),
  used_memory: String(usedMib * MIB),
  used_memory_peak: String((usedMib + 10) * MIB),
  total_error_replies: String(counters.errors ?? 3),
  rejected_connections: String(counters.rejected ?? 0),
  evicted_keys: String(counters.evicted ?? 0),
});
const LOOKS = { before: info(1), empty: info(10), full: info(110), frames: 100, frameBytes: MIB };

test("counters count from before the load, memory at its highest", () => {
  const full = info(110, { errors: 5, rejected: 1, evicted: 2 });

  expect(loadMarks({ ...LOOKS, full }).marks).toEqual({
    errors: 2,
    "rejected connections": 1,
    "evicted keys": 2,
    "memory %": 12,
  });
});

test("what was held is told with the memory before and then", () => {
  expect(loadMarks(LOOKS).held).toEqual({
    "frames held": 100,
    "memory % before": 1,
    "memory % with them": 11,
  });
});

test("memory has to rise by nearly all that is held", () => {
  expect(loadMarks(LOOKS).rise).toEqual({ mib: 100, leastMib: 90 });
  expect(loadMarks({ ...LOOKS, full: info(15) }).rise).toEqual({ mib: 5, leastMib: 90 });
});

test("without a limit the share is no number that holds", () => {
  const unlimited = { ...info(110), maxmemory: "0" };

  expect(loadMarks({ ...LOOKS, full: unlimited }).marks["memory %"]).toBe(Infinity);
});
