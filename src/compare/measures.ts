import type { Figure, Tried } from "./figure.ts";
import { loadFigures } from "./load-figures.ts";
import { medianOfRounds } from "./rounds-figure.ts";
import { IN_FLIGHT, type TurnResult } from "./turn.ts";

/** What is measured of a broker in rounds. */
export interface Measure {
  readonly title: string;
  readonly unit: string;
  /** What a reader prefers. */
  readonly better: "more" | "less";
  readonly group: "Throughput" | "Latency" | "Cost";
  /** The file that shows it, among those of a broker and a topology. */
  readonly evidence: "rounds.json" | "received.hgrm";
}

const OF_LATENCY = { unit: "ms", better: "less", group: "Latency", evidence: "received.hgrm" } as const;

/** In the order of the report. Loads are at the plan's rate. */
export const MEASURES = {
  pictures: {
    title: `Pictures of 80 KB, ${IN_FLIGHT} in flight`,
    unit: "frames/s",
    better: "more",
    group: "Throughput",
    evidence: "rounds.json",
  },
  messages: {
    title: `Messages of 1 KiB, ${IN_FLIGHT} in flight`,
    unit: "frames/s",
    better: "more",
    group: "Throughput",
    evidence: "rounds.json",
  },
  rate: { title: "Rate kept", unit: "frames/s", better: "more", group: "Latency", evidence: "rounds.json" },
  p50: { title: "p50", ...OF_LATENCY },
  p99: { title: "p99", ...OF_LATENCY },
  p999: { title: "p99.9", ...OF_LATENCY },
  processor: {
    title: "Processor time for each frame",
    unit: "µs",
    better: "less",
    group: "Cost",
    evidence: "rounds.json",
  },
  memory: { title: "Memory", unit: "MiB", better: "less", group: "Cost", evidence: "rounds.json" },
} as const satisfies Record<string, Measure>;

export type MeasureId = keyof typeof MEASURES;
export const MEASURE_IDS = Object.keys(MEASURES) as MeasureId[];

/** From here on the client, which is one process, is what limits. */
const CLIENT_AT_LIMIT = 0.9;

/** What the rounds of a broker in a topology came to. @param leastRate that the plan asks for */
export function figuresOf(
  rounds: readonly TurnResult[],
  leastRate: number,
): Readonly<Record<MeasureId, Figure>> {
  const costs = rounds.map(({ cost }) => cost);
  return {
    pictures: medianOfRounds(
      rounds.map((each) => each.pictures),
      (each) => each.framesPerSecond,
    ),
    messages: medianOfRounds(
      rounds.map((each) => each.messages),
      (each) => each.framesPerSecond,
    ),
    ...loadFigures(
      rounds.map(({ load }) => load),
      leastRate,
    ),
    processor: medianOfRounds(costs, ({ cpuMs, frames }) => (cpuMs * 1e3) / frames),
    memory: medianOfRounds(costs, ({ memoryMib }) => memoryMib),
  };
}

/** Measures of throughput in which this process was the limit, and not the broker. */
export function limitedByClient(rounds: readonly TurnResult[]): MeasureId[] {
  return (["pictures", "messages"] as const).filter((id) => {
    const share = medianOfRounds(
      rounds.map((each): Tried<TurnResult["pictures"]> => ({ value: each[id] })),
      (each) => ("value" in each ? (each.value.cpuUsPerFrame * each.value.framesPerSecond) / 1e6 : 0),
    );
    return "estimate" in share && share.estimate.value >= CLIENT_AT_LIMIT;
  });
}
