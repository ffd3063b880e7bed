import { expect, test } from "vitest";
import { Problem } from "./problem.ts";
import { Undetermined } from "./undetermined.ts";
import { DeadlinePassed, done, inTime, notYet, settled, until } from "./wait.ts";

const brief = { deadlineMs: 30, everyMs: 5 };

test("the value of the first answer that is done is returned", async () => {
  let looks = 0;
  const look = () => {
    looks += 1;
    return looks === 3 ? done(looks) : notYet("too early");
  };

  await expect(until("three looks", brief, look)).resolves.toBe(3);
});

test("a deadline names the question, the time and the last answer", async () => {
  const waiting = until("frame_queue is empty", brief, () => notYet("12 ready"));

  await expect(waiting).rejects.toThrow("frame_queue is empty: not so after 30 ms (last answer: 12 ready)");
});

test("what a probe throws is its last answer", async () => {
  const refuses = () => Promise.reject(new Error("connection refused"));

  await expect(until("it answers", brief, refuses)).rejects.toThrow("(last answer: connection refused)");
});

test("a probe that hangs ends with the deadline", async () => {
  const hangs = () => new Promise<never>(() => undefined);

  await expect(until("it answers", brief, hangs)).rejects.toBeInstanceOf(DeadlinePassed);
});

test.each([
  new Undetermined("the consumer failed"),
  new Problem({ subject: "a", expected: "b", seen: "c", remedy: "d" }),
])("a final answer ends the wait at once: $name", async (final) => {
  let looks = 0;
  const look = () => {
    looks += 1;
    throw final;
  };

  await expect(until("it answers", brief, look)).rejects.toBe(final);
  expect(looks).toBe(1);
});

test("an answer that has settled is taken at once", async () => {
  let looks = 0;

  await expect(
    settled(
      "it is three",
      brief,
      () => Promise.resolve(++looks),
      (seen) => seen === 3,
    ),
  ).resolves.toBe(3);
});

test("an answer that has not settled is taken as it is when the deadline passes", async () => {
  const look = () => Promise.resolve("starting");

  await expect(settled("it runs", brief, look, (seen) => seen === "running")).resolves.toBe("starting");
});

test("no answer at all is no answer to judge", async () => {
  const refuses = () => Promise.reject(new Error("connection refused"));

  await expect(settled("it runs", brief, refuses, () => true)).rejects.toBeInstanceOf(DeadlinePassed);
});

test("what ends a wait at once ends this one too", async () => {
  const gone = new Undetermined("the container is gone");
  let looks = 0;
  const look = () => {
    looks += 1;
    return looks === 1 ? Promise.resolve("starting") : Promise.reject(gone);
  };

  await expect(settled("it runs", brief, look, () => false)).rejects.toBe(gone);
});

test("an answer that is asked for once comes as it is", async () => {
  await expect(inTime("it answers", 30, Promise.resolve("yes"))).resolves.toBe("yes");
  await expect(inTime("it answers", 30, Promise.reject(new Error("refused")))).rejects.toThrow("refused");
});

test("an answer that does not come in time is not waited for", async () => {
  const never = new Promise<never>(() => undefined);

  await expect(inTime("it answers", 30, never)).rejects.toThrow(
    "it answers: not so after 30 ms (last answer: no answer)",
  );
});

test("a look that the deadline cuts off leaves what was answered before", async () => {
  const answers = [notYet("it is red")];
  const waiting = until("it is green", { deadlineMs: 50, everyMs: 1 }, () => {
    const answer = answers.shift();
    return answer ?? new Promise<never>(() => undefined);
  });

  await expect(waiting).rejects.toThrow("it is green: not so after 50 ms (last answer: it is red)");
});
