import { expect, test } from "vitest";
import { Undetermined } from "../../kernel/undetermined.ts";
import { asRefused, failingRuns, ofAnother } from "./failing-runs.ts";

const REFUSED = "redis: expected one that lets user default in, saw it refused the password of user default";

test("what a command prints that could not start for its password is what is looked at", () => {
  expect(asRefused("npm run load", 3, REFUSED)).toBe(REFUSED);
});

test.each([
  [0, REFUSED],
  [1, REFUSED],
  [undefined, REFUSED],
  [3, "connect ECONNREFUSED 127.0.0.1:6379"],
])("a command that ended with %s and %s says nothing of passwords", (exitCode, printed) => {
  expect(() => asRefused("npm run load", exitCode, printed)).toThrow(Undetermined);
});

test("of a long output the end is told", () => {
  expect(() => asRefused("npm run load", 1, `first${"x".repeat(500)}`)).toThrow(/refused: x{500}$/);
});

test("a command is started without what the runner and this run have set for their own processes", () => {
  const env = {
    PATH: "/bin",
    VITEST: "true",
    VITEST_POOL_ID: "1",
    SIGNOFF_RUN: "boot/1/1",
    NODE_OPTIONS: "--x",
  };

  expect(ofAnother(env)).toEqual({ PATH: "/bin" });
});

test("where no broker runs nothing is started, and the password is one that nobody has", async () => {
  const runs = await Promise.all([failingRuns([]), failingRuns([])]);

  expect(runs.map(({ printed }) => printed)).toEqual([[], []]);
  expect(runs[0].secret).not.toBe(runs[1].secret);
});
