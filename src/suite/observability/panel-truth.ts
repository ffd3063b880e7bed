import { Readable } from "node:stream";
import { messageOf } from "../../kernel/problem.ts";
import { Undetermined } from "../../kernel/undetermined.ts";
import type { Dashboard } from "../../watchers/dashboard-file.ts";
import type { RangeSeries } from "../../watchers/prometheus-answers.ts";
import type { Base } from "../../watchers/quantities.ts";
import { windowsOf } from "../../watchers/query-window.ts";
import { RECORDED } from "../../watchers/recorded.ts";
import { type Claim, claimsOf, type RecordingRule } from "./claims.ts";
import { compared, type Shown, told } from "./compared.ts";
import type { KnownDoings } from "./known-doings.ts";
import { knownOf, type Truth } from "./known-truth.ts";
import { wronglyOpened } from "./opened-dashboard.ts";
import { isRefusal } from "./range-answer.ts";
import type { WatchedStack } from "./watched-stack.ts";

const AT_ONCE = 4;
const TRIES = 3;
const TOLD = 8;
/** What was done has to lie well within the minute that rates look back over. */
const LOOKS_BACK_SECONDS = 45;

/** Kinds of values, which are compared with different care. A state is as it is, or otherwise. */
const KINDS = {
  numbers: ["per second", "count"],
  times: ["s"],
  sizes: ["bytes", "share"],
} as const satisfies Record<string, readonly Base[]>;
type Kind = keyof typeof KINDS;

/** What panels and recording rules show of what was done, and what they should. */
export interface PanelTruth {
  /** By how much the one that is furthest off is off, in percent, for each kind. */
  off: Record<Kind, number>;
  /** Those that are furthest off, the furthest first. */
  furthest: string[];
  /** What shows something else than it says: nothing, two things, another unit, what is not known. */
  otherwise: string[];
  /** Queries that are compared with nothing, each with the reason that it gives. */
  notCompared: string[];
  /** How many values were compared. */
  values: number;
  /** Each of them, one a line. */
  lines: string;
}

/** A moment, by Prometheus' own clock, at which it has seen what was done. */
interface Moment {
  atMs: number;
  truth: Truth;
}

/** Asks what panels and recording rules show of what was done by then. @param aheadMs of Prometheus' clock */
export async function panelTruth(
  stack: WatchedStack,
  doings: KnownDoings,
  dashboard: Dashboard,
  aheadMs: number,
): Promise<PanelTruth> {
  const { prometheus } = stack;
  const records = await prometheus.recordingRules();
  const claims = claimsOf(dashboard, records);
  const recorded = new Map(records.map(({ name, query }) => [name, query]));
  const { atMs, truth, answers } = await answered(stack, doings, claims.compared, aheadMs);
  const comparisons = claims.compared.map((claim, index) => {
    const answer = answers[index] ?? "no answer";
    if (typeof answer === "string") return { shown: [], otherwise: [`${claim.location}: ${answer}`] };
    const toMs = atMs - aheadMs;
    const windows = windowsOf(claim.expr, recorded).map((seconds) => ({
      fromMs: toMs - seconds * 1e3,
      toMs,
    }));
    return compared(claim, answer, knownOf(claim.name, truth, windows));
  });
  const shown = comparisons.flatMap((each) => each.shown);
  const brokers = stack.brokers.map(({ broker }) => broker).filter(({ watched }) => watched?.known);
  return summed(shown, {
    notCompared: claims.notCompared,
    otherwise: [
      ...wronglyOpened(
        dashboard,
        brokers.map(({ id }) => id),
      ),
      ...claims.wrong,
      ...missingRules(records),
      ...comparisons.flatMap((each) => each.otherwise),
    ],
  });
}

/** For each query its series, or why Prometheus refuses it. */
type Answers = (RangeSeries[] | string)[];

/** @throws Undetermined when a target can't be scraped at any of several moments */
async function answered(
  stack: WatchedStack,
  doings: KnownDoings,
  claims: readonly Claim[],
  aheadMs: number,
): Promise<Moment & { answers: Answers }> {
  const { prometheus } = stack;
  let failed: string[] = [];
  for (let tried = 0; tried < TRIES; tried += 1) {
    await doings.settled();
    const before = await doings.figures();
    // What was done is scraped by the first, and rules are evaluated on it by the second.
    await prometheus.hasSeen(Date.now() + aheadMs);
    await prometheus.hasSeen(Date.now() + aheadMs);
    const atMs = Date.now() + aheadMs;
    const ask = (expr: string) => prometheus.range(expr, { fromMs: atMs, toMs: atMs, stepSeconds: 1 });
    const answers = await Readable.from(claims)
      .map(({ expr }: Claim) => ask(expr).catch(refusal), { concurrency: AT_ONCE })
      .toArray();
    const after = await doings.figures();
    const passed = Math.round((atMs - aheadMs - doings.actedMs) / 1e3);
    if (passed > LOOKS_BACK_SECONDS)
      throw new Undetermined(
        `nothing can be said of what panels show: it took ${passed} s until all was seen that was done, as on a busy host, and rates look back over a minute`,
      );
    const seconds = Math.ceil((atMs - aheadMs - doings.begunMs) / 1e3);
    const missed = seldomScraped(await ask(`sum_over_time(up[${seconds}s])`), seconds);
    const down = await ask("up == 0");
    if (down.length === 0 && missed.length === 0)
      return { atMs, answers, truth: { happenings: doings.happenings, figures: [before, after] } };
    failed = [
      ...missed,
      ...down.map(({ metric }) => `${metric.job} ${metric.instance} not at the last time`),
    ];
  }
  throw new Undetermined(
    `nothing can be said of what panels show: Prometheus could not scrape often enough, as on a busy host: ${failed.join(", ")}`,
  );
}

/** Targets that were scraped in fewer than half of the seconds: rates of so few values are too far off. */
function seldomScraped(answer: readonly RangeSeries[], seconds: number): string[] {
  return answer.flatMap(({ metric, values }) => {
    const times = values.at(-1)?.[1] ?? 0;
    return times >= seconds / 2 ? [] : [`${metric.job} ${metric.instance} ${times} times in ${seconds} s`];
  });
}

function refusal(thrown: unknown): string {
  const why = messageOf(thrown);
  if (isRefusal(why)) return why;
  throw thrown;
}

function missingRules(records: readonly RecordingRule[]): string[] {
  const names = new Set(records.map(({ name }) => name));
  return Object.keys(RECORDED)
    .filter((name) => !names.has(name))
    .map((name) => `recording rule ${name}: Prometheus has none of that name`);
}

/** What all comparisons come to. */
export function summed(
  shown: readonly Shown[],
  { otherwise, notCompared }: Pick<PanelTruth, "otherwise" | "notCompared">,
): PanelTruth {
  const states = shown.filter(({ base, offPercent }) => base === "state" && offPercent > 0);
  const values = shown.filter(({ base }) => base !== "state");
  const most = (bases: readonly Base[]) =>
    Math.max(0, ...values.filter(({ base }) => bases.includes(base)).map(({ offPercent }) => offPercent));
  const furthest = values
    .filter(({ offPercent }) => offPercent > 0)
    .toSorted((a, b) => b.offPercent - a.offPercent);
  return {
    off: { numbers: most(KINDS.numbers), times: most(KINDS.times), sizes: most(KINDS.sizes) },
    furthest: furthest.slice(0, TOLD).map(told),
    otherwise: [...otherwise, ...states.map(told)],
    notCompared: [...notCompared],
    values: shown.length,
    lines: [...shown.map(told), ...otherwise, ...notCompared, ""].join("\n"),
  };
}
