import fc from "fast-check";
import { expect, test } from "vitest";
import { type Delivery, FATE, judgeDelivery, type ProducerHistory } from "./delivery.ts";

interface Frame {
  fate: number;
  receivedTimes: number;
}

const anyFrame: fc.Arbitrary<Frame> = fc.record({
  fate: fc.constantFrom(...Object.values(FATE)),
  receivedTimes: fc.oneof(fc.constantFrom(0, 1, 2), fc.nat({ max: 255 })),
});

const anyFrames = fc.array(anyFrame, { maxLength: 40 });

/** Frames and the place of one among them that is confirmed and was not received. */
const withOneLost = fc
  .tuple(anyFrames, anyFrames)
  .map(([before, after]): { frames: Frame[]; lostAt: number } => ({
    frames: [...before, { fate: FATE.confirmed, receivedTimes: 0 }, ...after],
    lostAt: before.length,
  }));

function producerOf(producer: number, frames: readonly Frame[]): ProducerHistory {
  return {
    producer,
    attempted: frames.length,
    fates: Uint8Array.from(frames, ({ fate }) => fate),
    receptions: Uint8Array.from(frames, ({ receivedTimes }) => receivedTimes),
  };
}

function judged(...framesOfProducers: Frame[][]): Delivery {
  const producers = framesOfProducers.map((frames, index) => producerOf(index, frames));
  return judgeDelivery({ producers, corrupted: 0, unexpected: 0, reordered: 0 });
}

test("every frame that was attempted is confirmed, refused or unknown, and only one of them", () => {
  fc.assert(
    fc.property(anyFrames, anyFrames, (first, second) => {
      const { attempted, confirmed, refused, unknown } = judged(first, second);

      expect(confirmed + refused + unknown).toBe(attempted);
    }),
  );
});

test("a frame that was received is never counted as lost", () => {
  fc.assert(
    fc.property(anyFrames, (frames) => {
      const received = frames.map((frame) => ({ ...frame, receivedTimes: frame.receivedTimes || 1 }));

      expect(judged(received)).toMatchObject({ lost: 0, firstLost: [], received: frames.length });
      for (const { sequence } of judged(frames).firstLost) expect(frames[sequence]?.receivedTimes).toBe(0);
    }),
  );
});

test("one reception of a lost frame makes one frame less lost, one more received, and nothing else", () => {
  fc.assert(
    fc.property(withOneLost, ({ frames, lostAt }) => {
      const { firstLost: _before, ...before } = judged(frames);
      const { firstLost: _after, ...after } = judged(
        frames.with(lostAt, { fate: FATE.confirmed, receivedTimes: 1 }),
      );

      expect(after).toEqual({ ...before, lost: before.lost - 1, received: before.received + 1 });
    }),
  );
});
