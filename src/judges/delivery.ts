/** What the broker last said about a frame, as kept in {@link ProducerHistory.fates}. */
export const FATE = {
  /** Due, and never handed to the broker: there was no connection, or the producer was stopped. */
  unsent: 0,
  /** Sent, and no answer has come. Once the connection is lost none will: *unknown*. */
  unanswered: 1,
  confirmed: 2,
  refused: 3,
} as const;

/** What is known of one producer's frames; the index in each array is the frame's sequence number. */
export interface ProducerHistory {
  producer: number;
  /** How many sequence numbers were used: frames that were due, sent or not. */
  attempted: number;
  fates: Uint8Array;
  /** How often each frame was received with its bytes intact, up to 255. */
  receptions: Uint8Array;
  /**
   * When each was first received: its place in the order of all receptions, from 1; 0 for one that never was. Of two frames with
   * the same place nobody knows which came first.
   */
  places: Uint32Array;
}

export interface FrameId {
  producer: number;
  sequence: number;
}

/** Received frames that no producer's record can hold: how many, and what the first ones said they were. */
export interface Strangers {
  count: number;
  first: FrameId[];
}

export interface DeliveryHistory {
  producers: ProducerHistory[];
  /** Frames received whose checksum does not hold: which frame they were cannot be trusted. */
  corrupted: Strangers;
  /** Frames received intact that no producer of this history sent, nor any of an earlier one of this process. */
  unexpected: Strangers;
  /** Frames received intact that a producer of an earlier history of this process sent. */
  leftover: Strangers;
}

/** Classes of frames of which the first ids are told. */
const LISTED = [
  "refused",
  "unknown",
  "unsent",
  "lost",
  "recovered",
  "duplicated",
  "corrupted",
  "unexpected",
  "leftover",
  "reordered",
] as const;
type Listed = (typeof LISTED)[number];

/** Counts of frames, and the first ids of those that are not simply delivered. */
export interface Delivery {
  /** Frames that were due: confirmed, refused, unknown or unsent. */
  attempted: number;
  /** The broker acknowledged it. */
  confirmed: number;
  /** The broker said no. */
  refused: number;
  /** No answer came: the connection was lost. */
  unknown: number;
  /** Due, and never handed to the broker. */
  unsent: number;
  /** Received intact at least once. */
  received: number;
  /** Confirmed, and never received intact. */
  lost: number;
  /** Where the lost ones lie among what their producer got through. */
  lostWhere: LostWhere;
  /** Unknown, yet received. */
  recovered: number;
  /** Received more than once (frames, not copies). */
  duplicated: number;
  corrupted: number;
  /** Received, and never sent: of no producer of this history, or under a number that was not sent. */
  unexpected: number;
  /**
   * Received, and sent by a producer of an earlier history: the broker was not empty at the start, so what is missing may have
   * gone to whoever took part then.
   */
  leftover: number;
  /** First received after a frame of its producer with a higher number. */
  reordered: number;
  /** The first ten of each class, by producer and number. */
  first: Record<Listed, FrameId[]>;
}

interface LostWhere {
  /** Lower than every number received: the consumer came late, or the oldest frames were dropped. */
  prefix: number;
  /** Between received ones. */
  middle: number;
  /** Higher than every number received: the last frames before a crash, or a drain that ended early. All, if none was. */
  suffix: number;
}

/** Why frames that are missing can't be called lost, where some of an earlier history came out. */
export function notEmptyAtStart({
  leftover,
  first,
}: Pick<Delivery, "leftover" | "first">): string | undefined {
  if (leftover === 0) return undefined;
  const [id] = first.leftover;
  const which = id ? ` (the first: number ${id.sequence} of producer ${id.producer})` : "";
  return `the broker was not empty at the start: ${leftover} frames of an earlier load came out${which}`;
}

/** How many ids of a class are told. */
export const FIRST = 10;

/**
 * Judges what came out against what went in. The law: every confirmed frame comes out, exactly once, with its bytes
 * unchanged, and nothing comes out that was not sent. A frame without an answer may come out or not.
 *
 * Pure: the history is complete when this is called, which is for the caller to prove (drain ended, depth 0).
 */
export function judgeDelivery({ producers, ...strangers }: DeliveryHistory): Delivery {
  const delivery = nothing();
  for (const name of ["corrupted", "unexpected", "leftover"] as const) {
    for (const stranger of strangers[name].first) tell(delivery, name, stranger);
    delivery[name] = strangers[name].count;
  }
  for (const producer of producers) {
    judgeFates(producer, delivery);
    judgeOrder(producer, delivery);
  }
  return delivery;
}

/**
 * Success rate in percent: frames confirmed and received intact, of all that were attempted.
 * `undefined` when none was, since nothing was shown then.
 */
export function successPercent({ attempted, confirmed, lost }: Delivery): number | undefined {
  return attempted === 0 ? undefined : ((confirmed - lost) / attempted) * 100;
}

function nothing(): Delivery {
  return {
    attempted: 0,
    confirmed: 0,
    refused: 0,
    unknown: 0,
    unsent: 0,
    received: 0,
    lost: 0,
    lostWhere: { prefix: 0, middle: 0, suffix: 0 },
    recovered: 0,
    duplicated: 0,
    corrupted: 0,
    unexpected: 0,
    leftover: 0,
    reordered: 0,
    first: Object.fromEntries(LISTED.map((name) => [name, []])) as unknown as Delivery["first"],
  };
}

function judgeFates(history: ProducerHistory, into: Delivery): void {
  const { producer, attempted, fates, receptions } = history;
  const count = (name: Listed, sequence: number) => {
    into[name] += 1;
    tell(into, name, { producer, sequence });
  };
  const { first, last } = reach(history);
  into.attempted += attempted;
  for (let sequence = 0; sequence < attempted; sequence += 1) {
    const fate = fates[sequence];
    const receivedTimes = receptions[sequence] ?? 0;
    if (receivedTimes > 0) into.received += 1;
    if (receivedTimes > 1) count("duplicated", sequence);
    if (fate === FATE.confirmed) {
      into.confirmed += 1;
      if (receivedTimes > 0) continue;
      count("lost", sequence);
      into.lostWhere[sequence > last ? "suffix" : sequence < first ? "prefix" : "middle"] += 1;
    } else if (fate === FATE.refused) {
      count("refused", sequence);
    } else if (fate === FATE.unanswered) {
      count("unknown", sequence);
      if (receivedTimes > 0) count("recovered", sequence);
    } else {
      count("unsent", sequence);
      if (receivedTimes > 0) count("unexpected", sequence);
    }
  }
}

/** The lowest and the highest number received; past the last, and before the first, when none was. */
function reach({ attempted, receptions }: ProducerHistory): { first: number; last: number } {
  let [first, last] = [0, attempted - 1];
  while (first < attempted && receptions[first] === 0) first += 1;
  while (last >= 0 && receptions[last] === 0) last -= 1;
  return { first, last };
}

/** From the highest number down: a frame is late when one of the higher ones came before it. */
function judgeOrder({ producer, attempted, places }: ProducerHistory, into: Delivery): void {
  const late: number[] = [];
  let earliestOfHigher = Number.POSITIVE_INFINITY;
  let count = 0;
  for (let sequence = attempted - 1; sequence >= 0; sequence -= 1) {
    const place = places[sequence] ?? 0;
    if (place === 0) continue;
    if (place <= earliestOfHigher) {
      earliestOfHigher = place;
    } else {
      late[count % FIRST] = sequence;
      count += 1;
    }
  }
  into.reordered += count;
  for (const sequence of late.sort((a, b) => a - b)) tell(into, "reordered", { producer, sequence });
}

function tell({ first }: Delivery, name: Listed, id: FrameId): void {
  if (first[name].length < FIRST) first[name].push(id);
}
