import fc from "fast-check";
import { expect, test } from "vitest";
import { ProducerRecord } from "../producer-record.ts";
import { FateTeller, takeIn } from "./fate-news.ts";

const FRAMES = 40;

/** What happens to a producer between two times that it is told. */
const anySteps = fc.array(
  fc.oneof(
    fc.constant("due"),
    fc.constant("send"),
    fc.constant("tell"),
    fc.record({ answer: fc.constantFrom("confirmed", "refused"), sequence: fc.nat({ max: FRAMES - 1 }) }),
  ),
  { maxLength: 120 },
);

test("whatever happens to frames, once it is told it is known elsewhere", () => {
  fc.assert(
    fc.property(anySteps, (steps) => {
      const [here, elsewhere] = [ProducerRecord.allocate(1, FRAMES), ProducerRecord.allocate(1, FRAMES)];
      const teller = new FateTeller(0, here);
      let known = 0;
      for (const step of [...steps, "tell"] as typeof steps) {
        if (step === "tell") {
          known = takeIn(elsewhere, JSON.parse(JSON.stringify(teller.take())));
          expect(known).toBe(here.attempted);
          expect([...elsewhere.fates]).toEqual([...here.fates]);
        } else if (step === "due" && here.attempted < FRAMES) here.due();
        else if (step === "send" && here.attempted < FRAMES) here.sending(here.due());
        else if (
          typeof step === "object" &&
          step.sequence < here.attempted &&
          here.fates[step.sequence] === 1
        )
          here.answered(step.sequence, step.answer as "confirmed");
      }
    }),
  );
});

test("a thousand frames that were answered take little to tell", () => {
  const record = ProducerRecord.allocate(1, 1_000);
  for (let sequence = 0; sequence < 1_000; sequence += 1) {
    record.sending(record.due());
    record.answered(sequence, "confirmed");
  }
  const teller = new FateTeller(0, record);

  expect(JSON.stringify(teller.take()).length).toBeLessThan(500);
  expect(teller.take()).toMatchObject({ from: 1_000, frames: 0, answered: [] });
});
