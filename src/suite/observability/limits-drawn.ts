import { thresholdOf } from "../../plan/threshold-of.ts";
import { watchLimits } from "../../plan/watch.ts";
import type { Dashboard, Panel } from "../../watchers/dashboard-file.ts";
import type { Thresholds } from "../../watchers/dashboard-model.ts";
import { grafanaUnit } from "../../watchers/grafana-units.ts";
import { limitsAbove } from "../../watchers/promql-limits.ts";
import type { QuantityName } from "../../watchers/quantities.ts";

/** Where a quantity stops being healthy, in its base unit. */
interface Limits {
  worse: "above" | "below";
  /** From the lowest up: between which two numbers each line is drawn. */
  lines: readonly (readonly [least: number, most: number])[];
  /** A graph without these lines lacks something. A number without their colours always does. */
  mustBeDrawn?: true;
}

export type LimitsByQuantity = Readonly<Partial<Record<QuantityName, Limits>>>;

/** More than none, of what is counted. */
const ANY = [Number.MIN_VALUE, 1] as const;
const at = (value: number) => [value, value] as const;

/** The plan's figures. @param backlog the number of frames from which on the alert looks at them, if there is one */
export function plannedLimits(backlog: number | undefined): LimitsByQuantity {
  const { minThroughput, memoryHigh, memoryCritical } = watchLimits();
  const rates: Limits = {
    worse: "below",
    lines: [at(minThroughput), at(thresholdOf("frameRate", "moreThan"))],
  };
  const memory: Limits = {
    ...{ worse: "above", mustBeDrawn: true },
    lines: [at(memoryHigh), at(memoryCritical)],
  };
  const none: Limits = { worse: "above", lines: [ANY] };
  return {
    "frames-in": { ...rates, mustBeDrawn: true },
    "told-sent": rates,
    "told-confirmed": rates,
    "told-received": rates,
    "latency-p99": {
      ...{ worse: "above", mustBeDrawn: true },
      lines: [at(thresholdOf("frameLatency", "lessThan") / 1e3)],
    },
    success: {
      ...{ worse: "below", mustBeDrawn: true },
      lines: [at(thresholdOf("successRate", "moreThan") / 100)],
    },
    "memory-share": memory,
    "fullest-memory": memory,
    "redis-memory-share": memory,
    "rabbitmq-memory-share": memory,
    "nats-memory-share": memory,
    "nodes-up": { worse: "below", lines: [ANY, at(1)] },
    "frames-lost": none,
    "frames-refused": none,
    "alerts-critical": none,
    "alerts-warning": none,
    "rabbitmq-unreachable": none,
    ...(backlog === undefined ? {} : { backlog: { worse: "above", lines: [at(backlog)] } }),
  };
}

/** Panels that show one number, and by its colour whether it is healthy. */
const COLOURED = ["stat", "gauge", "bargauge"];

/** Panels that draw other limits than those: each with what it draws. */
export function otherLimits({ panels }: Dashboard, limits: LimitsByQuantity): string[] {
  return panels.flatMap((panel) => {
    const ofThresholds = Map.groupBy(panel.queries, ({ thresholds }) => JSON.stringify(thresholds ?? null));
    return [...ofThresholds.values()].flatMap((queries) => {
      const query = queries.find(({ shows }) => limits[shows as QuantityName]);
      const expected = query && limits[query.shows as QuantityName];
      if (!query || !expected) return [];
      const factor = grafanaUnit(query.unit ?? "")?.factor ?? 1;
      return wrongIn(panel, query.thresholds, expected, factor).map(
        (what) => `${panel.row} / ${panel.title}: ${what}`,
      );
    });
  });
}

function wrongIn(
  { type, drawsLimits = true }: Panel,
  thresholds: Thresholds | undefined,
  { worse, lines, mustBeDrawn }: Limits,
  factor: number,
): string[] {
  const steps = drawsLimits ? (thresholds?.steps ?? []) : [];
  // The first one is that of everything below the others, whatever its value.
  const drawn = steps.slice(1).flatMap(({ value }) => (typeof value === "number" ? [value * factor] : []));
  const expected = `expected ${lines.map(worded).join(" and ")}`;
  if (drawn.length === 0)
    return mustBeDrawn || COLOURED.includes(type) ? [`draws no limit, ${expected}`] : [];
  if (thresholds?.mode === "percentage") return [`draws its limits in percent of its axis, ${expected}`];
  const sorted = drawn.toSorted((a, b) => a - b);
  const isAsPlanned =
    sorted.length === lines.length &&
    lines.every(([least, most], index) => {
      const value = sorted[index] ?? Number.NaN;
      return value >= least * (1 - 1e-9) && value <= most * (1 + 1e-9);
    });
  if (!isAsPlanned) return [`draws limits at ${sorted.map(short).join(" and ")}, ${expected}`];
  const colors = steps.map(({ color }) => color);
  const [healthy, worst] = worse === "above" ? [colors[0], colors.at(-1)] : [colors.at(-1), colors[0]];
  return /red/.test(healthy ?? "") || /green|transparent/.test(worst ?? "")
    ? [`draws what is ${worse} its limits in ${worst}, and what is healthy in ${healthy}`]
    : [];
}

function worded([least, most]: readonly [number, number]): string {
  return least === most ? short(least) : `anything up to ${short(most)}`;
}

function short(value: number): string {
  return String(Number(value.toPrecision(6)));
}

/** The number of frames from which on an alert looks at the backlog. */
export function backlogLimit(alerts: readonly { expr: string }[]): number | undefined {
  return alerts.flatMap(({ expr }) => limitsAbove(expr, "broker:backlog:frames")).find((limit) => limit > 0);
}
