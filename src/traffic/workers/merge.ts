import { FATE } from "../../judges/delivery.ts";
import { type FrameHistory, meet } from "../history.ts";
import type { ProducerRecord } from "../producer-record.ts";
import type { ResultFile } from "./result-file.ts";

/** A producer whose worker is missing, as far as is known of it. */
export interface LostProducer {
  /** Its place among the load's. */
  producer: number;
  /** How many of its frames were due until nothing of it could send any more: those that nobody told of are unknown. */
  sentUntil: number;
  /** How many were due in the whole run, sent or not. */
  due: number;
}

/**
 * Puts the results of all workers into one history, which is then judged like that of one process. The law: what a producer of
 * one worker sent and a consumer of another received is one frame; received by two it is duplicated, and it came out when the first of
 * them had it.
 *
 * Of a worker that is missing the history has what was told meanwhile. Its later frames are *unknown*, as they may have been sent; those
 * that came out were sent, whenever it ended. A frame that is confirmed and nowhere to be found stays lost: whether a missing worker had
 * it is not for the history to say.
 *
 * @param onCopy is told of each frame that one more worker has received than the one before
 */
export function merge(
  history: FrameHistory,
  results: readonly ResultFile[],
  missing: readonly LostProducer[] = [],
  onCopy: (producer: number, sequence: number) => void = () => undefined,
): void {
  const { producers } = history;
  for (const { facts, attempted } of results)
    for (const producer of facts.sends) producers[producer]?.takeUp(attempted[producer] ?? 0);
  for (const { producer } of missing) {
    const record = producers[producer];
    record?.takeUp(record.capacity);
  }
  const used = producers.map(({ attempted }) => attempted);
  for (const result of results) {
    result.frames({
      fate: (producer, sequence, fate) => {
        (producers[producer] as ProducerRecord).fates[sequence] = fate;
      },
      reception: (producer, sequence, times, place) => {
        const record = producers[producer] as ProducerRecord;
        if (sequence < (used[producer] ?? 0)) {
          if (record.receptions[sequence] !== 0) onCopy(producer, sequence);
          record.mergeReception(sequence, times, place);
        } else meet(history.unexpected, { producer: record.producer, sequence }, times);
      },
    });
    for (const each of result.facts.consumed) history.meetAll(each);
  }
  for (const each of missing) fillIn(producers[each.producer] as ProducerRecord, each);
  for (const record of producers) record.recount();
}

function fillIn(record: ProducerRecord, { sentUntil, due }: LostProducer): void {
  const { fates, receptions } = record;
  let used = Math.max(sentUntil, due);
  for (let sequence = 0; sequence < record.capacity; sequence += 1) {
    const isOut = receptions[sequence] !== 0;
    if (isOut) used = Math.max(used, sequence + 1);
    if (fates[sequence] === FATE.unsent && (isOut || sequence < sentUntil)) fates[sequence] = FATE.unanswered;
  }
  record.takeUp(Math.min(used, record.capacity));
}
