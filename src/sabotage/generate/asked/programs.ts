import type { Mutant } from "../mutant.ts";
import type { Outcomes } from "../outcome.ts";
import { askCompose } from "./compose.ts";
import { askRedis } from "./redis.ts";
import { askForRefusals } from "./refused-files.ts";

/**
 * What the programs themselves say of mutants, before any spec runs.
 * @param seconds in which each of them may be asked
 */
export async function askPrograms(mutants: readonly Mutant[], seconds: number): Promise<Outcomes> {
  const said = await Promise.all([
    askCompose(mutants, seconds),
    askRedis(mutants),
    askForRefusals(mutants, seconds),
  ]);
  return new Map(said.flatMap((each) => [...each]));
}
