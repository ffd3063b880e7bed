import { parser } from "@prometheus-io/lezer-promql";
import { INTERVAL } from "./at-interval.ts";

/** Of no broker at all. */
const OF_NONE = /^(alertmanager|prometheus)_/;
/** Of a broker or of none: what is of none is shown whatever is chosen. */
const OF_SOME = ["up", "ALERTS"];

/** A time that is as long in letters, since the parser does not know Grafana's. */
const AS_LONG = "1s".padStart(INTERVAL.length, "0");

/** The expression about the brokers that the viewer has chosen: every series in it that has a broker is of one of them. */
export function ofChosen(expr: string): string {
  const inserted: { at: number; text: string }[] = [];
  const parsed = expr.replaceAll(INTERVAL, AS_LONG);
  parser.parse(parsed).iterate({
    enter({ name, type, from, to }) {
      if (type.isError) throw new SyntaxError(`not PromQL at: ${expr.slice(Math.max(0, from - 20))}`);
      if (name !== "VectorSelector") return;
      const selector = expr.slice(from, to);
      const [metric = ""] = /^[\w:]*/.exec(selector) ?? [];
      if (OF_NONE.test(metric) || selector.includes("$broker")) return;
      const matcher = `broker=~"$broker${OF_SOME.includes(metric) ? "|" : ""}"`;
      const hasLabels = selector.endsWith("}");
      inserted.push({ at: hasLabels ? to - 1 : to, text: hasLabels ? `, ${matcher}` : `{${matcher}}` });
    },
  });
  return inserted
    .toSorted((a, b) => b.at - a.at)
    .reduce((whole, { at, text }) => whole.slice(0, at) + text + whole.slice(at), expr);
}
