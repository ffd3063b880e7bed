import { expect, test } from "vitest";
import { intervalWords, wordsOf } from "./figure-words.ts";

const estimate = (rest: object) => ({ value: 1_234.567, confidencePercent: 99, samples: 8, ...rest });
const words = (rest: object) => wordsOf({ estimate: estimate(rest) }, "frames/s");

test("a figure stands with its interval, in as many digits as that leaves a meaning", () => {
  expect(words({ low: 1_200.1, high: 1_260.9 })).toEqual({
    text: "1,235 frames/s",
    beside: "1,200 to 1,261",
  });
  expect(words({ value: 1.23456, low: 1.2, high: 1.26 })).toEqual({
    text: "1.235 frames/s",
    beside: "1.2 to 1.26",
  });
});

test("an interval with one end says which", () => {
  expect(words({ low: 1_200 }).beside).toBe("1,200 or more");
  expect(words({ high: 1_300 }).beside).toBe("1,300 or less");
});

test("a figure without an interval says why", () => {
  expect(words({ samples: 3 })).toEqual({
    text: "1,235 frames/s",
    beside: "of 3, too few for an interval",
  });
  expect(words({ value: 2.345, samples: 1 })).toEqual({ text: "2.3 frames/s", beside: "measured once" });
});

test("where there is no figure, the reason stands there, or what takes its place", () => {
  expect(wordsOf({ undetermined: "full" }, "ms")).toEqual({ text: "undetermined: full" });
  expect(wordsOf({ instead: "keeps 512 frames/s only" }, "ms")).toEqual({ text: "keeps 512 frames/s only" });
  expect(intervalWords(estimate({ low: 1_200, high: 1_300 }), "frames/s")).toBe(
    "1,235 frames/s (1,200 to 1,300)",
  );
});

test("a long reason is cut: the evidence has all of it", () => {
  const reason = `NATS (ha) is whole: ${"not so ".repeat(40)}\nwith a second line`;
  const { text } = wordsOf({ undetermined: reason }, "ms");

  expect(text).toMatch(/^undetermined: NATS \(ha\) is whole: .*…$/);
  expect(text.length).toBeLessThan(140);
});
