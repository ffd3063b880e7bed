import fc from "fast-check";
import type { Story } from "./delivery.naive.ts";
import { FATE, type FrameId } from "./delivery.ts";

/** What may become of a load's frames, for properties: some of at most that many producers, received in any order and number. */
export function anyStoryOf(mostProducers: number): fc.Arbitrary<Story> {
  return fc
    .record({
      fates: fc.array(fc.array(fc.constantFrom(...Object.values(FATE)), { maxLength: 30 }), {
        minLength: 1,
        maxLength: mostProducers,
      }),
      corrupted: fc.nat({ max: 14 }),
      strangers: fc.nat({ max: 14 }),
      leftover: fc.nat({ max: 14 }),
    })
    .chain(({ fates, ...strangers }) => {
      const ids = fates.flatMap((of, producer) => of.map((_, sequence) => ({ producer, sequence })));
      const out =
        ids.length === 0 ? fc.constant<FrameId[]>([]) : fc.array(fc.constantFrom(...ids), { maxLength: 80 });
      return out.map((received) => ({ fates, received, ...strangers }));
    });
}
