import type { BenchLine } from "../../src/brokers/bench.ts";

/** A line of the benchmark, with what others did meanwhile where that is known. */
export interface Row extends BenchLine {
  /** Percent of all processors. */
  othersPercent?: number;
}

export function isReached({ value, target }: BenchLine): boolean {
  if (!target) return true;
  return "atLeast" in target ? value >= target.atLeast : value < target.lessThan;
}

/** The row as it is printed. */
export function printed(row: Row): string {
  const { name, value, unit } = row;
  const digits = { maximumFractionDigits: value >= 1_000 ? 0 : 3 };
  const figure = `${name.padEnd(40)} ${value.toLocaleString("en", digits).padStart(10)} ${unit}`;
  const remarks = [...wanted(row), ...others(row)];
  return remarks.length > 0 ? `${figure}  (${remarks.join("; ")})` : figure;
}

function wanted(row: Row): string[] {
  const { target } = row;
  if (!target) return [];
  const limit = "atLeast" in target ? `at least ${target.atLeast}` : `less than ${target.lessThan}`;
  return [`${limit}: ${isReached(row) ? "reached" : "missed"}`];
}

function others({ othersPercent }: Row): string[] {
  return othersPercent === undefined ? [] : [`others used ${othersPercent.toFixed(0)} % of the processors`];
}
