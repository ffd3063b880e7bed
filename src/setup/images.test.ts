import { expect, test } from "vitest";
import { counts, whoseChoice } from "./images.ts";

const NOTHING = { variables: ["GRAFANA_SCALE"], isInEnvironment: false, isNamed: false, isAsWritten: false };

test.each([
  ["nobody has said anything", NOTHING, "nobody"],
  ["set-up has written its lines", { ...NOTHING, isNamed: true, isAsWritten: true }, "set-up"],
  ["the user has written another value", { ...NOTHING, isNamed: true }, "user"],
  [
    "the environment wins over set-up's lines",
    { ...NOTHING, isInEnvironment: true, isNamed: true, isAsWritten: true },
    "user",
  ],
  // No line is as written where there is none to write.
  ["the stack cannot do without the service", { ...NOTHING, variables: [], isAsWritten: true }, "nobody"],
] as const)("whether a service runs is a matter of choice: %s", (_, said, whose) => {
  expect(whoseChoice(said)).toBe(whose);
});

test("images are counted by how they were had, those left out apart", () => {
  expect(counts(["built", "present", "present", { leftOut: "no registry" }])).toEqual([
    "2 present",
    "1 built",
  ]);
  expect(counts([])).toEqual([]);
});
