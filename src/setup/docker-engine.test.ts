import { expect, test } from "vitest";
import { Problem } from "../kernel/problem.ts";
import { onceItAnswers } from "./docker-engine.ts";

const noSocket = () =>
  Promise.reject(
    new Problem({
      subject: "Docker Engine",
      expected: "one that answers",
      seen: "no socket",
      remedy: "npm run setup",
    }),
  );

test("an engine that does not listen yet is waited for", async () => {
  let asked = 0;
  const ask = () => (++asked < 3 ? noSocket() : Promise.resolve("engine"));
  expect(await onceItAnswers(ask, () => undefined)).toBe("engine");
});

test.each([
  [1, "it ended with exit code 1"],
  ["SIGKILL", "it was ended by SIGKILL"],
])("one whose process has ended (%s) is not waited for", async (end, seen) => {
  await expect(onceItAnswers(noSocket, () => end)).rejects.toThrow(seen);
});
