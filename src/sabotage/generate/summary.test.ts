import { expect, test } from "vitest";
import type { Generated } from "./generate.ts";
import { KnownResults, type Result } from "./known-results.ts";
import type { Mutant } from "./mutant.ts";
import { summaryOf } from "./summary.ts";

const MUTANTS = ["a", "b", "c", "d", "e", "g", "h", "i"].map(
  (setting): Mutant => ({
    id: `f:${setting}`,
    file: "f",
    setting,
    kind: "removed",
    apply: (text) => text,
  }),
);
const result = (id: string, status: Result["status"]): Result => ({ id, status, triedAt: "2026", of: "now" });

const GENERATED: Generated = {
  mutants: MUTANTS,
  known: new KnownResults(
    MUTANTS,
    [
      result("f:a", "caught"),
      result("f:b", "survived"),
      result("f:c", "survived"),
      result("f:d", "survived"),
      result("f:e", "beyond host"),
      result("f:h", "equivalent"),
      result("f:i", "refused"),
    ],
    new Map([["f", "now"]]),
  ),
  survivors: { right: { "f:b": "is the default" }, gaps: { "f:c": "nobody asks" } },
  verdict: { news: ["f:d"], outlived: [], astray: [] },
  untried: ["f:g"],
  redAnyway: [],
  seconds: 1,
};

test("the summary counts each mutant once, and gives each survivor its reason", () => {
  const summary = summaryOf(GENERATED);

  expect(summary).toContain("| `f` | 8 | 8 | 1 | 1 | 1 | 1 | 1 | 1 | 1 | 1 |");
  expect(summary).toContain("| all | 8 | 8 | 1 | 1 | 1 | 1 | 1 | 1 | 1 | 1 |");
  expect(summary).toContain("- is the default (1): `f:b`");
  expect(summary).toContain("## Gaps\n\n- nobody asks (1): `f:c`");
  expect(summary).toContain("## Survivors without a reason\n\n- `f:d`");
});
