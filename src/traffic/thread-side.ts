import { once } from "node:events";
import { type MessagePort, parentPort } from "node:worker_threads";
import { monotonicClock } from "../kernel/clock.ts";
import type { Meter } from "./latencies.ts";
import type { Schedule } from "./schedule.ts";
import type { FromThread, Second, Start } from "./thread-messages.ts";
import { everySecond } from "./ticking.ts";

const port = parentPort as MessagePort;

export function tell(message: FromThread): void {
  port.postMessage(message);
}

/** Says that this thread is ready, and waits for the start. */
export async function started(): Promise<Start> {
  const start = once(port, "message");
  tell({ kind: "ready", nowMs: monotonicClock.now() });
  const [message] = (await start) as [Start];
  return message;
}

/** Tells what a meter has recorded, at each full second of the run. */
export function tellEverySecond(of: Second["of"], meter: Meter, { startMs }: Schedule): Disposable {
  return everySecond(startMs, monotonicClock, () =>
    tell({ kind: "second", of, histogram: meter.takeSecond() }),
  );
}
