import { expect, test } from "vitest";
import { type Expected, failureIn, Progress } from "./progress.ts";

const beside = (name: string, seconds: number | undefined): Expected => ({ name, seconds, isAlone: false });
const alone = (name: string, seconds: number | undefined): Expected => ({ name, seconds, isAlone: true });

test("those by themselves take their sum, those side by side the longest or their share", () => {
  expect(new Progress([alone("a", 120), alone("b", 60)], 3).told(0)).toBe(
    "0 of 2 specs done; about 3 min left",
  );
  expect(new Progress([beside("a", 300), beside("b", 30), beside("c", 30)], 3).told(0)).toMatch(/5 min left/);
  expect(new Progress([beside("a", 300), beside("b", 300), alone("c", 60)], 1).told(0)).toMatch(
    /11 min left/,
  );
});

test("what runs takes what is left of its time, and never less than nothing", () => {
  const progress = new Progress([alone("a", 120), alone("b", 60)], 1);
  progress.started("a", 1_000);

  expect(progress.told(61_000)).toBe("0 of 2 specs done; running: a; about 2 min left");
  expect(progress.told(601_000)).toBe("0 of 2 specs done; running: a; about 60 s left");
});

test("what has ended is done, and at the end nothing is left", () => {
  const progress = new Progress([alone("a", 50), alone("b", 60)], 1);
  progress.started("a", 0);
  progress.ended("a");

  expect(progress.told(50_000)).toBe("1 of 2 specs done; about 60 s left");
  progress.ended("b");
  expect(progress.told(110_000)).toBe("2 of 2 specs done");
});

test("one that never ran is taken for a usual one", () => {
  expect(new Progress([alone("a", 240), alone("b", undefined)], 1).told(0)).toMatch(/8 min left/);
});

test("no time is told where none is known", () => {
  expect(new Progress([alone("a", undefined), alone("b", undefined)], 1).told(0)).toBe("0 of 2 specs done");
});

test.each([
  ["it is kept: 3 lost", [{ message: "3 lost\n  What to do: look" }, { message: "and more" }]],
  ["it is kept", []],
  ["it is kept", undefined],
])("a failure is told in a line: %j", (text, errors) => {
  expect(failureIn("it is kept", errors)).toBe(text);
});
