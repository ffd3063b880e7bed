import { describe, expect, test } from "vitest";
import { loadPlan } from "../plan/plan-file.ts";
import { redWithoutSabotage } from "./baseline.ts";
import { batchesOf } from "./catalogue.ts";
import { writeSabotageReport } from "./report.ts";
import type { Batch } from "./sabotage.ts";
import { type Tried, tried } from "./tried.ts";

const plan = loadPlan();
const batches = batchesOf({ words: process.env.SIGNOFF_SABOTAGE, shard: process.env.SIGNOFF_SHARD });
const alone = batches.filter(({ isAlone }) => isAlone);
const sideBySide = batches.filter(({ isAlone }) => !isAlone);
const results: Tried[] = [];

test("no criterion is red without sabotage, as far as the last report of this tree tells", () => {
  expect(redWithoutSabotage()).toEqual([]);
});

describe.skipIf(sideBySide.length === 0)("side by side", { concurrent: true }, () => {
  for (const batch of sideBySide)
    test(titleOf(batch), async ({ expect, skip }) => judge(batch, expect, skip));
});

describe.skipIf(alone.length === 0)("alone, since speeds or the host's devices are measured", () => {
  for (const batch of alone) test(titleOf(batch), async ({ skip }) => judge(batch, expect, skip));
});

async function judge(batch: Batch, expected: typeof expect, skip: (reason: string) => never): Promise<void> {
  const result = await tried(batch);
  results.push(result);
  // After each, so that a run of hours that is cut off has told what it has tried.
  writeSabotageReport(plan, results);
  const caught = result.verdicts.flatMap((each) => each.caught.map(({ told }) => `  ${told}`));
  console.log([`${batch.id}: ${result.seconds.toFixed(0)} s`, ...caught].join("\n"));
  if (result.verdicts.length === 0 && result.untried.length > 0)
    skip(result.untried.map(({ reason }) => reason).join("; "));
  const slipped = result.verdicts.flatMap((each) => each.slipped);
  expected({ slipped, falseAlarms: result.falseAlarms }, `the end of its output:\n${result.output}`).toEqual({
    slipped: [],
    falseAlarms: [],
  });
}

function titleOf({ sabotages }: Batch): string {
  return sabotages.map(({ breaks }) => breaks).join(" + ");
}
