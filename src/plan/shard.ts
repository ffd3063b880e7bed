import { z } from "zod";
import { Problem } from "../kernel/problem.ts";

const whole = z.int().positive();

/** Which of several runs that share the tasks a run is: "1/4" is number 1 of 4. */
export interface ShardName {
  number: number;
  of: number;
}

export const shardSchema = z.object({
  number: whole,
  of: whole,
  /** The ids of the tasks of every shard, that of number 1 first, as this run has dealt them. */
  division: z.array(z.array(z.string()).min(1)),
});

/** A shard, with the whole division that it believes in: one that was dealt otherwise can be told. */
export type Shard = z.infer<typeof shardSchema>;

/** @param text "1/4" @throws Problem for anything else */
export function shardNamed(text: string): ShardName {
  const [, number = 0, of = 0] = (/^(\d+)\/(\d+)$/.exec(text) ?? []).map(Number);
  if (number >= 1 && number <= of) return { number, of };
  throw new Problem({
    subject: `--shard ${text}`,
    expected: "the number of a shard and how many there are, as 1/4",
    seen: text || "nothing",
    remedy: "number the shards from 1: --shard 1/2 on one machine, --shard 2/2 on another",
  });
}

/** The tasks of one shard. */
export function tasksOf({ number, division }: Pick<Shard, "number" | "division">): readonly string[] {
  return division[number - 1] ?? [];
}
