import { parser } from "@prometheus-io/lezer-promql";
import { isDuration, secondsOf } from "./prometheus-duration.ts";

/** A time that an expression looks back over. */
export interface Range {
  seconds: number;
  /** The function that is made of it: "rate", "increase"; empty where there is none. */
  by: string;
}

/**
 * Every range and offset of an expression. A range that is no plain length of time, such as a sum, counts as without end,
 * so that nobody takes it for short.
 */
export function rangesOf(expr: string): { ranges: Range[]; offsetSeconds: number } {
  const ranges: Range[] = [];
  let offsetSeconds = 0;
  parser.parse(expr).iterate({
    enter({ name, from, to, node }) {
      if (name === "MatrixSelector" || name === "SubqueryExpr") {
        let caller = node.parent;
        while (caller && caller.name !== "FunctionCall") caller = caller.parent;
        const called = caller?.getChild("FunctionIdentifier");
        const [, range = ""] = /\[([^\]:]*)[^\]]*\]$/.exec(expr.slice(from, to)) ?? [];
        ranges.push({ seconds: lengthOf(range), by: called ? expr.slice(called.from, called.to) : "" });
      }
      if (name === "OffsetExpr") {
        const [, offset = ""] = /offset\s+(-?\w+)$/.exec(expr.slice(from, to)) ?? [];
        offsetSeconds += offset.startsWith("-") ? 0 : lengthOf(offset);
      }
    },
  });
  return { ranges, offsetSeconds };
}

function lengthOf(text: string): number {
  const trimmed = text.trim();
  return isDuration(trimmed) ? secondsOf(trimmed) : Number.POSITIVE_INFINITY;
}
