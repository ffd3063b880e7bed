/** What the broker last said about a frame, as kept in {@link ProducerHistory.fates}. */
export const FATE = {
  /** Never handed to the broker. */
  unsent: 0,
  /** Sent, and no answer has come. Once the connection is lost none will: *unknown*. */
  unanswered: 1,
  confirmed: 2,
  refused: 3,
} as const;

/** What is known of one producer's frames; the index in each array is the frame's sequence number. */
export interface ProducerHistory {
  producer: number;
  /** How many sequence numbers were used. */
  attempted: number;
  fates: Uint8Array;
  /** How often each frame was received with its bytes intact, up to 255. */
  receptions: Uint8Array;
}

export interface DeliveryHistory {
  producers: ProducerHistory[];
  /** Frames received whose checksum does not hold: which frame they were cannot be trusted. */
  corrupted: number;
  /** Frames received intact that no producer of this history sent. */
  unexpected: number;
  /** Frames received after a higher number of their producer. */
  reordered: number;
}

interface FrameId {
  producer: number;
  sequence: number;
}

/** Counts of frames, and the first ids of what should not be. */
export interface Delivery {
  attempted: number;
  /** The broker acknowledged it. */
  confirmed: number;
  /** The broker said no. */
  refused: number;
  /** No answer came: the connection was lost. */
  unknown: number;
  /** Received intact at least once. */
  received: number;
  /** Confirmed, and never received intact. */
  lost: number;
  /** Unknown, yet received. */
  recovered: number;
  /** Received more than once (frames, not copies). */
  duplicated: number;
  corrupted: number;
  unexpected: number;
  reordered: number;
  firstLost: FrameId[];
  firstDuplicated: FrameId[];
}

const FIRST = 10;

/**
 * Judges what came out against what went in. The law: every confirmed frame comes out, exactly once, with its bytes
 * unchanged, and nothing comes out that was not sent. A frame without an answer may come out or not.
 *
 * Pure: the history is complete when this is called, which is for the caller to prove (drain ended, depth 0).
 */
export function judgeDelivery(history: DeliveryHistory): Delivery {
  const { corrupted, unexpected, reordered } = history;
  const delivery: Delivery = {
    ...NOTHING,
    corrupted,
    unexpected,
    reordered,
    firstLost: [],
    firstDuplicated: [],
  };
  for (const producer of history.producers) judgeProducer(producer, delivery);
  return delivery;
}

const NOTHING = {
  attempted: 0,
  confirmed: 0,
  refused: 0,
  unknown: 0,
  received: 0,
  lost: 0,
  recovered: 0,
  duplicated: 0,
};

function judgeProducer({ producer, attempted, fates, receptions }: ProducerHistory, into: Delivery): void {
  for (let sequence = 0; sequence < attempted; sequence += 1) {
    const fate = fates[sequence];
    const receivedTimes = receptions[sequence] ?? 0;
    if (fate !== FATE.unsent) into.attempted += 1;
    if (fate === FATE.confirmed) into.confirmed += 1;
    if (fate === FATE.refused) into.refused += 1;
    if (fate === FATE.unanswered) into.unknown += 1;
    if (receivedTimes > 0) into.received += 1;
    if (receivedTimes > 0 && fate === FATE.unanswered) into.recovered += 1;
    if (receivedTimes > 0 && fate === FATE.unsent) into.unexpected += 1;
    if (receivedTimes === 0 && fate === FATE.confirmed) {
      into.lost += 1;
      if (into.firstLost.length < FIRST) into.firstLost.push({ producer, sequence });
    }
    if (receivedTimes > 1) {
      into.duplicated += 1;
      if (into.firstDuplicated.length < FIRST) into.firstDuplicated.push({ producer, sequence });
    }
  }
}
