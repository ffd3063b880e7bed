import { afterAll, describe, expect, test } from "vitest";
import { CATALOGUE } from "../../fixtures/sabotage/catalogue/all.ts";
import { loadPlan } from "../plan/plan-file.ts";
import { redWithoutSabotage } from "./baseline.ts";
import { writeSabotageReport } from "./report.ts";
import type { Batch } from "./sabotage.ts";
import { ofShard, shardIn } from "./shard.ts";
import { type Tried, tried } from "./tried.ts";

const plan = loadPlan();
const chosen = ofShard(chosenOf(CATALOGUE), shardIn(process.env.SIGNOFF_SHARD ?? "1/1"));
const alone = chosen.filter(({ isAlone }) => isAlone);
const sideBySide = chosen.filter(({ isAlone }) => !isAlone);
const results: Tried[] = [];

afterAll(() => writeSabotageReport(plan, results));

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

/** SIGNOFF_SABOTAGE: "fast" for what npm test tries, or words, with commas between, of which the ids of runs or sabotages hold one; without it, all. */
function chosenOf(all: readonly Batch[]): readonly Batch[] {
  const wanted = process.env.SIGNOFF_SABOTAGE;
  if (!wanted) return all;
  if (wanted === "fast") return all.filter(({ isFast }) => isFast);
  const words = wanted.split(",");
  return all.filter(({ id, sabotages }) => {
    const ids = [id, ...sabotages.map((each) => each.id)];
    return words.some((word) => ids.some((each) => each.includes(word)));
  });
}
