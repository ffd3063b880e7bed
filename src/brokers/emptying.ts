import { messageOf } from "../kernel/problem.ts";
import { Undetermined } from "../kernel/undetermined.ts";
import { DeadlinePassed, done, notYet, until } from "../kernel/wait.ts";
import type { FrameBroker } from "./frame-broker.ts";

/** How a drain ended. */
export interface DrainEnd {
  /** Whether nothing is there any more: then what did not come out is lost, and else it may still come. */
  isComplete: boolean;
  /** How it ended, in words: what was still there, where it is not complete. */
  ended: string;
}

/** For how long nothing has to have come out until a drain ends. */
export const QUIET_MS = {
  /** From a broker that nothing was done to: what it has just taken it hands out at once. */
  unharmed: 1_000,
  /** From one that was down and holds nothing any more. */
  empty: 2_000,
  /** From one that a load has kept busy. */
  loaded: 5_000,
  /** From one that gives a consumer what a dead one held: longer than that takes. */
  takingOver: 10_000,
};

/** How long it may take until nothing is there any more. */
export const EMPTY_WITHIN_MS = {
  /** Consumers that leave return what they have not acknowledged. */
  parted: 5_000,
  /** A node counts what it holds every few seconds, and notices that clients are gone. */
  counted: 30_000,
  /** A broker that was down starts, and then hands out what it holds; consumers take over what others have left. */
  handedOut: 60_000,
};

/** Something that can be empty. */
export interface Emptying {
  /** "stream frames" */
  subject: string;
  /** What is there now, in words; `undefined` for nothing. */
  remains(): Promise<string | undefined>;
}

/** The destination of a broker. */
export function framesIn(broker: FrameBroker): Emptying {
  return {
    subject: broker.destination,
    async remains() {
      const depth = await broker.depth();
      return depth === 0 ? undefined : `it holds ${depth} frames`;
    },
  };
}

/** Waits until nothing is there any more, whoever takes it. */
export async function emptied({ subject, remains }: Emptying, withinMs: number): Promise<DrainEnd> {
  try {
    await until(`${subject} is empty`, { deadlineMs: withinMs }, async () => {
      const still = await remains();
      return still === undefined ? done(undefined) : notYet(still);
    });
    return { isComplete: true, ended: "nothing is there any more" };
  } catch (thrown) {
    if (!(thrown instanceof DeadlinePassed)) throw thrown;
    return { isComplete: false, ended: thrown.lastAnswer };
  }
}

/** The same for what has to become empty. @throws Undetermined with what is still there */
export async function mustBecomeEmpty(emptying: Emptying, withinMs: number): Promise<void> {
  const { isComplete, ended } = await emptied(emptying, withinMs);
  if (!isComplete)
    throw new Undetermined(`${emptying.subject} is not empty after ${withinMs / 1e3} s: ${ended}`);
}

/** How far a drain is. */
export interface DrainProgress {
  /** Frames that came out. */
  received: number;
  /** Confirmed frames that did not come out yet; `undefined` where nobody knows what has to come. */
  missing: number | undefined;
}

/** When a drain ends at the latest. */
export interface Patience {
  /** Nothing has come out for that long, and the broker holds nothing. */
  quietMs: number;
  /** Nothing has come out for that long, whatever it holds; `quietMs` without it. */
  stuckMs?: number;
}

/** Consumers that are at work, and leave when they are told to. */
export interface AtWork {
  leave(): Promise<void>;
}

/**
 * Waits until consumers have taken out everything that has to come and the broker's own depth is 0, or until nothing comes out
 * any more. Then has them leave, and looks what the broker holds once they have returned what they had not acknowledged.
 */
export async function drainedBy(
  consumers: AtWork,
  broker: FrameBroker,
  progress: () => DrainProgress,
  patience: Patience,
): Promise<DrainEnd> {
  const ended = await comeToRest(broker, progress, patience);
  await consumers.leave();
  try {
    const empty = await emptied(framesIn(broker), EMPTY_WITHIN_MS.parted);
    return empty.isComplete ? { ...empty, ended } : { ...empty, ended: `${ended}; then ${empty.ended}` };
  } catch (thrown) {
    return { isComplete: false, ended: `${ended}; ${messageOf(thrown)}` };
  }
}

/** The same with a consumer of its own. @throws Undetermined when the broker takes none, or it fails */
export async function takenOut(
  broker: FrameBroker,
  take: (frame: Buffer) => void,
  progress: () => DrainProgress,
  patience: Patience,
): Promise<DrainEnd> {
  await using parting = new AsyncDisposableStack();
  const opening = { deadlineMs: EMPTY_WITHIN_MS.handedOut, everyMs: 250 };
  const consumer = await until(`${broker.destination} takes a consumer`, opening, async () =>
    done(parting.use(await broker.openConsumer(take))),
  ).catch((thrown: unknown) => {
    if (!(thrown instanceof DeadlinePassed)) throw thrown;
    throw new Undetermined(`${broker.destination} takes no consumer: ${thrown.lastAnswer}`, {
      cause: thrown,
    });
  });
  const going = () => {
    if (consumer.failure)
      throw new Undetermined(`${broker.destination}: the consumer failed: ${consumer.failure.message}`);
    return progress();
  };
  return await drainedBy({ leave: () => parting.disposeAsync() }, broker, going, patience);
}

/** Takes out and throws away what the broker holds. @throws Undetermined with what is still there */
export async function thrownAway(broker: FrameBroker, quietMs = QUIET_MS.unharmed): Promise<void> {
  let received = 0;
  const take = () => {
    received += 1;
  };
  const patience = { quietMs, stuckMs: EMPTY_WITHIN_MS.handedOut };
  const { isComplete, ended } = await takenOut(
    broker,
    take,
    () => ({ received, missing: undefined }),
    patience,
  );
  if (!isComplete) throw new Undetermined(`${broker.destination}: ${ended}`);
}

/** @returns why nothing more is waited for, in words */
async function comeToRest(
  broker: FrameBroker,
  progress: () => DrainProgress,
  { quietMs, stuckMs = quietMs }: Patience,
): Promise<string> {
  let { received } = progress();
  let quietFromMs = performance.now();
  const quietFor = () => {
    const now = progress();
    if (now.received !== received) [received, quietFromMs] = [now.received, performance.now()];
    return { quiet: performance.now() - quietFromMs, missing: now.missing };
  };
  for (;;) {
    const before = received;
    try {
      return await until(
        `${broker.destination} is drained`,
        { deadlineMs: stuckMs, everyMs: 50 },
        async () => {
          const { quiet, missing } = quietFor();
          const owing =
            missing === undefined ? "frames may come" : `${missing} confirmed frames have not come out`;
          if (missing !== 0 && quiet < quietMs) return notYet(owing);
          const depth = await broker.depth();
          if (depth > 0) return notYet(`${depth} frames are still held`);
          return done(missing === 0 ? "everything confirmed came out" : nothingCame(quietMs, owing));
        },
      );
    } catch (thrown) {
      if (!(thrown instanceof DeadlinePassed)) throw thrown;
      quietFor();
      if (received === before) return nothingCame(stuckMs, thrown.lastAnswer);
    }
  }
}

function nothingCame(ms: number, lastAnswer: string): string {
  return `nothing came out for ${ms / 1e3} s: ${lastAnswer}`;
}
