import type { FaultVerdict } from "../../judges/fault-cell.ts";
import { Undetermined } from "../../kernel/undetermined.ts";
import type { Scalar } from "../../plan/expectation.ts";
import { lineChart } from "../../report/charts/line-chart.ts";
import type { Timed } from "../record/criterion.ts";
import type { Cell } from "./cell.ts";

/** The columns of the matrix' table. */
export const CELL_COLUMNS = [
  "fault",
  "nodes",
  "verdict",
  "frames due",
  "confirmed",
  "at stake",
  "lost",
  "corrupted",
  "unexpected",
  "duplicated",
  "recovery",
  "longest latency",
  "what was seen of it",
];

const LOSSES = ["lost", "duplicated", "corrupted", "unexpected"] as const;

/** Cells of the matrix, and what they come to together. */
export interface Cells {
  rows: Scalar[][];
  /** A chart for each, by title. */
  charts: Map<string, string>;
  /**
   * Frames of all cells that are no good delivery, by class; duplicates are allowed and shown beside it.
   * @throws Undetermined that names the cells of which it cannot be said
   */
  readonly loss: Readonly<Record<(typeof LOSSES)[number], number>>;
  /** What was seen of the frames in cells that broke, and where to look; "nothing" where none did. */
  readonly seen: string;
  /** Of each cell, the longest time without a confirmed frame. @throws Undetermined for cells that could not be judged */
  readonly recoveries: readonly Timed[];
  /** Cells in which a frame was lost, corrupted or invented. @throws Undetermined for cells that could not be judged */
  readonly broken: number;
  frames: number;
  /** Everything that was measured, one cell a line, as JSON. */
  raw: string;
}

/** What cells come to together. */
export function cellsOf(cells: readonly Cell[]): Cells {
  const verdicts = cells.flatMap(({ verdict }) => verdict ?? []);
  const requireJudged = () => {
    const open = cells.filter(({ status }) => status === "undetermined");
    if (open.length === 0 && cells.length > 0) return;
    const byReason = Map.groupBy(open, ({ reason }) => reason);
    const told = [...byReason].map(([reason, ofIt]) => `${ofIt.map(nameOf).join("; ")}: ${reason}`);
    throw new Undetermined(told.join("; ") || "no fault was made");
  };
  return {
    rows: cells.map(rowOf),
    charts: new Map(
      cells.filter(({ timeline }) => timeline.length > 0).map((cell) => [nameOf(cell), chartOf(cell)]),
    ),
    get loss() {
      const sum = (of: (verdict: FaultVerdict) => number) =>
        verdicts.reduce((total, verdict) => total + of(verdict), 0);
      const loss = {
        // What is missing where it may still come is no loss; a frame that came out wrong stays one.
        lost: sum(({ status, lost }) => (status === "undetermined" ? 0 : lost)),
        duplicated: sum(({ duplicated }) => duplicated),
        corrupted: sum(({ corrupted }) => corrupted),
        unexpected: sum(({ unexpected }) => unexpected),
      };
      if (loss.lost + loss.corrupted + loss.unexpected === 0) requireJudged();
      return loss;
    },
    get seen() {
      const broken = cells.filter(({ status }) => status === "broken");
      return broken.map((cell) => `${nameOf(cell)}: ${cell.reason}`).join("; ") || "nothing";
    },
    get recoveries() {
      requireJudged();
      return cells.flatMap(({ verdict, busy }) =>
        verdict ? [{ seconds: verdict.recoverySeconds, busy }] : [],
      );
    },
    get broken() {
      const broken = cells.filter(({ status }) => status === "broken").length;
      if (broken === 0) requireJudged();
      return broken;
    },
    raw: cells.map((cell) => `${JSON.stringify(cell)}\n`).join(""),
    frames: cells.reduce((sum, { delivery }) => sum + (delivery?.attempted ?? 0), 0),
  };
}

export function nameOf({ broker, topology, fault }: Cell): string {
  return `${broker}, ${topology}: ${fault}`;
}

function rowOf({
  fault,
  topology,
  status,
  reason,
  verdict,
  delivery,
  proof,
  atStake = 0,
  maxLatencyMs,
}: Cell): Scalar[] {
  if (!verdict || !delivery) {
    return [
      fault,
      topology,
      `undetermined: ${reason}`,
      ...Array.from({ length: CELL_COLUMNS.length - 3 }, () => ""),
    ];
  }
  const { lost, corrupted, unexpected, duplicated, recoverySeconds } = verdict;
  return [
    fault,
    topology,
    reason ? `${status}: ${reason}` : status,
    delivery.attempted,
    delivery.confirmed,
    atStake,
    lost,
    corrupted,
    unexpected,
    duplicated,
    recoverySeconds > 0.1 ? `${recoverySeconds.toFixed(1)} s` : "below 0.1 s",
    maxLatencyMs === undefined ? "none" : `${Math.round(maxLatencyMs)} ms`,
    proof,
  ];
}

function chartOf(cell: Cell): string {
  const line = (name: "sent" | "confirmed" | "received") => ({
    name,
    points: cell.timeline.map((each) => [each.second * 1e3, each[name]] as const),
  });
  return lineChart({
    title: nameOf(cell),
    unit: "frames/s",
    startMs: 0,
    lines: [line("sent"), line("confirmed"), line("received")],
  });
}
