import { Problem } from "../kernel/problem.ts";

/** One of several parts of a whole, as for several machines or nights. */
export interface Shard {
  /** From 1. */
  index: number;
  count: number;
}

/** @param text "1/3". @throws Problem for anything else */
export function shardIn(text: string): Shard {
  const [, index = 0, count = 0] = /^(\d+)\/(\d+)$/.exec(text)?.map(Number) ?? [];
  if (index >= 1 && index <= count) return { index, count };
  throw new Problem({
    subject: "the shard",
    expected: "one of so many, such as 1/3",
    seen: text,
    remedy: "write --shard INDEX/COUNT, with an index from 1 to the count",
  });
}

/**
 * The items of one shard, in their order. Those that run alone are dealt apart from those that run side by side, so that shards last
 * about as long. All shards together have every item once.
 */
export function ofShard<T extends { isAlone?: boolean }>(all: readonly T[], { index, count }: Shard): T[] {
  const seen = { alone: 0, beside: 0 };
  return all.filter(({ isAlone }) => {
    const nth = isAlone ? seen.alone++ : seen.beside++;
    return nth % count === index - 1;
  });
}
