import { expect, test } from "vitest";
import { judge, unlessUnseen } from "./judge.ts";
import type { Criterion } from "./schema.ts";

const latency: Criterion = {
  id: "set-latency",
  title: { en: "Latency", pl: "Opóźnienie" },
  expected: { lessThan: 1 },
  unit: "ms",
  remedy: { en: "look for a slow disk" },
};

test("a value within the plan's threshold is met, in words with its unit", () => {
  expect(judge(latency, 0.25)).toEqual({ status: "met", expected: "< 1 ms", measured: "0.25 ms" });
});

test("a value outside the plan's threshold is not met, in words with its unit", () => {
  expect(judge(latency, 12)).toEqual({ status: "not-met", expected: "< 1 ms", measured: "12 ms" });
});

test("a value that is no answer to the question is not met and shown as it came", () => {
  expect(judge(latency, "fast")).toMatchObject({ status: "not-met", measured: "fast ms" });
});

const interval = { confidencePercent: 99, samples: 13_200 };

test("what varies is judged by its interval, and not by its value", () => {
  const slow = { ...interval, value: 0.99, low: 0.9, high: 1.2, seconds: 119.6 };

  expect(judge(latency, slow)).toEqual({
    status: "undetermined",
    expected: "< 1 ms",
    measured: "0.99 ms (0.9 to 1.2 with 99 % confidence, of 13,200)",
    reason: "0.9 to 1.2 ms against < 1 ms after 120 s",
  });
  expect(judge(latency, { ...slow, high: 0.999 })).toMatchObject({ status: "met" });
  expect(judge(latency, { ...slow, value: 1.1, low: 1 })).toMatchObject({ status: "not-met" });
  expect(judge(latency, { ...slow, high: 0.999 })).not.toHaveProperty("reason");
});

test("the reason says where an end is not known, and nothing of a time that is not", () => {
  expect(judge(latency, { ...interval, value: 0.9, low: 0.8 }).reason).toBe("0.8 ms or more against < 1 ms");
  expect(judge(latency, { ...interval, value: 0.9 }).reason).toBe("no interval against < 1 ms");
});

test("on a busy host a time that holds is met, and another is undetermined", () => {
  expect(judge(latency, 0.25, "others used the host")).toMatchObject({ status: "met" });
  expect(judge(latency, 12, "others used the host")).toEqual({
    status: "undetermined",
    expected: "< 1 ms",
    measured: "12 ms",
    reason: "others used the host",
  });
});

test("a value that holds, of which a part could not be seen, is undetermined, and no other is changed", () => {
  const unseen = { kind: "image", text: "no image of the exporter" } as const;

  expect(unlessUnseen(judge(latency, 0.25), unseen)).toEqual({
    status: "undetermined",
    expected: "< 1 ms",
    measured: "0.25 ms",
    reason: "no image of the exporter",
    obstacle: "image",
  });
  expect(unlessUnseen(judge(latency, 12), unseen)).toEqual(judge(latency, 12));
  expect(unlessUnseen(judge(latency, 12, "busy"), unseen)).toEqual(judge(latency, 12, "busy"));
  expect(unlessUnseen(judge(latency, 0.25), undefined)).toEqual(judge(latency, 0.25));
});
