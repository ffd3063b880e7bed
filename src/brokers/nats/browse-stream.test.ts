import type { JetStreamManager } from "@nats-io/jetstream";
import { expect, test } from "vitest";
import { browseStream } from "./browse-stream.ts";

/** A stream of messages with these numbers, which hold their number; a real one can't be made to lose one amid a look. */
function streamOf(kept: readonly number[], range = { first: kept[0] ?? 1, last: kept.at(-1) ?? 0 }) {
  const asked: number[] = [];
  const streams = {
    info: async () => ({ state: { messages: kept.length, first_seq: range.first, last_seq: range.last } }),
    getMessage: async (_stream: string, { seq }: { seq: number }) => {
      asked.push(seq);
      return kept.includes(seq) ? { data: new TextEncoder().encode(`${seq}`) } : null;
    },
  };
  return { manager: { streams } as unknown as Pick<JetStreamManager, "streams">, asked };
}

async function shown({ manager }: ReturnType<typeof streamOf>) {
  const frames: number[] = [];
  const count = await browseStream(manager, "FRAMES", (frame) => frames.push(Number(frame)));
  return { count, frames };
}

const from = (first: number, count: number) => Array.from({ length: count }, (_, index) => first + index);

test.for([1, 63, 64, 65, 200])(
  "every message of %i is shown once, in the order of their numbers",
  async (count) => {
    const stream = streamOf(from(1_000, count));

    expect(await shown(stream)).toEqual({ count, frames: from(1_000, count) });
    expect(stream.asked).toEqual(from(1_000, count));
  },
);

test("one that was taken meanwhile is neither shown nor counted", async () => {
  expect(await shown(streamOf([3, 4, 7], { first: 1, last: 9 }))).toEqual({ count: 3, frames: [3, 4, 7] });
});

test("of an empty stream nothing is asked, whatever numbers it has had", async () => {
  const stream = streamOf([], { first: 1, last: 900 });

  expect(await shown(stream)).toEqual({ count: 0, frames: [] });
  expect(stream.asked).toEqual([]);
});
