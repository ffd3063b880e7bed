import { CATALOGUE } from "../../fixtures/sabotage/catalogue/all.ts";
import { type Choice, chosen } from "./chosen.ts";
import type { Batch } from "./sabotage.ts";

/** Those batches of the delivered catalogue that are chosen. @throws Problem for a shard that is none */
export function batchesOf(choice: Choice): Batch[] {
  return chosen(CATALOGUE, choice);
}
