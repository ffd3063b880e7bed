import type { Mutant } from "../mutant.ts";
import type { Outcomes } from "../outcome.ts";
import { askCompose } from "./compose.ts";
import { askExposure } from "./exposure.ts";
import { askRedis } from "./redis.ts";
import { askForRefusals } from "./refused-files.ts";

/**
 * What is said of mutants before any spec runs: by the programs that read the settings, and by what criteria make of the compose
 * file alone.
 * @param seconds in which each of them may be asked
 */
export async function askPrograms(mutants: readonly Mutant[], seconds: number): Promise<Outcomes> {
  const said = await Promise.all([
    askCompose(mutants, seconds),
    askRedis(mutants),
    askForRefusals(mutants, seconds),
  ]);
  // A program that does not take a file has the first word.
  return new Map([...askExposure(mutants, seconds), ...said.flatMap((each) => [...each])]);
}
