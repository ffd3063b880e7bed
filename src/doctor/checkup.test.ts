import { expect, test } from "vitest";
import { checkupText } from "./checkup.ts";

const there = { what: "Engine", isThere: true, seen: "20.10", costs: "everything" };
const missing = {
  what: "jq",
  isThere: false,
  seen: "none",
  costs: "two commands",
  remedy: "apt-get install jq",
};

test("what is missing is told with what it costs and what to do", () => {
  const text = checkupText([there, missing]);

  expect(text).toContain("✔ Engine  20.10");
  expect(text).toMatch(/✖ jq {6}none\n\s+without it: two commands\n\s+what to do: apt-get install jq/);
  expect(text).toMatch(/This host lacks 1 of 2/);
});

test("a host that has everything can verify everything", () => {
  expect(checkupText([there])).toMatch(/This host can verify everything\.$/);
});
