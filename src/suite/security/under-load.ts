import type { BrokerTarget } from "../../brokers/broker.ts";
import { Undetermined } from "../../kernel/undetermined.ts";
import { DeadlinePassed, done, notYet, until } from "../../kernel/wait.ts";
import { carryOut, THROUGH_FAULTS } from "../../traffic/load-order.ts";
import type { LoadRun } from "../../traffic/load-run.ts";

const FRAMES_PER_SECOND = 200;
/** Ended long before, once the act is over. */
const LONGEST_SECONDS = 600;
/** Frames confirmed before the act, and again after it: a second's and more. */
const FLOWING_FRAMES = 300;
const FLOWS_WITHIN_MS = 60_000;

/**
 * Does something to brokers that frames flow through, in and out.
 * @returns what the load of each came to, in the order of the targets
 * @throws Undetermined when frames do not flow before or after it
 */
export async function underLoad(
  targets: readonly BrokerTarget[],
  act: () => Promise<unknown>,
): Promise<LoadRun[]> {
  const over = new AbortController();
  const loads = targets.map((target) => new FlowingLoad(target, over.signal));
  try {
    await Promise.all(loads.map((load) => load.flows()));
    await act();
    await Promise.all(loads.map((load) => load.flows()));
  } catch (thrown) {
    throw thrown instanceof DeadlinePassed ? new Undetermined(thrown.message, { cause: thrown }) : thrown;
  } finally {
    over.abort();
    // Also those of an act that failed: no load runs into what comes next.
    await Promise.allSettled(loads.map(({ ended }) => ended));
  }
  return Promise.all(loads.map(({ ended }) => ended));
}

class FlowingLoad {
  readonly ended: Promise<LoadRun>;
  readonly #broker: string;
  #confirmed = 0;
  #failure: unknown;

  constructor(target: BrokerTarget, signal: AbortSignal) {
    this.#broker = target.broker;
    const load = {
      ...THROUGH_FAULTS,
      target,
      framesPerSecond: FRAMES_PER_SECOND,
      durationSeconds: LONGEST_SECONDS,
      adopt: true,
    };
    this.ended = carryOut(load, {
      signal,
      onSecond: (_line, history) => {
        this.#confirmed = history.counts.confirmed;
      },
    });
    this.ended.catch((thrown: unknown) => {
      this.#failure = thrown;
    });
  }

  /** Waits until enough frames more are confirmed. @throws what ended the load */
  async flows(): Promise<void> {
    const before = this.#confirmed;
    await until(
      `${this.#broker} confirms ${FLOWING_FRAMES} frames`,
      { deadlineMs: FLOWS_WITHIN_MS, everyMs: 50 },
      () => {
        if (this.#failure) throw this.#failure;
        const more = this.#confirmed - before;
        return more >= FLOWING_FRAMES ? done(undefined) : notYet(`${more} more`);
      },
    );
  }
}
