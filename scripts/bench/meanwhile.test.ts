import { expect, test } from "vitest";
import { Meanwhile } from "./meanwhile.ts";

const second = (fromMs: number, toMs: number, othersCpuShare?: number) => ({
  ...{ fromMs, toMs },
  ...(othersCpuShare === undefined ? {} : { othersCpuShare }),
});

test("what others used is the mean of a measurement's rounds, each second by its length", () => {
  const meanwhile = new Meanwhile();
  meanwhile.add("ours500", [second(0, 1_000, 0.1), second(1_000, 1_500, 0.4)]);
  meanwhile.add("ours500", [second(9_000, 9_500, 0.2), second(9_500, 9_900)]);
  meanwhile.add("ours50", [second(0, 1_000, 0.9)]);

  expect(meanwhile.othersPercent("ours500")).toBeCloseTo(20);
});

test("where no second tells it, it is not known", () => {
  const meanwhile = new Meanwhile();
  meanwhile.add("ours500", [second(0, 1_000)]);

  expect(meanwhile.othersPercent("ours500")).toBeUndefined();
  expect(meanwhile.othersPercent("never measured")).toBeUndefined();
});
