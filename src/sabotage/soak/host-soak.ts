import type { Status } from "../../plan/outcome.ts";
import type { Occupied } from "./occupied-host.ts";

/** A stack whose speed is judged again and again. */
export interface SoakedStack {
  title: string;
  /** Criteria by key that its slowness concerns; none of a healthy one. */
  slows: readonly string[];
}

/** What the criteria of speed came to in one run. */
export interface SoakRun {
  host: Occupied;
  stack: SoakedStack;
  statuses: ReadonlyMap<string, Status>;
}

/** How often each outcome was seen, over the criteria concerned. */
export interface SoakRow {
  host: Occupied;
  stack: SoakedStack;
  runs: number;
  met: number;
  notMet: number;
  undetermined: number;
  /** What must not be, in words. */
  wrong: string[];
}

/**
 * Sums runs up by host and stack. The law: a healthy stack is never *not met*, and all *met* on a quiet host; what a slow one
 * is slow in is never *met*, and *not met* every time on a quiet host.
 */
export function rowsOf(runs: readonly SoakRun[]): SoakRow[] {
  const groups = Map.groupBy(runs, ({ host, stack }) => `${stack.title} ${host}`);
  return [...groups.values()].map((group) => rowOf(group as [SoakRun, ...SoakRun[]]));
}

function rowOf(group: readonly [SoakRun, ...SoakRun[]]): SoakRow {
  const { host, stack } = group[0];
  const isHealthy = stack.slows.length === 0;
  const seen = group.flatMap(({ statuses }) =>
    [...statuses].filter(([key]) => isHealthy || stack.slows.includes(key)),
  );
  const count = (status: Status) => seen.filter(([, each]) => each === status).length;
  const [expected, never] = isHealthy ? (["met", "not-met"] as const) : (["not-met", "met"] as const);
  const isWrong = (status: Status) => status === never || (host === "quiet" && status !== expected);
  return {
    ...{ host, stack, runs: group.length },
    met: count("met"),
    notMet: count("not-met"),
    undetermined: count("undetermined"),
    wrong: seen.filter(([, status]) => isWrong(status)).map(([key, status]) => `${key}: ${status}`),
  };
}

/** The rows as a table in Markdown. */
export function soakTable(rows: readonly SoakRow[]): string {
  return [
    "| stack | host | runs | met | not met | undetermined | wrong |",
    "|---|---|---|---|---|---|---|",
    ...rows.map(({ stack, host, runs, met, notMet, undetermined, wrong }) => {
      const cells = [stack.title, host, runs, met, notMet, undetermined, wrong.join("; ") || "none"];
      return `| ${cells.join(" | ")} |`;
    }),
  ].join("\n");
}
