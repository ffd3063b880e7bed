import type { Obstacle } from "../../kernel/obstacle.ts";
import { enough, Undetermined } from "../../kernel/undetermined.ts";
import type { Scalar } from "../../plan/expectation.ts";
import type { DrillResult } from "./drill.ts";
import { onlySelected } from "./selected-drills.ts";
import { type ToBeDrilled, titleOf } from "./to-be-drilled.ts";

const FEWEST_ALERTS = 12;

/** What the drills came to, over the whole catalogue. */
export interface DrillReport {
  /** Alerts that never fired, and those that no drill raises. */
  silent: string[];
  /** Alerts that never arrived as their rule makes them at the receiver of their severity, with what was heard instead. */
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
 * @param wanted alerts that drills have to raise
 * @param meanwhile.trouble why the receiver may have missed alerts, if so
 * @param meanwhile.isSelection only some drills were asked for
 * @param meanwhile.elsewhere alerts of brokers that do not run here, by name and by title
 * @throws Undetermined when nothing can be said of all alerts
 */
export function reportOfDrills(
  results: readonly DrillResult[],
  wanted: readonly ToBeDrilled[],
  { trouble, isSelection, elsewhere = new Set() }: Meanwhile,
): DrillReport {
  if (!isSelection)
    enough(new Set(results.map(({ alertname }) => alertname)).size, FEWEST_ALERTS, "alerts were drilled");
  if (trouble) throw new Undetermined(trouble);
  const unknown = results.flatMap((each) => (each.unknown ? [`${nameOf(each)}: ${each.unknown}`] : []));
  if (unknown.length > 0) throw new Undetermined(`not every fault could be made: ${unknown.join("; ")}`);
  const lacking = (time: "firedAfter" | "arrivedAfter" | "resolvedAfter") =>
    results.filter((each) => each[time] === undefined).map(nameOf);
  const drilled = new Set(results.flatMap((each) => [each.alertname, nameOf(each)]));
  const undrilled = wanted.filter(({ alert, broker }) => !drilled.has(titleOf(alert, broker)));
  const untried = undrilled.filter(({ alert, broker }) => !elsewhere.has(titleOf(alert, broker)));
  const arrived = results.filter(({ arrivedAfter }) => arrivedAfter !== undefined);
  return {
    ...(isSelection ? { obstacle: onlySelected(results) } : {}),
    silent: [
      ...lacking("firedAfter"),
      ...(isSelection
        ? []
        : untried.map(({ alert, broker }) => `${titleOf(alert, broker)}: no drill raises it`)),
    ],
    undelivered: [
      ...results.filter(({ arrivedAfter }) => arrivedAfter === undefined).map(heardOf),
      ...arrived.flatMap((each) => heardOtherwise(each, wanted)),
    ],
    unresolved: lacking("resolvedAfter"),
    alertsSeen: new Set(arrived.map(({ alertname }) => alertname)).size,
    rows: [...results.map(rowOf), ...undrilled.map(undrilledRow)],
  };
}

/** The alert of a result, as a report names it. */
export function nameOf({ alertname, broker }: DrillResult): string {
  return titleOf(alertname, broker);
}

/** An alert that came to the receiver of a severity which no rule of its name has. */
function heardOtherwise(result: DrillResult, wanted: readonly ToBeDrilled[]): string[] {
  const planned = new Set(
    wanted.flatMap(({ alert, severity }) => (alert === result.alertname ? severity : [])),
  );
  if (planned.size === 0 || planned.has(result.severity)) return [];
  return [`${nameOf(result)} (heard as ${result.severity}, and its rule says ${[...planned].join(" or ")})`];
}

/** The row of an alert in the drills' table. */
export function rowOf(result: DrillResult): Scalar[] {
  const { alertname, broker, severity, fault, firedAfter, arrivedAfter, resolvedAfter } = result;
  return [alertname, broker, severity, fault, ...[firedAfter, arrivedAfter, resolvedAfter].map(after)];
}

function after(seconds: number | undefined): string {
  return seconds === undefined ? "never" : `after ${seconds.toFixed(1)} s`;
}

/** Alerts that nothing raises here are there too: their unit tests are all there is. */
function undrilledRow({ alert, broker = "", severity }: ToBeDrilled): Scalar[] {
  return [alert, broker, severity, "unit tests only", "", "", ""];
}

/** An alert that was not heard where it should be, with where it was instead. */
export function heardOf(result: DrillResult): string {
  const { heardAtInstead } = result;
  return heardAtInstead ? `${nameOf(result)} (heard at ${heardAtInstead} alone)` : nameOf(result);
}
