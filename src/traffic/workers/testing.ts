// Stories that happen to several workers, for the tests of their results and of merging them.

import { createHistogram } from "node:perf_hooks";
import fc from "fast-check";
import type { Story } from "../../judges/delivery.naive.ts";
import type { FrameId, Strangers } from "../../judges/delivery.ts";
import { anyStoryOf } from "../../judges/stories.ts";
import { FrameHistory } from "../history.ts";
import { ProducerRecord } from "../producer-record.ts";
import type { ConsumerEnded, ProducerEnded } from "../thread-messages.ts";
import type { WorkerResult } from "./worker-result.ts";

export const WORKERS = 3;
const STRANGER: FrameId = { producer: 99, sequence: 0 };

/** A story of one load, and which worker each part of it happened to, from 0. */
export interface SplitStory {
  story: Story;
  /** By which each producer was run. */
  senders: number[];
  /** By which each reception was seen, and all strangers. */
  receivers: number[];
}

const anyWorker = fc.nat({ max: WORKERS - 1 });

export const anySplitStory: fc.Arbitrary<SplitStory> = anyStoryOf(4).chain((story) =>
  fc.record({
    story: fc.constant(story),
    senders: fc.array(anyWorker, { minLength: story.fates.length, maxLength: story.fates.length }),
    receivers: fc.array(anyWorker, { minLength: 81, maxLength: 81 }),
  }),
);

/** A history with room for the frames of a story, of which none was sent. */
export function emptyHistory({ fates }: Story): FrameHistory {
  const records = fates.map((of, producer) => ProducerRecord.allocate(producer, of.length).shared);
  return new FrameHistory({ records, tickMs: 1, earlier: [] });
}

/** What each worker hands over at the end of the story. */
export function resultsOf({ story, senders, receivers }: SplitStory): WorkerResult[] {
  return Array.from({ length: WORKERS }, (_, worker) => {
    const history = emptyHistory(story);
    const sends = story.fates.flatMap((_, producer) => (senders[producer] === worker ? [producer] : []));
    for (const [producer, record] of history.producers.entries()) {
      if (sends.includes(producer)) record.fates.set(story.fates[producer] ?? []);
      // A worker can't know how many numbers another's producer has used.
      record.takeUp(record.capacity);
    }
    for (const [place, { producer, sequence }] of story.received.entries())
      if (receivers[place] === worker) history.producers[producer]?.receivedAt(sequence, place + 1);
    const meets = worker === receivers.at(-1) ? story : { corrupted: 0, strangers: 0, leftover: 0 };
    return {
      ...{ worker: worker + 1, sends, history, stoppedMs: 5_000.5 + worker, timeline: [] },
      produced: sends.map(produced),
      consumed: [consumed(meets)],
      clocks: { producers: sends.map(() => ({ leastMs: -0.1, mostMs: 0.2 })), consumers: [] },
    };
  });
}

function produced(producer: number): ProducerEnded {
  const [confirmed, lag] = [createHistogram(), createHistogram()];
  confirmed.record(1_000_000 + producer);
  const stalls = [{ fromMs: 1, toMs: 101.25 }];
  return {
    ...{ kind: "producer ended", confirmed, lag, busy: 0.5, processorMs: 12.5 },
    report: {
      ...{ sentInWindow: 10, lateByOwnFault: 1, inTime: [5, 5], stalls },
      ...{ refusals: new Map([["full", 2]]), connectionLosses: new Map() },
    },
  };
}

function consumed(meets: Pick<Story, "corrupted" | "strangers" | "leftover">): ConsumerEnded {
  const met = (count: number): Strangers => ({ count, first: Array(Math.min(count, 10)).fill(STRANGER) });
  const received = createHistogram();
  received.record(2_000_000);
  const least = Number.POSITIVE_INFINITY;
  return {
    ...{ kind: "consumer ended", received, early: { count: 0, mostMs: 0 }, adopted: 0 },
    ...{ corrupted: met(meets.corrupted), unexpected: met(meets.strangers), leftover: met(meets.leftover) },
    report: {
      ...{ leastDelaysMs: [least, 1.5], inTime: [10], stalls: [], connectionLosses: new Map() },
      bytes: { frames: 0, sum: 0, least },
    },
    ...{ busy: 0.25, processorMs: 3 },
  };
}
