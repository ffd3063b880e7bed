import type { Obstacle } from "../../kernel/obstacle.ts";
import { enough, Undetermined } from "../../kernel/undetermined.ts";
import type { Scalar } from "../../plan/expectation.ts";
import type { Profile } from "../../plan/profile.ts";
import { readRules } from "../../watchers/rule-files.ts";
import { plannedRate } from "../load-bench/planned-rate.ts";
import type { HaParts, WatchedStack } from "../observability/watched-stack.ts";
import type { DrillResult } from "./drill.ts";
import { runDrills } from "./drills.ts";
import { PACES } from "./hurried-config.ts";
import { onlySelected } from "./selected-drills.ts";
import type { WebhookReceiver } from "./webhook-receiver.ts";
import { AlertWorld, heardAgain } from "./world.ts";

const HEALTHY_SECONDS = { quick: 7, full: 300 };

/** What the drills came to, over the whole catalogue. */
export interface DrillReport {
  silent: string[];
  undelivered: string[];
  unresolved: string[];
  alertsSeen: number;
  /** Why it says nothing of all alerts, where only some were asked for. */
  obstacle?: Obstacle;
  /** Everything that the receiver was told, one JSON line each. */
  arrivals: string;
  rows: Scalar[][];
}

export interface AlertingParts {
  /** One node of each broker. */
  healthy: WatchedStack;
  receiver: WebhookReceiver;
  profile: Profile;
  /** Adds the nodes of profile ha. */
  startHa: () => Promise<HaParts>;
}

/** The alerts: under a healthy load, and under every fault of the catalogue on the whole stack. */
export class Alerting {
  readonly #parts: AlertingParts;

  constructor(parts: AlertingParts) {
    this.#parts = parts;
  }

  /**
   * Alerts that fire while one broker after the other carries the planned load.
   * @throws Undetermined when the load was none
   */
  async underHealthyLoad(): Promise<{ raised: string[]; seconds: number; frames: number }> {
    const { healthy, receiver, profile } = this.#parts;
    await healthy.settled();
    const sinceMs = performance.now();
    const seconds = HEALTHY_SECONDS[profile];
    const rate = plannedRate();
    const firing = new Set<string>();
    const look = async () => {
      const alerts = await healthy.prometheus.alerts();
      for (const { labels, state } of alerts) if (state === "firing") firing.add(nameOf(labels));
    };
    const looks: Promise<void>[] = [];
    const onSecond = () => looks.push(look());
    const offer = { framesPerSecond: rate, seconds, onSecond };
    const loads = [
      await healthy.underLoad(healthy.redis, offer),
      await healthy.underLoad(healthy.rabbitmq, offer),
    ];
    await Promise.all(looks);
    await look();
    for (const { atMs, labels } of receiver.inbox.arrivals) if (atMs >= sinceMs) firing.add(nameOf(labels));
    const frames = loads.reduce((sum, { delivery }) => sum + delivery.received, 0);
    if (looks.length < loads.length * (seconds - 1) || frames < seconds * rate) {
      throw new Undetermined(`only ${frames} frames in ${looks.length} s: too little load for a false alarm`);
    }
    return { raised: [...firing], seconds: looks.length, frames };
  }

  /**
   * Makes every fault of the catalogue, hears its alerts arrive, heals it and hears them resolve.
   * With SIGNOFF_DRILLS only those that raise the alerts named there, by commas: a quick look at whether alerts arrive here.
   * @throws Undetermined that names the faults which did not land, and of those asked for alone the alerts not heard
   */
  async drills(): Promise<DrillReport> {
    const { healthy, receiver, startHa } = this.#parts;
    healthy.config.pace(PACES.atOnce);
    const [ha] = await Promise.all([startHa(), heardAgain(healthy.prometheus)]);
    const world = new AlertWorld(healthy, ha, receiver);
    await world.settled();
    const named = process.env.SIGNOFF_DRILLS?.split(",");
    const results = await runDrills(world, named);
    if (!named) enough(new Set(results.map(({ alertname }) => alertname)).size, 12, "alerts were drilled");
    const trouble = await receiver.trouble();
    if (trouble) throw new Undetermined(trouble);
    const unknown = results.flatMap(({ alertname, broker, unknown: why }) =>
      why ? [`${alertname} ${broker}: ${why}`] : [],
    );
    if (unknown.length > 0) throw new Undetermined(`not every fault could be made: ${unknown.join("; ")}`);
    const lacking = (time: "firedAfter" | "arrivedAfter" | "resolvedAfter") =>
      results
        .filter((each) => each[time] === undefined)
        .map(({ alertname, broker }) => `${alertname} ${broker}`);
    const told = receiver.inbox.arrivals.map((arrival) => JSON.stringify(arrival));
    return {
      ...(named ? { obstacle: onlySelected(results) } : {}),
      arrivals: `${told.join("\n")}\n`,
      silent: lacking("firedAfter"),
      undelivered: lacking("arrivedAfter"),
      unresolved: lacking("resolvedAfter"),
      alertsSeen: new Set(
        results.filter(({ arrivedAfter }) => arrivedAfter).map(({ alertname }) => alertname),
      ).size,
      rows: [...results.map(rowOf), ...undrilled(results)],
    };
  }
}

/** The columns of the drills' table. */
export const DRILL_COLUMNS = ["alert", "broker", "severity", "fault", "fired", "arrived", "resolved"];

function rowOf(result: DrillResult): Scalar[] {
  const { alertname, broker, severity, fault, firedAfter, arrivedAfter, resolvedAfter } = result;
  return [alertname, broker, severity, fault, ...[firedAfter, arrivedAfter, resolvedAfter].map(after)];
}

function after(seconds: number | undefined): string {
  return seconds === undefined ? "never" : `after ${seconds.toFixed(1)} s`;
}

/** Alerts that no container can be made to raise here are there too: their unit tests are all there is. */
function undrilled(results: readonly DrillResult[]): Scalar[][] {
  const drilled = new Set(results.map(({ alertname }) => alertname));
  return readRules()
    .alerts.filter(({ alert }) => !drilled.has(alert))
    .map(({ alert, labels }) => [
      alert,
      labels.broker ?? "",
      labels.severity ?? "",
      "unit tests only",
      "",
      "",
      "",
    ]);
}

function nameOf({ alertname = "", broker = "", instance = "" }: Record<string, string>): string {
  return [alertname, broker, instance].filter((part) => part !== "").join(" ");
}
