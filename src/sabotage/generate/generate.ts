import { availableParallelism } from "node:os";
import { type GeneratedVerdict, judgeGenerated } from "../../judges/sabotage-generated.ts";
import { readComposeFile } from "../../stack/compose-file.ts";
import { askExposure } from "./asked/exposure.ts";
import { ofLeftOut } from "./asked/left-out.ts";
import { askPrograms } from "./asked/programs.ts";
import { deliveredMutants } from "./delivered.ts";
import { KnownResults } from "./known-results.ts";
import { Lanes } from "./lanes.ts";
import { looksAt } from "./looks.ts";
import type { Mutant } from "./mutant.ts";
import type { Outcome } from "./outcome.ts";
import { Rounds } from "./rounds.ts";
import { readSurvivors, type Survivors } from "./survivors.ts";
import { Trials } from "./trial.ts";

/** Runs side by side. With more, a stack that is slow to start passes for one that a mutant has broken. */
const LANES = availableParallelism();
const GROUP_SIZE = 10;
/** The share of the time in which programs are asked. */
const ASKED_FOR = 0.2;

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
  const told = await toldWithoutSpecs(chosen, known, { budgetMs, say });
  const different = chosen.filter(({ id }) => !told.has(id));
  const rounds = new Rounds(different, {
    looksAt,
    groupSize: GROUP_SIZE,
    begunOf: (id) => known.begunOf(id),
  });
  const trials = new Trials();
  const leftMs = () => budgetMs - (performance.now() - start);
  const lanes = new Lanes({
    rounds,
    run: (round) => trials.run(round),
    leftMs,
    onEnd: ({ mutants: tried }) => {
      for (const mutant of tried) {
        const outcome = rounds.outcomes.get(mutant.id);
        const begun = rounds.begunOf(mutant.id);
        if (begun) known.begin(mutant, begun);
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

/**
 * The ids of those that need no run of specs: this host has no image for them, or what is asked first has said all that there is. What
 * the compose file alone shows is asked of a service without an image too.
 */
async function toldWithoutSpecs(
  chosen: readonly Mutant[],
  known: KnownResults,
  { budgetMs, say }: Omit<GenerateOptions, "only">,
): Promise<ReadonlySet<string>> {
  const leftOut = ofLeftOut(chosen, Object.values(readComposeFile().services));
  // One that has begun has been asked about.
  const unknown = chosen.filter(({ id }) => !leftOut.has(id) && !known.of(id) && !known.begunOf(id));
  const seconds = Math.round((budgetMs / 1e3) * ASKED_FOR);
  say(
    `${unknown.length} of ${chosen.length} are new: the programs are asked first, for ${seconds} s at most`,
  );
  const unseen = chosen.filter(({ id }) => leftOut.has(id));
  const exposed = askExposure([...unseen, ...unknown], seconds);
  // A program that does not take a file has the last word.
  const said = new Map([...leftOut, ...exposed, ...(await askPrograms(unknown, seconds))]);
  for (const mutant of chosen) {
    const outcome = said.get(mutant.id);
    if (outcome) known.add(mutant, outcome);
  }
  known.write();
  const told = chosen.filter(({ id }) => leftOut.has(id) || known.isSettled(id));
  say(`${told.length} of ${chosen.length} are told without a run of specs`);
  return new Set(told.map(({ id }) => id));
}

function said(outcome: Outcome): string {
  return outcome.status === "caught" ? `caught by ${outcome.by}` : outcome.status;
}
