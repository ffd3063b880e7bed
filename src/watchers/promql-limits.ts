import { parser } from "@prometheus-io/lezer-promql";
import { isDuration, secondsOf } from "./prometheus-duration.ts";

type Node = ReturnType<typeof parser.parse>["topNode"];

const ABOVE = ["Gtr", "Gte"];
const BELOW = ["Lss", "Lte"];

const ARITHMETIC: Readonly<Record<string, (one: number, other: number) => number>> = {
  Add: (one, other) => one + other,
  Sub: (one, other) => one - other,
  Mul: (one, other) => one * other,
  Div: (one, other) => one / other,
  Pow: (one, other) => one ** other,
};

/** The numbers that a series has to be above, however they are written: of `a > 1e3`, `1000 < a`, `(a) >= 10 * 100`. */
export function limitsAbove(expr: string, metric: string): number[] {
  const found: number[] = [];
  const textOf = ({ from, to }: Node) => expr.slice(from, to);
  parser.parse(expr).iterate({
    enter({ node }) {
      const { left, operator, right } = sidesOf(node);
      if (!left || !right) return;
      const [series, limit] = BELOW.includes(operator) ? [right, left] : [left, right];
      if (!ABOVE.includes(operator) && !BELOW.includes(operator)) return;
      const identifier = bare(series).getChild("Identifier");
      if (bare(series).name !== "VectorSelector" || !identifier || textOf(identifier) !== metric) return;
      const value = constant(limit, textOf);
      if (value !== undefined) found.push(value);
    },
  });
  return found;
}

/** What stands on both sides of an operator, without what says how the two are matched. */
function sidesOf(node: Node): { left?: Node | undefined; operator: string; right?: Node | undefined } {
  if (node.name !== "BinaryExpr") return { operator: "" };
  const operator = node.firstChild?.nextSibling;
  return {
    left: node.firstChild ?? undefined,
    operator: operator?.name ?? "",
    right: node.lastChild ?? undefined,
  };
}

function bare(node: Node): Node {
  return node.name === "ParenExpr" && node.firstChild ? bare(node.firstChild) : node;
}

/** The value of an expression of numbers alone; `undefined` where a series is in it. */
function constant(node: Node, textOf: (node: Node) => string): number | undefined {
  const plain = bare(node);
  if (plain.name === "NumberDurationLiteral") return numberOf(textOf(plain));
  if (plain.name === "UnaryExpr" && plain.lastChild) {
    const value = constant(plain.lastChild, textOf);
    return value !== undefined && textOf(plain).startsWith("-") ? -value : value;
  }
  const { left, operator, right } = sidesOf(plain);
  const [one, other] = [left && constant(left, textOf), right && constant(right, textOf)];
  return one === undefined || other === undefined ? undefined : ARITHMETIC[operator]?.(one, other);
}

function numberOf(text: string): number {
  return isDuration(text) ? secondsOf(text) : Number(text.replaceAll("_", ""));
}
