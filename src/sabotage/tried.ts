import { judgeSabotage, type SabotageVerdict, type Seen } from "../judges/sabotage.ts";
import type { CriterionResult } from "../plan/conclude.ts";
import { keyOf } from "../plan/criterion-key.ts";
import type { Results } from "../report/results/results.ts";
import type { Batch } from "./sabotage.ts";
import { ScratchCopy } from "./scratch-copy.ts";

/** Whether a criterion is undetermined with the delivered stack as well. */
function isBeyondHost({ obstacle }: CriterionResult): boolean {
  return obstacle === "profile" || obstacle === "host" || obstacle === "image";
}

/** What came of a batch. */
export interface Tried {
  batch: Batch;
  verdicts: SabotageVerdict[];
  falseAlarms: string[];
  /** Of sabotages that this host cannot try: why. */
  untried: { id: string; reason: string }[];
  seconds: number;
  /** The last lines of the run. */
  output: string;
}

/** Breaks a scratch copy by all sabotages of a batch and runs the specs that are concerned. */
export async function tried(batch: Batch): Promise<Tried> {
  const start = performance.now();
  const untried = batch.sabotages.flatMap(({ id, beyondHost }) => {
    const reason = beyondHost?.();
    return reason ? [{ id, reason }] : [];
  });
  const sabotages = batch.sabotages.filter(({ id }) => !untried.some((each) => each.id === id));
  if (sabotages.length === 0)
    return { batch, verdicts: [], falseAlarms: [], untried, seconds: 0, output: "" };
  using copy = new ScratchCopy();
  for (const sabotage of sabotages) copy.break(sabotage);
  const { results, output } = await copy.run({ ...batch, sabotages });
  const { verdicts, falseAlarms } = judgeSabotage(sabotages, results ? seenIn(results) : []);
  return {
    batch,
    verdicts: verdicts.map((verdict, index) =>
      withStop(verdict, sabotages[index]?.stops, { results, output }),
    ),
    falseAlarms,
    untried,
    seconds: (performance.now() - start) / 1e3,
    output,
  };
}

/** A sabotage that has to keep the run from publishing is caught by the words that it ends with. */
export function withStop(
  verdict: SabotageVerdict,
  stops: RegExp | undefined,
  { results, output }: { results: Results | undefined; output: string },
): SabotageVerdict {
  if (!stops) return verdict;
  const [words] = stops.exec(output) ?? [];
  const key = "no report";
  if (words && !results)
    return { ...verdict, caught: [...verdict.caught, { key, told: `${key}: ${words}` }] };
  const why = results ? "a report was published" : `nothing like ${stops} was said`;
  return { ...verdict, slipped: [...verdict.slipped, `${key}: ${why}`] };
}

/** Every criterion of a report, by the key that sabotages use. */
export function seenIn({ tasks }: Results): Seen[] {
  return tasks.flatMap(({ id: task, criteria }) =>
    criteria.map((criterion) => ({
      key: keyOf(task, criterion),
      status: criterion.status,
      ...(criterion.measuredText
        ? { said: `measured ${criterion.measuredText}, expected ${criterion.expected}` }
        : {}),
      reason: criterion.reason,
      ...(Object.keys(criterion.details).length > 0
        ? { details: Object.values(criterion.details).join("\n") }
        : {}),
      isBeyondHost: criterion.status === "undetermined" && isBeyondHost(criterion),
    })),
  );
}
