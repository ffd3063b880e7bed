import fc from "fast-check";
import { expect, test } from "vitest";
import { judgeDelivery } from "../judges/delivery.ts";
import { MissingFrames } from "./missing-frames.ts";
import { ProducerRecord } from "./producer-record.ts";

const FRAMES = 40;

type Step = { does: "send" | "leave unsent" | "confirm" | "refuse" | "receive" | "look"; at: number };

const steps = fc.array(
  fc.record({
    does: fc.constantFrom<Step["does"]>("send", "leave unsent", "confirm", "refuse", "receive", "look"),
    at: fc.nat({ max: FRAMES - 1 }),
  }),
  { maxLength: 200 },
);

/** What both sides of a load do to a record, in any order. */
function apply(record: ProducerRecord, { does, at }: Step): void {
  if (does === "send" && record.attempted < FRAMES) record.sending(record.due());
  if (does === "leave unsent" && record.attempted < FRAMES) record.due();
  if (at >= record.attempted) return;
  if (does === "confirm") record.answered(at, "confirmed");
  if (does === "refuse") record.answered(at, "refused");
  if (does === "receive") record.receivedAt(at, 1);
}

test("whatever happens to frames, and whenever one looks, it ends as the whole history is judged", () => {
  fc.assert(
    fc.property(fc.tuple(steps, steps), (stories) => {
      const producers = stories.map((_, producer) => ProducerRecord.allocate(producer, FRAMES));
      const missing = new MissingFrames({ producers });
      for (const [index, story] of stories.entries()) {
        for (const step of story) {
          if (step.does === "look") missing.look();
          else apply(producers[index] as ProducerRecord, step);
        }
      }
      const none = { count: 0, first: [] };
      const { lost, lostWhere } = judgeDelivery({
        producers,
        corrupted: none,
        unexpected: none,
        leftover: none,
      });

      expect(missing.look()).toEqual({ all: lost, overtaken: lostWhere.prefix + lostWhere.middle });
    }),
    { numRuns: 2_000 },
  );
});

test("a frame that came out is not looked at again", () => {
  const record = ProducerRecord.allocate(1, FRAMES);
  for (let sequence = 0; sequence < FRAMES; sequence += 1) {
    record.sending(record.due());
    record.answered(sequence, "confirmed");
    if (sequence !== 3) record.receivedAt(sequence, sequence + 1);
  }
  const looked: number[] = [];
  const receptions = new Proxy(record.receptions, {
    get: (of, name) => {
      looked.push(Number(name));
      return Reflect.get(of, name);
    },
  });
  const { producer, attempted, fates, places } = record;
  const missing = new MissingFrames({ producers: [{ producer, attempted, fates, receptions, places }] });

  expect(missing.look()).toEqual({ all: 1, overtaken: 1 });
  looked.length = 0;
  expect(missing.look()).toEqual({ all: 1, overtaken: 1 });
  expect(looked).toEqual([3]);
});
