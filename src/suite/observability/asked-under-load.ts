import { Readable } from "node:stream";
import type { Broker } from "../../brokers/broker.ts";
import { thrownAway } from "../../brokers/emptying.ts";
import { targetOfRunning } from "../../brokers/target-from.ts";
import { messageOf } from "../../kernel/problem.ts";
import { Undetermined } from "../../kernel/undetermined.ts";
import type { LoadRun } from "../../traffic/load-run.ts";
import type { Seconds } from "../../watchers/prometheus.ts";
import { publish } from "../load-bench/traffic.ts";
import { isRefusal, mustHaveBeenScraped, whyNothing } from "./range-answer.ts";
import type { WatchedBroker, WatchedStack } from "./watched-stack.ts";

const FEW = 5;
const AT_ONCE = 4;
/** Earlier there is no rate of the load yet. */
const WARMS_UP_MS = 2_000;

export interface AskedUnderLoad {
  /** For each broker: when its load ran, by Prometheus' clock, in ms since 1970. */
  loads: readonly { broker: Broker; fromMs: number; toMs: number }[];
  /** Expressions that returned no series with a finite value at any time, with the reason if there is one. */
  empty: Map<string, string>;
}

export interface Offer {
  framesPerSecond: number;
  /** How long each broker carries it. */
  seconds: number;
  /** Each next broker carries so many times as many frames; as many without it. */
  growth?: number;
}

/** What goes on besides. */
export interface Beside {
  /** Called when a load has ended. */
  loaded?: (watched: WatchedBroker, run: LoadRun) => void;
  /** Begins when the last load has ended, and is waited for; what is rare goes on meanwhile. */
  afterLoads?: () => Promise<void>;
}

/**
 * Asks Prometheus each expression about the seconds in which the first broker carried a load, and what had no answer then
 * about those in which the next one did. What is rare goes on meanwhile: an error reply, frames where they should not be, alerts that fire and
 * alerts on their way. All are asked about the same points of time, so that no answer depends on how fast a host asks.
 * @throws Undetermined when something had no answer, and targets could not be scraped in those seconds
 */
export async function askedUnderLoad(
  stack: WatchedStack,
  expressions: readonly string[],
  offer: Offer,
  beside: Beside = {},
): Promise<AskedUnderLoad> {
  const empty = new Map(expressions.map((expr) => [expr, "no series with a finite value"]));
  const failedScrapes = new Set<string>();
  const aheadMs = await stack.prometheus.clockAheadMs();
  const loaded = async (watched: WatchedBroker, index: number) => {
    const { growth = 1, seconds: lasting } = offer;
    const framesPerSecond = offer.framesPerSecond * growth ** index;
    const { fromMs, lateMs, toMs, run } = await load(stack, watched, { framesPerSecond, seconds: lasting });
    beside.loaded?.(watched, run);
    const isLast = index === stack.brokers.length - 1;
    const after = isLast ? beside.afterLoads?.() : undefined;
    // It is waited for below; what fails here first is told first.
    after?.catch(() => undefined);
    const seconds: Seconds = {
      fromMs: fromMs + WARMS_UP_MS + aheadMs,
      toMs: lateMs + aheadMs,
      stepSeconds: 1,
    };
    await stack.prometheus.hasSeen(seconds.toMs);
    for (const { metric } of await stack.prometheus.range("up == 0", seconds)) {
      failedScrapes.add(`${metric.job} ${metric.instance}`);
    }
    const refusals = Readable.from([...empty.keys()]).map(
      async (expr: string) => [expr, await refusalOf(stack, expr, seconds)] as const,
      { concurrency: AT_ONCE },
    );
    for await (const [expr, refusal] of refusals) {
      if (refusal === undefined) empty.delete(expr);
      else empty.set(expr, refusal);
    }
    await after;
    return { broker: watched.broker, fromMs: fromMs + aheadMs, toMs: toMs + aheadMs };
  };
  await stack.scraped();
  await using rare = new AsyncDisposableStack();
  // First, since figures of a queue are seconds old.
  for (const { broker, service } of stack.brokers) {
    const events = await broker.watched?.rareEvents(service, publish);
    if (events) rare.use(events);
  }
  const loads: AskedUnderLoad["loads"][number][] = [];
  for (const [index, watched] of stack.brokers.entries()) {
    // Those before it hold frames meanwhile that nobody takes.
    const before = stack.brokers[index - 1];
    if (before) rare.use(await waiting(before));
    loads.push(await loaded(watched, index));
  }
  mustHaveBeenScraped(empty, failedScrapes);
  return { loads, empty };
}

/** Has a broker carry the load. @returns when, by this host's clock: from, to, and until when to ask about it */
async function load(
  stack: WatchedStack,
  watched: WatchedBroker,
  { framesPerSecond, seconds }: Offer,
): Promise<{ fromMs: number; lateMs: number; toMs: number; run: LoadRun }> {
  const fromMs = Date.now();
  let lateMs: number | undefined;
  const run = await stack.underLoad(watched, {
    framesPerSecond,
    seconds,
    onSecond: (second) => {
      // Late enough for rates, and while the producer is still connected.
      if (second === seconds - 1) lateMs = Date.now();
    },
  });
  if (lateMs === undefined) throw new Undetermined(`the load on ${watched.broker.id} ended before its time`);
  return { fromMs, lateMs, toMs: Date.now(), run };
}

/** Frames in a broker that nobody takes, till disposed of. */
async function waiting({ broker, service }: WatchedBroker): Promise<AsyncDisposable> {
  const frames = broker.at(await targetOfRunning(broker, service));
  await publish(frames, FEW);
  return { [Symbol.asyncDispose]: () => thrownAway(frames) };
}

/** Why an expression showed nothing in those seconds, if it did not. */
async function refusalOf(
  { prometheus }: WatchedStack,
  expr: string,
  seconds: Seconds,
): Promise<string | undefined> {
  try {
    return whyNothing(await prometheus.range(expr, seconds));
  } catch (thrown) {
    const why = messageOf(thrown);
    if (isRefusal(why)) return why;
    throw thrown;
  }
}
