import { type MessagePort, parentPort } from "node:worker_threads";
import { monotonicClock } from "../kernel/clock.ts";
import type { Meter } from "./latencies.ts";
import type { Schedule } from "./schedule.ts";
import type { FromThread, Second, Start, ToThread } from "./thread-messages.ts";
import { everySecond } from "./ticking.ts";

const port = parentPort as MessagePort;

export function tell(message: FromThread): void {
  port.postMessage(message);
}

/**
 * Says that this thread is ready, and waits for the start. From now on it tells its time to whom asks for it.
 * @param now reads the clock that its frames are stamped with
 */
export function started(now: () => number): Promise<Start> {
  const start = Promise.withResolvers<Start>();
  port.on("message", (message: ToThread) => {
    if (message.kind === "start") start.resolve(message);
    else tell({ kind: "time", nowMs: now() });
  });
  tell({ kind: "ready" });
  return start.promise;
}

/** Tells what a meter has recorded, at each full second of the run. */
export function tellEverySecond(of: Second["of"], meter: Meter, { startMs }: Schedule): Disposable {
  return everySecond(startMs, monotonicClock, () =>
    tell({ kind: "second", of, histogram: meter.takeSecond() }),
  );
}
