import { selectorsOf } from "../../watchers/promql.ts";
import { rangesOf } from "../../watchers/promql-ranges.ts";
import type { Described } from "../../watchers/quantities.ts";

/** Functions that say nothing of one value alone. */
const OF_SEVERAL = ["rate", "irate", "increase", "delta", "idelta", "deriv", "changes", "resets"];

interface Ground {
  /** Expressions of the recording rules, by what they record. */
  recorded: ReadonlyMap<string, string>;
  /** Seconds in which two values lie at least. */
  leastSpan: number;
}

/** Why a query can't show its quantity, whatever it answers. One that is no PromQL is named elsewhere. */
export function wrongQuery(
  expr: string,
  quantity: Described | undefined,
  { recorded, leastSpan }: Ground,
): string[] {
  try {
    const asked = new Set(selectorsIn(expr, recorded, new Set()));
    const asks = quantity?.asks;
    const isAsked = !asks || asks.some((one) => [...asked].some((selector) => isOf(selector, one)));
    const short = rangesOf(expr).ranges.filter(
      ({ seconds, by }) => OF_SEVERAL.includes(by) && seconds < leastSpan,
    );
    return [
      ...(isAsked ? [] : [`does not ask ${asks.join(" or ")} (${quantity.text})`]),
      ...short.map(
        ({ seconds, by }) =>
          `${by} over ${seconds} s, in which there may be no two values, expected ${leastSpan} s or more`,
      ),
    ];
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return [];
    throw thrown;
  }
}

/** Those of an expression, and of the rules that record what it asks for. @throws SyntaxError when it is no PromQL */
function selectorsIn(
  expr: string,
  recorded: ReadonlyMap<string, string>,
  seen: ReadonlySet<string>,
): string[] {
  return selectorsOf(expr).flatMap(({ metric, text }) => {
    const of = recorded.get(metric);
    if (of === undefined || seen.has(metric)) return [text];
    return [text, ...selectorsIn(of, recorded, new Set([...seen, metric]))];
  });
}

/** Whether a selector is of that metric, and has each matcher of it. */
function isOf(selector: string, asked: string): boolean {
  const has = matchersOf(selector);
  return (
    metricOf(selector) === metricOf(asked) &&
    [...matchersOf(asked)].every(([label, value]) => has.get(label) === value)
  );
}

function metricOf(selector: string): string {
  const [, name] = /^\s*([\w:]+)/.exec(selector) ?? [];
  return name ?? matchersOf(selector).get("__name__") ?? "";
}

/** What labels have to be. One that has to match a text is taken for one that has to be it. */
function matchersOf(selector: string): Map<string, string> {
  const matchers = [...selector.matchAll(/(\w+)\s*=~?\s*(?:"([^"]*)"|'([^']*)')/g)];
  return new Map(matchers.map(([, label = "", double, single]) => [label, double ?? single ?? ""]));
}
