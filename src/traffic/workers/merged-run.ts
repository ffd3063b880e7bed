import { createHistogram } from "node:perf_hooks";
import { agreementOf, type ClockBounds, type RunClocks } from "../../judges/clocks.ts";
import { judgeDelivery } from "../../judges/delivery.ts";
import { monotonicClock } from "../../kernel/clock.ts";
import { messageOf } from "../../kernel/problem.ts";
import type { LoadOptions } from "../load-run.ts";
import type { ClockReport } from "../run-clocks.ts";
import { figuresOf } from "../run-figures.ts";
import { dueAt, framesDueUntil, isMeasured, type Schedule, schedulesOf } from "../schedule.ts";
import type { ConsumerEnded, ProducerEnded } from "../thread-messages.ts";
import type { Crew } from "./crew.ts";
import { type LostProducer, merge } from "./merge.ts";
import { mergedTimeline } from "./merged-timeline.ts";
import { ResultFile } from "./result-file.ts";
import type { WorkerHandle } from "./worker-handle.ts";
import type { WorkerReport } from "./worker-report.ts";

export interface EndedCrew {
  options: LoadOptions;
  crew: Crew;
  version: string;
  startMs: number;
  /** When all producers had ended. */
  stoppedMs: number;
  /** When a person ended the run, if one did. */
  interruptedMs: number | undefined;
  /** When the clocks were first compared. */
  beganMs: { run: number; host: number };
}

/** A worker with its result, or with why there is none. */
type Ended = { handle: WorkerHandle } & ({ file: ResultFile } | { missing: string; silentFromMs: number });

/** The results of all workers as one run, judged like that of one process. */
export async function mergedRun(of: EndedCrew) {
  const { options, crew, version, startMs, stoppedMs } = of;
  const { history, handles } = crew;
  using files = new DisposableStack();
  const ended: Ended[] = [];
  for (const handle of handles) ended.push(await endOf(handle, version, history.producers.length, files));
  const results = ended.filter((each) => "file" in each);
  const schedules = schedulesOf(options, startMs);
  const ticks = history.begin(startMs);
  let copies = 0;
  merge(
    history,
    results.map(({ file }) => file),
    ended.flatMap((each) => ("file" in each ? [] : lostProducersOf(each, of, schedules))),
    (producer, sequence) => {
      const schedule = schedules[producer] as Schedule;
      if (isMeasured(schedule, dueAt(schedule, sequence))) copies += 1;
    },
  );
  const produced = history.producers.map((_, producer) => producedBy(results, producer, schedules));
  const consumed = results.flatMap(({ handle, file }) =>
    file.facts.consumed.map((each) => onRunsClock(each, handle.aheadMs)),
  );
  const workers = ended.map(reportOf);
  const missingWorkers = workers.flatMap(({ missing, host, worker, producers, consumers }) => {
    if (missing === undefined) return [];
    const reason = host === undefined ? missing : `on ${host}: ${missing}`;
    return [{ worker, of: workers.length, producers, consumers, reason }];
  });
  const timelines = ended.map((each) => ("file" in each ? each.file.facts.timeline : each.handle.lines));
  const figures = figuresOf({
    ...{ asked: options.framesPerSecond, history, ticks, schedules, produced, consumed, stoppedMs },
  });
  return {
    workers,
    missingWorkers,
    clock: clockOf(results, of),
    timeline: mergedTimeline(timelines, { history, schedules, ticks }),
    delivery: judgeDelivery(history),
    ...figures,
    // A frame that two workers received has a latency of each.
    out: figures.out + copies,
  };
}

/** A result that can't be read is as good as none. */
async function endOf(
  handle: WorkerHandle,
  version: string,
  producers: number,
  files: DisposableStack,
): Promise<Ended> {
  const end = await handle.ended;
  if ("missing" in end) return { handle, ...end };
  try {
    return { handle, file: files.use(ResultFile.open(end.resultFile, version, producers)) };
  } catch (thrown) {
    return { handle, missing: messageOf(thrown), silentFromMs: monotonicClock.now() };
  }
}

/** What may be known of the producers of a worker that is missing. */
function lostProducersOf(
  { handle, silentFromMs }: Extract<Ended, { missing: string }>,
  { crew, interruptedMs }: EndedCrew,
  schedules: readonly Schedule[],
): LostProducer[] {
  return handle.part.sends.map((producer) => {
    const schedule = schedules[producer] as Schedule;
    const known = crew.knownOf(producer);
    const mayHaveSent = handle.hasProduced ? known : framesDueUntil(schedule, silentFromMs);
    const due = interruptedMs === undefined ? schedule.frames : framesDueUntil(schedule, interruptedMs);
    return { producer, sentUntil: Math.max(known, mayHaveSent), due };
  });
}

/** What a producer saw. One of a missing worker is known to have sent nothing in time. */
function producedBy(
  results: readonly Extract<Ended, { file: ResultFile }>[],
  producer: number,
  schedules: readonly Schedule[],
): ProducerEnded {
  for (const { handle, file } of results) {
    const { sends, produced } = file.facts;
    const found = produced[sends.indexOf(producer)];
    if (found && sends.includes(producer)) return onRunsClock(found, handle.aheadMs);
  }
  const { measuredFromMs: fromMs, measuredToMs: toMs } = schedules[0] as Schedule;
  return {
    ...{
      kind: "producer ended",
      confirmed: createHistogram(),
      lag: createHistogram(),
      busy: 0,
      processorMs: 0,
    },
    report: {
      ...{ sentInWindow: 0, lateByOwnFault: 0, inTime: [], stalls: [{ fromMs, toMs }] },
      ...{ refusals: new Map(), connectionLosses: new Map() },
    },
  };
}

function onRunsClock<T extends ProducerEnded | ConsumerEnded>(ended: T, aheadMs: number): T {
  const stalls = ended.report.stalls.map(({ fromMs, toMs }) => ({
    fromMs: fromMs - aheadMs,
    toMs: toMs - aheadMs,
  }));
  return { ...ended, report: { ...ended.report, stalls } };
}

function reportOf(ended: Ended): WorkerReport {
  const { part, clock, host } = ended.handle;
  return {
    ...{ worker: part.worker, producers: part.sends.length, consumers: part.receives.length },
    ...(host === undefined ? {} : { host }),
    clock: clock.bounds,
    ...("missing" in ended ? { missing: ended.missing } : {}),
  };
}

/** How far each thread's clock may be from the run's: from its worker's, and that from where its start was told for. */
function clockOf(
  results: readonly Extract<Ended, { file: ResultFile }>[],
  { beganMs }: EndedCrew,
): ClockReport {
  const bounds = (role: "producers" | "consumers") =>
    results.flatMap(({ handle, file }) =>
      file.facts.clocks[role].map((each) => together(each, leftOf(handle))),
    );
  const acrossHosts = worstOf(results.map(({ handle }) => handle));
  const clocks: RunClocks = {
    ...{ producers: bounds("producers"), consumers: bounds("consumers") },
    ranMs: monotonicClock.now() - beganMs.run,
    hostRanMs: performance.now() - beganMs.host,
    ...(acrossHosts ? { acrossHosts } : {}),
  };
  const { withinMs, differMs } = agreementOf(clocks);
  return { source: "CLOCK_MONOTONIC", withinMs, differMs, ...clocks };
}

/** What of a worker's clock its start has not made good. */
function leftOf({ clock, aheadMs }: WorkerHandle): ClockBounds {
  const { leastMs, mostMs } = clock.bounds;
  return { leastMs: leastMs - aheadMs, mostMs: mostMs - aheadMs };
}

/** The worker of whose clock least is known, where workers say which hosts they are on. */
function worstOf(handles: readonly WorkerHandle[]): string | undefined {
  const known = handles.map((handle) => ({ handle, withinMs: withinOf(leftOf(handle)) }));
  const [worst] = known.sort((one, other) => other.withinMs - one.withinMs);
  if (worst?.handle.host === undefined) return undefined;
  const { part, host } = worst.handle;
  return `worker ${part.worker} on ${host}, whose clock is known within ${worst.withinMs.toFixed(2)} ms`;
}

function withinOf({ leastMs, mostMs }: ClockBounds): number {
  return Math.max(Math.abs(leastMs), Math.abs(mostMs));
}

function together(one: ClockBounds, other: ClockBounds): ClockBounds {
  return { leastMs: one.leastMs + other.leastMs, mostMs: one.mostMs + other.mostMs };
}
