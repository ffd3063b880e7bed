import type { Batch } from "./sabotage.ts";
import { ofShard, shardIn } from "./shard.ts";

/** What is tried on several hosts. */
export const HOSTS_SPEC = "specs/overall/hosts.spec.ts";

/** Which batches of a catalogue a run tries. */
export interface Choice {
  /** "fast" for what `npm test` tries, or words, with commas between, of which the ids of batches or sabotages hold one; without it, all. */
  words?: string | undefined;
  /** One of several parts of those, such as 1/3. */
  shard?: string | undefined;
}

/** The batches that are chosen, in their order. @throws Problem for a shard that is none */
export function chosen(all: readonly Batch[], { words, shard = "1/1" }: Choice): Batch[] {
  return ofShard(named(all, words), shardIn(shard));
}

function named(all: readonly Batch[], words: string | undefined): readonly Batch[] {
  if (!words) return all;
  if (words === "fast") return all.filter(({ isFast }) => isFast);
  const each = words.split(",");
  return all.filter(({ id, sabotages }) => {
    const ids = [id, ...sabotages.map((sabotage) => sabotage.id)];
    return each.some((word) => ids.some((one) => one.includes(word)));
  });
}

/** Whether any of them is tried on several hosts, which takes more programs than other runs do. */
export function needsHosts(batches: readonly Batch[]): boolean {
  return batches.some(({ specs }) => specs.includes(HOSTS_SPEC));
}
