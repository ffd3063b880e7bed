import { expect, test } from "vitest";
import type { CriterionResult } from "../../plan/conclude.ts";
import type { Status } from "../../plan/outcome.ts";
import { criterionResult, plannedCriterion, plannedTask, planOf, taskResult } from "../../plan/testing.ts";
import { resultsWith } from "../testing.ts";
import { completionMarkdown } from "./markdown.ts";

const title = { en: "Persistence", pl: "Trwałość" };

const plan = planOf(plannedTask("block1/persistence", [plannedCriterion("loss", { title })], { title }));

function report(status: Status, rest: Partial<CriterionResult> = {}): string[] {
  const criterion = criterionResult("loss", { status, expected: "0", ...rest });
  const tasks = [taskResult("block1/persistence", criterion)];
  return completionMarkdown(plan, resultsWith({ tasks })).split("\n");
}

function boxes(lines: string[]): string[] {
  return lines.flatMap((line) => /^ *- (\[.\]) /.exec(line)?.[1] ?? []);
}

test.each<[status: Status, words: string]>([
  ["not-met", "(not met)"],
  ["undetermined", "(undetermined)"],
  ["not-run", "(not run)"],
  ["waived", "(waived)"],
])("what is %s has an empty box and says so", (status, words) => {
  const lines = report(status);

  expect(boxes(lines)).toEqual(["[ ]", "[ ]"]);
  expect(lines.filter((line) => line.endsWith(words))).toHaveLength(2);
});

test("what is met has a ticked box and nothing more to say", () => {
  const lines = report("met");

  expect(boxes(lines)).toEqual(["[x]", "[x]"]);
  expect(lines).toContain("- [x] **Persistence** `block1/persistence`");
});

test("what a program printed is text and no markup, wherever it comes", () => {
  const printed = "<img> | **x** _y_ `z` [a](b)";
  const text = "\\<img> \\| \\*\\*x\\*\\* \\_y\\_ \\`z\\` \\[a\\](b)";

  const lines = report("not-met", {
    measuredText: printed,
    expected: printed,
    reason: printed,
    details: { last: printed },
  });

  expect(lines).toContain(`  - [ ] Persistence \`loss\`: measured **${text}**, expected ${text} (not met)`);
  expect(lines).toContain(`    - why: ${text}`);
  expect(lines).toContain(`    - seen beside it: last ${text}`);
});

test("a reason of several lines stays one item of the list", () => {
  expect(report("not-met", { reason: "dockerd failed\n# gone\n- [x] all met" })).toContain(
    "    - why: dockerd failed<br>\\# gone<br>- \\[x\\] all met",
  );
});

test("of a long reason the beginning is kept, and the line that says what to do", () => {
  const log = Array.from({ length: 40 }, (_, line) => `line ${line}`);

  expect(report("undetermined", { reason: [...log, "What to do: fix it"].join("\n") })).toContain(
    "    - why: line 0<br>line 1<br>line 2<br>line 3<br>line 4<br>line 5<br>...<br>What to do: fix it",
  );
});

test("a backslash, an entity and a carriage return are text too", () => {
  const lines = report("met", { details: { said: "\\*x\\* &lt; ~~y~~\r\n- [x] met" } });

  expect(lines).toContain("    - seen beside it: said \\\\\\*x\\\\\\* \\&lt; \\~\\~y\\~\\~<br>- \\[x\\] met");
});
