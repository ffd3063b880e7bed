import { isDuration, secondsOf } from "./prometheus-duration.ts";
import { selectorsOf } from "./promql.ts";

/**
 * The times that a query looks back over, in seconds, each once: by its own ranges and those of the rules that record what it
 * asks for. 0 alone where it looks at this moment.
 * @param recorded expressions of the recording rules, by what they record
 * @throws SyntaxError when it is no PromQL
 */
export function windowsOf(expr: string, recorded: ReadonlyMap<string, string>): number[] {
  const found = new Set(ranges(expr, recorded, new Set()));
  return found.size > 0 ? [...found] : [0];
}

function ranges(expr: string, recorded: ReadonlyMap<string, string>, seen: ReadonlySet<string>): number[] {
  const withoutTexts = expr.replaceAll(/"(\\.|[^"\\])*"|'(\\.|[^'\\])*'/g, '""');
  const own = [...withoutTexts.matchAll(/\[\s*(\w+)\s*(?::[^\]]*)?\]/g)].map(([, range = ""]) =>
    isDuration(range) ? secondsOf(range) : 0,
  );
  const records = selectorsOf(expr).flatMap(({ metric }) => {
    const of = recorded.get(metric);
    return of === undefined || seen.has(metric) ? [] : ranges(of, recorded, new Set([...seen, metric]));
  });
  return [...own, ...records];
}
