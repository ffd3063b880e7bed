import { type GeneratedVerdict, judgeGenerated } from "../../judges/sabotage-generated.ts";
import { deliveredMutants } from "./delivered.ts";
import { equivalents } from "./equivalents.ts";
import { KnownResults } from "./known-results.ts";
import { Lanes } from "./lanes.ts";
import { looksAt } from "./looks.ts";
import type { Mutant } from "./mutant.ts";
import { REFUSED, refusedRules } from "./refused-rules.ts";
import { type Outcome, Rounds } from "./rounds.ts";
import { readSurvivors, type Survivors } from "./survivors.ts";
import { Trials } from "./trial.ts";

/** Runs side by side: they wait more than they compute. */
const LANES = 3;
const GROUP_SIZE = 10;
/** The share of the time in which programs are asked. */
const SCREENED_FOR = 0.2;

export interface GenerateOptions {
  /** Mutants whose id holds one of these words, with commas between. */
  only?: string | undefined;
  budgetMs: number;
  /** Hears of each mutant that comes to an outcome. */
  say: (line: string) => void;
}

export interface Generated {
  mutants: readonly Mutant[];
  known: KnownResults;
  survivors: Survivors;
  verdict: GeneratedVerdict;
  /** Of those that were to be tried, the ones that the time was too short for. */
  untried: string[];
  /** Criteria that turn on the delivered stack, here and now: they have caught nothing. */
  redAnyway: string[];
  seconds: number;
}

/** The mutants whose id holds one of the words; all without them. */
export function chosenMutants(mutants: readonly Mutant[], only?: string): Mutant[] {
  const words = only?.split(",").filter((word) => word !== "") ?? [];
  return mutants.filter(({ id }) => words.length === 0 || words.some((word) => id.includes(word)));
}

/** Tries every mutant, as far as the time goes, and judges what survives by the reasons that are known. */
export async function generate({ only, budgetMs, say }: GenerateOptions): Promise<Generated> {
  const start = performance.now();
  const mutants = deliveredMutants();
  const known = KnownResults.read(mutants);
  const survivors = readSurvivors();
  const chosen = chosenMutants(known.oldestFirst, only);
  const isNew = ({ id }: Mutant) => known.of(id) === undefined;
  await screen(chosen.filter(isNew), known, (budgetMs / 1e3) * SCREENED_FOR);
  say(
    `${chosen.filter(({ id }) => known.isSettled(id)).length} of ${chosen.length} are told without a run of specs`,
  );
  const different = chosen.filter(({ id }) => !known.isSettled(id));
  const rounds = new Rounds(different, { looksAt, groupSize: GROUP_SIZE });
  const trials = new Trials();
  const leftMs = () => budgetMs - (performance.now() - start);
  const lanes = new Lanes({
    rounds,
    run: (round) => trials.run(round),
    leftMs,
    onEnd: ({ mutants: tried }) => {
      for (const mutant of tried) {
        const outcome = rounds.outcomes.get(mutant.id);
        if (!outcome) continue;
        known.add(mutant, outcome);
        say(`${rounds.outcomes.size} of ${different.length}: ${mutant.id}: ${said(outcome)}`);
      }
      known.write();
    },
  });
  await lanes.all(LANES);
  const ids = mutants.map(({ id }) => id);
  return {
    mutants,
    known,
    survivors,
    verdict: judgeGenerated(ids, known.fates, { ...survivors.right, ...survivors.gaps }),
    untried: rounds.open,
    redAnyway: await trials.redAnyway(),
    seconds: (performance.now() - start) / 1e3,
  };
}

/** What the programs themselves say of mutants, before any spec runs. */
async function screen(mutants: readonly Mutant[], known: KnownResults, seconds: number): Promise<void> {
  const [same, refused] = await Promise.all([equivalents(mutants, seconds), refusedRules(mutants, seconds)]);
  for (const mutant of mutants) {
    const by = same.get(mutant.id);
    if (by) known.add(mutant, { status: "equivalent", by });
    if (refused.has(mutant.id)) known.add(mutant, { status: "caught", by: REFUSED });
  }
  known.write();
}

function said(outcome: Outcome): string {
  return outcome.status === "caught" ? `caught by ${outcome.by}` : outcome.status;
}
