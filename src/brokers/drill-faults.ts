import { kill, startAgain } from "../faults/kill.ts";
import type { RunningService } from "../stack/running-service.ts";
import type { LastingFault, Publish } from "./drill.ts";
import { thrownAway } from "./emptying.ts";
import type { FrameBroker } from "./frame-broker.ts";

/** A fault that lasts by itself until it is undone, in the reverse order of what was done. */
export async function lasting(
  make: (undo: AsyncDisposableStack) => Promise<void>,
  ongoing: Omit<LastingFault, typeof Symbol.asyncDispose> = {},
): Promise<LastingFault> {
  await using undo = new AsyncDisposableStack();
  await make(undo);
  const undone = undo.move();
  return { ...ongoing, [Symbol.asyncDispose]: () => undone[Symbol.asyncDispose]() };
}

/** Processes that were killed; healed when others run in their places. */
export function killed(...services: readonly RunningService[]): Promise<LastingFault> {
  return lasting(async (undo) => {
    await Promise.all(
      services.map(async (service) => {
        const dead = await kill(service);
        undo.defer(async () => {
          await startAgain(service, dead);
        });
      }),
    );
  });
}

/**
 * A producer that stays connected while nobody takes what it sends: too few frames, until that has been heard, then more
 * every second.
 */
export async function fewThenMany(broker: FrameBroker): Promise<LastingFault> {
  const publisher = await broker.openPublisher();
  let framesAtOnce = 2;
  return lasting(
    async (undo) => {
      undo.defer(() => thrownAway(broker));
      undo.use(publisher);
    },
    {
      // That there are too few.
      endsByItself: ["ThroughputLow"],
      async goOn() {
        const frames = Array.from({ length: framesAtOnce }, () => publisher.publish(Buffer.alloc(1_024)));
        await Promise.all(frames);
      },
      onceHeard(alertname) {
        if (alertname === "ThroughputLow") framesAtOnce = 100;
      },
    },
  );
}

/** Two faults that have nothing to do with each other. */
export function both(one: LastingFault, other: LastingFault): LastingFault {
  return {
    async goOn() {
      await Promise.all([one.goOn?.(), other.goOn?.()]);
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([one[Symbol.asyncDispose](), other[Symbol.asyncDispose]()]);
    },
  };
}

/** Frames that are sent again and again into a broker that will not take them. */
export function sending(publish: Publish, broker: FrameBroker, frames: number): Pick<LastingFault, "goOn"> {
  return { goOn: () => publish(broker, frames) };
}
