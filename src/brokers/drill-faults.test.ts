import { expect, test } from "vitest";
import { both, fewThenMany, lasting, sending } from "./drill-faults.ts";
import type { FrameBroker } from "./frame-broker.ts";

/** A broker that counts what it is sent, and holds that much until a consumer comes. */
function counting() {
  const seen = { published: 0, held: 0, isOpen: true };
  const broker: FrameBroker = {
    destination: "stream frames",
    openPublisher: async () => ({
      refusal: "",
      publish: async () => {
        seen.published += 1;
        seen.held += 1;
        return "confirmed";
      },
      [Symbol.asyncDispose]: async () => {
        seen.isOpen = false;
      },
    }),
    openConsumer: async (onFrame) => {
      for (; seen.held > 0; seen.held -= 1) onFrame(Buffer.alloc(1));
      return { failure: undefined, [Symbol.asyncDispose]: async () => undefined };
    },
    depth: async () => seen.held,
    consumers: async () => 0,
  };
  return { broker, seen };
}

test("a fault is undone in the reverse order of what was done", async () => {
  const undone: string[] = [];
  const fault = await lasting(async (undo) => {
    undo.defer(async () => void undone.push("first"));
    undo.defer(async () => void undone.push("second"));
  });
  expect(undone).toEqual([]);

  await fault[Symbol.asyncDispose]();

  expect(undone).toEqual(["second", "first"]);
});

test("a fault that could only half be made is undone at once", async () => {
  const undone: string[] = [];
  const made = lasting(async (undo) => {
    undo.defer(async () => void undone.push("the half"));
    throw new Error("the other half");
  });

  await expect(made).rejects.toThrow("the other half");
  expect(undone).toEqual(["the half"]);
});

test("two faults go on together and are healed together", async () => {
  const acts: string[] = [];
  const fault = (name: string) => ({
    goOn: async () => void acts.push(`${name} goes on`),
    [Symbol.asyncDispose]: async () => void acts.push(`${name} is healed`),
  });
  const pair = both(fault("one"), { [Symbol.asyncDispose]: fault("other")[Symbol.asyncDispose] });

  await pair.goOn?.();
  await pair[Symbol.asyncDispose]();

  expect(acts).toEqual(["one goes on", "one is healed", "other is healed"]);
});

test("frames are few until that alert was heard, then many, and none is left in the end", async () => {
  const { broker, seen } = counting();
  const fault = await fewThenMany(broker);

  await fault.goOn?.();
  fault.onceHeard?.("NoConsumer");
  await fault.goOn?.();
  expect(seen.published).toBe(4);

  fault.onceHeard?.("ThroughputLow");
  await fault.goOn?.();
  expect(seen.published).toBe(104);

  await fault[Symbol.asyncDispose]();
  expect(seen).toMatchObject({ isOpen: false, held: 0 });
  expect(fault.endsByItself).toEqual(["ThroughputLow"]);
});

test("frames are sent again each time", async () => {
  const { broker } = counting();
  const sent: [destination: string, frames: number][] = [];
  const { goOn } = sending(
    async ({ destination }, frames) => void sent.push([destination, frames]),
    broker,
    3,
  );

  await goOn?.();
  await goOn?.();

  expect(sent).toEqual([
    ["stream frames", 3],
    ["stream frames", 3],
  ]);
});
