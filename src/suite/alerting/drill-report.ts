import type { Obstacle } from "../../kernel/obstacle.ts";
import { enough, Undetermined } from "../../kernel/undetermined.ts";
import type { Scalar } from "../../plan/expectation.ts";
import type { AlertingRule } from "../../watchers/rule-files.ts";
import type { DrillResult } from "./drill.ts";
import { onlySelected } from "./selected-drills.ts";

const FEWEST_ALERTS = 12;

/** What the drills came to, over the whole catalogue. */
export interface DrillReport {
  /** Alerts that never fired, and those that no drill raises. */
  silent: string[];
  /** Alerts that never arrived at the receiver of their severity, with the one that heard of them instead. */
  undelivered: string[];
  /** Alerts that never resolved. */
  unresolved: string[];
  /** How many different alerts arrived. */
  alertsSeen: number;
  /** Why it says nothing of all alerts, where only some were asked for. */
  obstacle?: Obstacle;
  rows: Scalar[][];
}

interface Meanwhile {
  trouble?: string | undefined;
  isSelection: boolean;
  elsewhere?: ReadonlySet<string>;
}

/** The columns of the drills' table. */
export const DRILL_COLUMNS = ["alert", "broker", "severity", "fault", "fired", "arrived", "resolved"];

/**
 * What can be said of alerts after the drills.
 * @param meanwhile.trouble why the receiver may have missed alerts, if so
 * @param meanwhile.isSelection only some drills were asked for
 * @param meanwhile.elsewhere alerts that only brokers can raise which do not run here
 * @throws Undetermined when nothing can be said of all alerts
 */
export function reportOfDrills(
  results: readonly DrillResult[],
  rules: readonly Pick<AlertingRule, "alert" | "labels">[],
  { trouble, isSelection, elsewhere = new Set() }: Meanwhile,
): DrillReport {
  if (!isSelection) enough(new Set(results.map(nameOf)).size, FEWEST_ALERTS, "alerts were drilled");
  if (trouble) throw new Undetermined(trouble);
  const unknown = results.flatMap((each) => (each.unknown ? [`${titleOf(each)}: ${each.unknown}`] : []));
  if (unknown.length > 0) throw new Undetermined(`not every fault could be made: ${unknown.join("; ")}`);
  const lacking = (time: "firedAfter" | "arrivedAfter" | "resolvedAfter") =>
    results.filter((each) => each[time] === undefined).map(titleOf);
  const drilled = new Set(results.map(nameOf));
  const undrilled = rules.filter(({ alert }) => !drilled.has(alert));
  const untried = undrilled.filter(({ alert }) => !elsewhere.has(alert));
  return {
    ...(isSelection ? { obstacle: onlySelected(results) } : {}),
    silent: [
      ...lacking("firedAfter"),
      ...(isSelection ? [] : untried.map(({ alert }) => `${alert}: no drill raises it`)),
    ],
    undelivered: results.filter(({ arrivedAfter }) => arrivedAfter === undefined).map(heardOf),
    unresolved: lacking("resolvedAfter"),
    alertsSeen: new Set(results.filter(({ arrivedAfter }) => arrivedAfter !== undefined).map(nameOf)).size,
    rows: [...results.map(rowOf), ...undrilled.map(undrilledRow)],
  };
}

function nameOf({ alertname }: DrillResult): string {
  return alertname;
}

function titleOf({ alertname, broker }: DrillResult): string {
  return `${alertname} ${broker}`.trim();
}

function rowOf(result: DrillResult): Scalar[] {
  const { alertname, broker, severity, fault, firedAfter, arrivedAfter, resolvedAfter } = result;
  return [alertname, broker, severity, fault, ...[firedAfter, arrivedAfter, resolvedAfter].map(after)];
}

function after(seconds: number | undefined): string {
  return seconds === undefined ? "never" : `after ${seconds.toFixed(1)} s`;
}

/** Alerts that nothing raises here are there too: their unit tests are all there is. */
function undrilledRow({ alert, labels }: Pick<AlertingRule, "alert" | "labels">): Scalar[] {
  const { broker = "", severity = "" } = labels;
  return [alert, broker, severity, "unit tests only", "", "", ""];
}

function heardOf(result: DrillResult): string {
  const { heardAtInstead } = result;
  return heardAtInstead ? `${titleOf(result)} (heard at ${heardAtInstead} alone)` : titleOf(result);
}
