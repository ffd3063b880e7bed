import { type Delivery, type DeliveryHistory, FATE, type FrameId } from "./delivery.ts";

/** A history as a list of what happened: the answers per producer and number, and every reception in its order. */
export interface Story {
  fates: number[][];
  received: FrameId[];
  corrupted: number;
  strangers: number;
  leftover: number;
}

const TEN = 10;
const STRANGER = { producer: 99, sequence: 0 };

/** The same story as the judge is given it. */
export function historyOf({ fates, received, corrupted, strangers, leftover }: Story): DeliveryHistory {
  const producers = fates.map((of, producer) => ({
    producer,
    attempted: of.length,
    fates: Uint8Array.from(of),
    receptions: new Uint8Array(of.length),
    places: new Uint32Array(of.length),
  }));
  for (const [index, { producer, sequence }] of received.entries()) {
    const record = producers[producer];
    if (!record) continue;
    record.receptions[sequence] = (record.receptions[sequence] ?? 0) + 1;
    record.places[sequence] ||= index + 1;
  }
  const met = (count: number) => ({ count, first: Array(Math.min(count, TEN)).fill(STRANGER) });
  return { producers, corrupted: met(corrupted), unexpected: met(strangers), leftover: met(leftover) };
}

/** The verdict as the definitions read, with lists and searches: slow, and short enough to be believed. */
export function toldPlainly(story: Story): Delivery {
  const ids = story.fates.flatMap((of, producer) => of.map((_, sequence) => ({ producer, sequence })));
  const fateOf = ({ producer, sequence }: FrameId) => story.fates[producer]?.[sequence];
  const same = (one: FrameId, other: FrameId) =>
    one.producer === other.producer && one.sequence === other.sequence;
  const times = (frame: FrameId) => story.received.filter((each) => same(each, frame)).length;
  const place = (frame: FrameId) => story.received.findIndex((each) => same(each, frame));
  const isOut = (frame: FrameId) => times(frame) > 0;
  const withFate = (fate: number) => ids.filter((frame) => fateOf(frame) === fate);

  const lost = withFate(FATE.confirmed).filter((frame) => !isOut(frame));
  const isSuffix = (frame: FrameId) =>
    !ids.some((each) => each.producer === frame.producer && each.sequence > frame.sequence && isOut(each));
  const isPrefix = (frame: FrameId) =>
    !ids.some((each) => each.producer === frame.producer && each.sequence < frame.sequence && isOut(each));
  const suffix = lost.filter(isSuffix).length;
  const prefix = lost.filter((frame) => isPrefix(frame) && !isSuffix(frame)).length;
  const invented = withFate(FATE.unsent).filter(isOut);
  const classes = {
    refused: withFate(FATE.refused),
    unknown: withFate(FATE.unanswered),
    unsent: withFate(FATE.unsent),
    lost,
    recovered: withFate(FATE.unanswered).filter(isOut),
    duplicated: ids.filter((frame) => times(frame) > 1),
    reordered: ids.filter(
      (frame) =>
        isOut(frame) &&
        ids.some(
          (higher) =>
            higher.producer === frame.producer &&
            higher.sequence > frame.sequence &&
            isOut(higher) &&
            place(higher) < place(frame),
        ),
    ),
    corrupted: Array<FrameId>(story.corrupted).fill(STRANGER),
    unexpected: [...Array<FrameId>(story.strangers).fill(STRANGER), ...invented],
    leftover: Array<FrameId>(story.leftover).fill(STRANGER),
  };
  const first = Object.entries(classes).map(([name, frames]) => [name, frames.slice(0, TEN)]);
  const counts = Object.entries(classes).map(([name, frames]) => [name, frames.length]);
  return {
    ...Object.fromEntries(counts),
    attempted: ids.length,
    confirmed: withFate(FATE.confirmed).length,
    received: ids.filter(isOut).length,
    lostWhere: { prefix, middle: lost.length - prefix - suffix, suffix },
    first: Object.fromEntries(first),
  };
}
