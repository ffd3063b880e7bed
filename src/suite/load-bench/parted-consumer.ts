import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { brokerAt } from "../../brokers/all.ts";
import type { BrokerTarget } from "../../brokers/broker.ts";
import { QUIET_MS } from "../../brokers/emptying.ts";
import { judgeDelivery } from "../../judges/delivery.ts";
import { messageOf } from "../../kernel/problem.ts";
import { Undetermined } from "../../kernel/undetermined.ts";
import { done, notYet, until } from "../../kernel/wait.ts";
import { drained } from "../../traffic/drain.ts";
import type { PartingData } from "../../traffic/parting-thread.ts";
import { traffic } from "./traffic.ts";

const THREAD = fileURLToPath(new URL("../../traffic/parting-thread.ts", import.meta.url));
/** Several times what a consumer takes, or acknowledges, at once: one that does so too early has done it by then. */
const FRAMES = 1_000;
/** More than it takes at once, so that it has acknowledged some before it goes. */
const HANDLES = 300;
const HOLDS_WITHIN_MS = 20_000;

/** What became of frames that a consumer had in hand when it went away. */
export interface Parting {
  frames: number;
  /** Frames that it had handled. */
  handled: number;
  /** Frames that it had not, and that nobody was given afterwards. */
  gone: number;
  /** How taking out the rest ended. */
  ended: string;
}

/**
 * Sends frames, lets a consumer of the load's own kind take them, ends it in the middle of one, and takes out the rest. The
 * law: a frame is acknowledged once it was handled, so what a consumer has not handled comes again.
 *
 * @throws Undetermined when the consumer never came that far
 */
export async function partedConsumer(target: BrokerTarget, withinMs = HOLDS_WITHIN_MS): Promise<Parting> {
  const broker = brokerAt(target);
  const history = await traffic.publish(broker, { frames: FRAMES });
  const holds = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const workerData: PartingData = { target, history: history.shared, holds, handles: HANDLES };
  const worker = new Worker(THREAD, { workerData, execArgv: [] });
  let failure: unknown;
  worker.on("error", (thrown) => {
    failure = thrown;
  });
  try {
    const question = `${broker.destination}: a consumer has frames in hand`;
    await until(question, { deadlineMs: withinMs, everyMs: 10 }, () => {
      if (failure) throw new Undetermined(`${question}: ${messageOf(failure)}`);
      const { received } = history.counts;
      return Atomics.load(holds, 0) === 1 ? done(undefined) : notYet(`${received} handled`);
    }).catch((thrown: unknown) => {
      throw thrown instanceof Undetermined ? thrown : new Undetermined(messageOf(thrown), { cause: thrown });
    });
  } finally {
    await worker.terminate();
  }
  const handled = history.counts.received;
  const { ended } = await drained(broker, history, { quietMs: QUIET_MS.empty, stuckMs: QUIET_MS.loaded });
  return { frames: FRAMES, handled, gone: judgeDelivery(history).lost, ended };
}
