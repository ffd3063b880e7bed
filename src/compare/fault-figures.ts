import { medianInterval } from "../judges/median-interval.ts";
import type { Cell } from "../suite/reliability/cell.ts";
import { CONFIDENCE_PERCENT, type Figure, type Tried, without } from "./figure.ts";

/** What a fault came to, as often as it was made. */
export interface FaultFigures {
  /** The worst of its verdicts. */
  readonly status: Cell["status"];
  /** Seconds without a confirmed frame. */
  readonly recovery: Figure;
  /** Confirmed frames that never came out. */
  readonly lost: Tried<number>;
  /** Frames that came out more than once: allowed, since delivery is at least once. */
  readonly duplicated: Tried<number>;
}

const WORST = ["broken", "undetermined", "kept"] as const;

/** What the cells of one fault come to together. What was seen lost stays lost; what was not seen is undetermined. */
export function faultFigures(cells: readonly Cell[]): FaultFigures {
  const judged = cells.flatMap(({ status, verdict }) =>
    status === "undetermined" || !verdict ? [] : [verdict],
  );
  const reasons = [
    ...new Set(cells.flatMap(({ status, reason }) => (status === "undetermined" && reason ? [reason] : []))),
  ];
  const counted = (of: (verdict: (typeof judged)[number]) => number): Tried<number> => {
    const value = judged.reduce((sum, verdict) => sum + of(verdict), 0);
    return value > 0 || (judged.length > 0 && reasons.length === 0) ? { value } : without(reasons);
  };
  return {
    status: WORST.find((status) => cells.some((cell) => cell.status === status)) ?? "undetermined",
    recovery: recoveryOf(
      judged.map(({ recoverySeconds }) => recoverySeconds),
      reasons,
    ),
    lost: counted(({ lost }) => lost),
    duplicated: counted(({ duplicated }) => duplicated),
  };
}

function recoveryOf(seconds: readonly number[], reasons: readonly string[]): Figure {
  if (seconds.some((each) => !Number.isFinite(each))) return { instead: "no frame was confirmed afterwards" };
  const estimate = medianInterval(seconds, { confidencePercent: CONFIDENCE_PERCENT });
  return estimate ? { estimate } : without(reasons);
}
