import { expect, test } from "vitest";
import type { Estimate } from "../plan/estimate.ts";
import { decide } from "./decided.ts";

const LIMIT = { lessThan: 10 };

interface Second {
  isCalm: boolean;
  low: number;
  high: number;
}

/** The widest interval of the seconds. */
function widest(windows: readonly (readonly Second[])[]): Estimate {
  const seconds = windows.flat();
  const low = Math.min(...seconds.map((each) => each.low));
  const high = Math.max(...seconds.map((each) => each.high));
  return { value: (low + high) / 2, low, high, samples: seconds.length, confidencePercent: 99 };
}

function seconds(count: number, second: Second): Second[] {
  return Array.from({ length: count }, () => second);
}

const CALM = { isCalm: true, low: 6, high: 8 };
const BUSY = { isCalm: false, low: 9, high: 30 };

test("what holds holds, also while others use the host", () => {
  const busy = seconds(20, { ...CALM, isCalm: false });

  expect(decide([busy], widest, LIMIT)).toMatchObject({ status: "met", of: "every second" });
});

test("what does not hold while others use the host is judged by the calm seconds", () => {
  const decision = decide([[...seconds(12, BUSY), ...seconds(8, CALM)]], widest, LIMIT);

  expect(decision).toMatchObject({ status: "met", of: "calm seconds", estimate: { samples: 8, high: 8 } });
});

test("calm seconds say that a broker is slow", () => {
  const slow = { isCalm: true, low: 11, high: 14 };

  expect(decide([seconds(20, slow)], widest, LIMIT).status).toBe("not-met");
  expect(decide([[...seconds(20, slow), ...seconds(5, BUSY)]], widest, LIMIT).status).toBe("not-met");
});

test("seconds that were not calm never say so, however slow", () => {
  const slow = { isCalm: false, low: 50, high: 90 };

  expect(decide([seconds(60, slow)], widest, LIMIT).status).toBe("open");
  expect(decide([[...seconds(60, slow), ...seconds(7, CALM)]], widest, LIMIT).status).toBe("open");
});

test("across the limit it is open", () => {
  expect(decide([seconds(20, { isCalm: true, low: 9, high: 11 })], widest, LIMIT).status).toBe("open");
});

test("a second window decides what the first has left open", () => {
  const first = seconds(7, CALM);

  expect(decide([first, seconds(4, BUSY)], widest, LIMIT).status).toBe("open");
  expect(decide([first, [...seconds(4, BUSY), ...seconds(4, CALM)]], widest, LIMIT).status).toBe("met");
});
