import { monotonicClock } from "../../kernel/clock.ts";
import { FrameHistory } from "../history.ts";
import { TELLING_MS } from "../load-run.ts";
import { LoadThreads } from "../load-threads.ts";
import type { ProducerRecord } from "../producer-record.ts";
import { ComparedClocks } from "../run-clocks.ts";
import { takeUpRest } from "../run-figures.ts";
import { lengthMsOf, schedulesOf } from "../schedule.ts";
import { everySecond } from "../ticking.ts";
import { Timeline, type TimelineLine } from "../timeline.ts";
import { FateTeller } from "./fate-news.ts";
import type { FromWorker, ToWorker, WorkerPart } from "./messages.ts";
import type { WorkerResult } from "./worker-result.ts";

/** How often a worker tells what it has received, while the destination is drained. */
const DRAIN_LOOK_MS = 100;

/** A worker's end of what it and its coordinator say to each other. */
export interface Coordinator {
  say(message: FromWorker): void;
  /** Resolves when that was told, now or before. */
  told<K extends ToWorker["kind"]>(kind: K): Promise<Extract<ToWorker, { kind: K }>>;
}

/**
 * Runs a worker's part of a load, step by step as it is told, with threads as a load of one process has them.
 * @throws Problem when a thread cannot send or take frames there
 */
export async function runPart(part: WorkerPart, coordinator: Coordinator): Promise<WorkerResult> {
  const history = historyOf(part);
  const own = part.sends.map((producer) => history.producers[producer] as ProducerRecord);
  await using threads = new LoadThreads(part, history);
  const { flags } = threads;
  await threads.receive(part.receives);
  coordinator.say({ kind: "receiving" });
  await coordinator.told("connect");
  await threads.send(part.sends);
  const clocks = await ComparedClocks.of(threads.clocks);
  coordinator.say({ kind: "ready" });

  const { startMs } = await coordinator.told("start");
  let isStopped = false;
  void coordinator.told("stop sending").then(() => {
    isStopped = true;
    flags.tell("stopSending");
  });
  flags.tell("receive");
  const timeline = new Timeline(history);
  threads.start(schedulesOf(part.load, startMs), timeline.add.bind(timeline));
  const tellers = part.sends.map((producer, index) => new FateTeller(producer, own[index] as ProducerRecord));
  const checkpoint = (line?: TimelineLine) =>
    coordinator.say({
      kind: "checkpoint",
      ...(line ? { line } : {}),
      counts: history.counts,
      fates: tellers.map((each) => each.take()),
    });
  using _ticking = everySecond(startMs + TELLING_MS, monotonicClock, () => {
    clocks.exchange();
    checkpoint(timeline.tick().line);
  });
  const produced = await threads.produced();
  const stoppedMs = monotonicClock.now();
  if (!isStopped) takeUpRest({ producers: own });
  checkpoint();
  coordinator.say({ kind: "produced" });
  // The coordinator waits for what is still to come out.
  const counting = setInterval(() => checkpoint(), DRAIN_LOOK_MS);
  await coordinator.told("leave");
  clearInterval(counting);
  const consumed = await threads.consumed();
  await clocks.narrow();
  const { producers, consumers } = clocks.report;
  return {
    ...{ worker: part.worker, sends: part.sends, produced, consumed, stoppedMs, history },
    ...{ timeline: timeline.lines, clocks: { producers, consumers } },
  };
}

/** A history of all producers of the load. How far those of other workers are is not known here: each of their frames may come. */
function historyOf({ producers, sends, earlier, load }: WorkerPart): FrameHistory {
  const capacities = new Map(producers.map(({ producer, frames }) => [producer, frames]));
  const { shared } = FrameHistory.allocate(capacities, lengthMsOf(load));
  const history = new FrameHistory({ ...shared, earlier });
  for (const [index, record] of history.producers.entries())
    if (!sends.includes(index)) record.takeUp(record.capacity);
  return history;
}
