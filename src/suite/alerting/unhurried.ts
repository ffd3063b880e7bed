import { openStack } from "../../brokers/open-stack.ts";
import { Undetermined } from "../../kernel/undetermined.ts";
import type { Scalar } from "../../plan/expectation.ts";
import { alertsHeard } from "../../plan/watch.ts";
import { startHa, startWatched } from "../observability/start-watched.ts";
import type { UnderTest } from "../record/under-test.ts";
import type { AsDelivered } from "./as-delivered.ts";
import type { DrillResult } from "./drill.ts";
import { runDrills } from "./drills.ts";
import { HurriedConfig } from "./hurried-config.ts";
import { type AlertTimes, timesOf } from "./in-time.ts";
import { WebhookReceiver } from "./webhook-receiver.ts";
import { AlertWorld } from "./world.ts";

/** Alerts that a fault raises soon, of both severities; their drills stand side by side. */
const DRILLED = ["MemoryHigh", "MemoryCritical", "FramesDeadLettered", "RedisExporterDown", "RabbitMQDown"];
const SPARE_MS = 10_000;

/** The columns of the table of alerts with nothing shortened. */
export const UNHURRIED_COLUMNS = ["alert", "broker", "severity", "fault", "arrived", "at most"];

/** What became of alerts whose times were all as delivered. */
export interface UnhurriedReport {
  /** Alerts that came later than by their settings, or not at all. */
  late: string[];
  /** How many arrived. */
  alerts: number;
  rows: Scalar[][];
}

/**
 * Makes some faults on a whole stack of its own, under the delivered configuration to the letter.
 * @throws Undetermined of what keeps the stack from starting
 */
export async function unhurriedDrills(
  delivered: AsDelivered,
  underTest: UnderTest,
): Promise<UnhurriedReport> {
  const times = timesOf(delivered, alertsHeard());
  await using stack = await openStack();
  await using receiver = await WebhookReceiver.start(stack);
  using config = HurriedConfig.unhurried();
  const [parts, ha] = await Promise.all([
    startWatched(stack, underTest, config, receiver.variables),
    startHa(stack, underTest),
  ]);
  const world = new AlertWorld(parts, ha, receiver);
  await world.settled();
  const mostMs = 1e3 * Math.max(...DRILLED.map((name) => limitOf(times, name))) + SPARE_MS;
  const brokers = parts.brokers.map(({ broker }) => broker);
  const results = await runDrills(world, brokers, {
    ...{ named: DRILLED, isNamedAlone: true },
    // Their ends are told a minute later: what is shortened has shown that they are.
    patience: { firesWithinMs: mostMs, arrivesWithinMs: mostMs, resolvesWithinMs: 1 },
  });
  return unhurriedReport(results, times);
}

/** @throws Undetermined for a fault that did not land */
export function unhurriedReport(
  results: readonly DrillResult[],
  times: readonly AlertTimes[],
): UnhurriedReport {
  const late = results.flatMap(({ alertname, broker, arrivedAfter, unknown, heardAtInstead }) => {
    const most = limitOf(times, alertname);
    const name = `${alertname} ${broker}`.trim();
    if (unknown) throw new Undetermined(`the fault of ${name} could not be made: ${unknown}`);
    if (arrivedAfter === undefined)
      return [`${name} did not arrive${heardAtInstead ? `, but at ${heardAtInstead}` : ""}`];
    return arrivedAfter <= most ? [] : [`${name} after ${arrivedAfter.toFixed(1)} s, at most ${most} s`];
  });
  const arrived = results.filter(({ arrivedAfter }) => arrivedAfter !== undefined);
  return {
    late,
    alerts: new Set(arrived.map(({ alertname }) => alertname)).size,
    rows: results.map(({ alertname, broker, severity, fault, arrivedAfter }) => [
      ...[alertname, broker, severity, fault],
      arrivedAfter === undefined ? "never" : `after ${arrivedAfter.toFixed(1)} s`,
      `${limitOf(times, alertname)} s`,
    ]),
  };
}

/** By the settings in force, which the plan's limits are held against by themselves. */
function limitOf(times: readonly AlertTimes[], alertname: string): number {
  const ofIt = times.filter(({ alert }) => alert.labels.alertname === alertname);
  return Math.max(0, ...ofIt.map(({ firing }) => firing.seconds));
}
