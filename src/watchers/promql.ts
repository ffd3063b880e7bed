import { parser } from "@prometheus-io/lezer-promql";

/** A selector of series as it stands in an expression: `redis_up{job="redis"}`. */
export interface Selector {
  text: string;
  metric: string;
}

/**
 * The series that an expression looks at, each once, without ranges and offsets.
 * @throws SyntaxError that quotes the expression from its error on
 */
export function selectorsOf(expr: string): Selector[] {
  const found = new Map<string, Selector>();
  parser.parse(expr).iterate({
    enter({ name, type, from, to, node }) {
      if (type.isError) throw new SyntaxError(`not PromQL at: ${expr.slice(Math.max(0, from - 20)).trim()}`);
      if (name !== "VectorSelector") return;
      const text = expr.slice(from, to);
      const identifier = node.getChild("Identifier");
      const metric = identifier ? expr.slice(identifier.from, identifier.to) : named(text);
      found.set(text, { text, metric });
    },
  });
  return [...found.values()];
}

/** A selector may name its metric among its labels. */
function named(selector: string): string {
  return /__name__\s*=\s*"([^"]+)"/.exec(selector)?.[1] ?? selector;
}
