import type { WrittenVariable } from "./dashboard-model.ts";

const ALL = "$__all";

/** A variable of a dashboard: what a viewer may choose, and what stands in the queries then. */
export interface Variable {
  name: string;
  /** The labels that queries compare with it. */
  labels: string[];
  /** What a viewer may choose beside all. */
  options: string[];
  /** What stands for all of them. */
  all: string;
  /** What stands in the queries when the dashboard is opened. */
  opensWith: string;
}

/** @param exprs the queries as they are written */
export function variableOf(written: WrittenVariable, exprs: readonly string[]): Variable {
  const { name, query, allValue, includeAll, current } = written;
  const options = typeof query === "string" ? query.split(",").map(valueIn).filter(Boolean) : [];
  const all = allValue || oneOf(options);
  const chosen = [current?.value ?? []].flat();
  const first = includeAll ? ALL : (options[0] ?? "");
  const values = chosen.length > 0 ? chosen : [first];
  const compared = new RegExp(`(\\w+)\\s*=~?\\s*["']\\$(?:${name}\\b|\\{${name}[:}])`, "g");
  const labels = exprs.flatMap((expr) => [...expr.matchAll(compared)].flatMap(([, label]) => label ?? []));
  return {
    ...{ name, options, all, labels: [...new Set(labels)] },
    opensWith: values.includes(ALL) ? all : oneOf(values),
  };
}

/** A query as Grafana sends it when the dashboard is opened. */
export function withVariables(expr: string, variables: readonly Variable[]): string {
  return variables.reduce(
    (sent, { name, opensWith }) =>
      sent.replaceAll(new RegExp(`\\$${name}\\b|\\$\\{${name}(:\\w+)?\\}`, "g"), () => opensWith),
    expr,
  );
}

/** An option may have a name of its own in front: "Redis : redis". */
function valueIn(option: string): string {
  return (option.split(/\s:\s/).at(-1) ?? "").trim();
}

function oneOf(values: readonly string[]): string {
  return values.length === 1 ? (values[0] ?? "") : `(${values.join("|")})`;
}
