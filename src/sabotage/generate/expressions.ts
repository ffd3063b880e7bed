import type { Other } from "./mutant.ts";
import { offByTen } from "./scaled.ts";

/** Labels, and texts in quotes: nothing in them is a limit. */
const LABELS = /\{[^}]*\}|"(?:[^"\\]|\\.)*"/;
const RANGE = /\[(\d+(?:ms|s|m|h|d))\]/;
const NUMBER = /(?<![\w.$[])\d+(?:\.\d+)?(?![\w.\]])/;
const COMPARED = /(?<![=!<>])(?:>=|<=|==|!=|>|<)(?![=~])/;
const TOKEN = new RegExp(
  [LABELS, RANGE, COMPARED, NUMBER].map(({ source }) => `(?:${source})`).join("|"),
  "g",
);

const TURNED: Readonly<Record<string, string>> = {
  ">": "<",
  "<": ">",
  ">=": "<=",
  "<=": ">=",
  "==": "!=",
  "!=": "==",
};

/** A PromQL expression with each of its numbers, times and comparisons changed in turn. */
export function otherExpressions(expression: string): Other[] {
  return [...expression.matchAll(TOKEN)].flatMap(({ 0: token, index }): Other[] => {
    const put = (to: string) => expression.slice(0, index) + to + expression.slice(index + token.length);
    if (/^["{]/.test(token)) return [];
    const turned = TURNED[token];
    if (turned) return [{ kind: "opposite", to: put(turned) }];
    const isRange = token.startsWith("[");
    const amount = isRange ? token.slice(1, -1) : token;
    return offByTen(amount).map(({ kind, to }) => ({ kind, to: put(isRange ? `[${to}]` : to) }));
  });
}
