import type { Profile } from "../../plan/profile.ts";
import type { LoadRun } from "../../traffic/load-run.ts";
import { readRules } from "../../watchers/rule-files.ts";
import { plannedRate } from "../load-bench/planned-rate.ts";
import type { HaParts, WatchedStack } from "../observability/watched-stack.ts";
import { type DrillReport, reportOfDrills } from "./drill-report.ts";
import { runDrills } from "./drills.ts";
import { alertNamed, mustHaveCarried } from "./healthy-load.ts";
import { PACES } from "./hurried-config.ts";
import type { WebhookReceiver } from "./webhook-receiver.ts";
import { AlertWorld, heardAgain } from "./world.ts";

const HEALTHY_SECONDS = { quick: 7, full: 300 };

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
      for (const { labels, state } of alerts) if (state === "firing") firing.add(alertNamed(labels));
    };
    const looks: Promise<void>[] = [];
    const onSecond = () => looks.push(look());
    const offer = { framesPerSecond: rate, seconds, onSecond };
    const loads: LoadRun[] = [];
    for (const broker of healthy.brokers) loads.push(await healthy.underLoad(broker, offer));
    await Promise.all(looks);
    await look();
    for (const { atMs, labels } of receiver.inbox.arrivals)
      if (atMs >= sinceMs) firing.add(alertNamed(labels));
    const received = loads.map(({ delivery }) => delivery.received);
    mustHaveCarried({ seconds, framesPerSecond: rate, looks: looks.length, received });
    const frames = received.reduce((sum, each) => sum + each, 0);
    return { raised: [...firing], seconds: looks.length, frames };
  }

  /**
   * Makes every fault of the catalogue, hears its alerts arrive, heals it and hears them resolve.
   * With SIGNOFF_DRILLS only those that raise the alerts named there, by commas: a quick look at whether alerts arrive here.
   * @returns with everything that the receiver was told, one JSON line each
   * @throws Undetermined that names the faults which did not land, and of those asked for alone the alerts not heard
   */
  async drills(): Promise<DrillReport & { arrivals: string }> {
    const { healthy, receiver, startHa } = this.#parts;
    healthy.config.pace(PACES.atOnce);
    const [ha] = await Promise.all([startHa(), heardAgain(healthy.prometheus)]);
    const world = new AlertWorld(healthy, ha, receiver);
    await world.settled();
    const named = process.env.SIGNOFF_DRILLS?.split(",");
    const results = await runDrills(
      world,
      healthy.brokers.map(({ broker }) => broker),
      named,
    );
    const report = reportOfDrills(results, readRules().alerts, {
      trouble: await receiver.trouble(),
      isSelection: named !== undefined,
    });
    const told = receiver.inbox.arrivals.map((arrival) => JSON.stringify(arrival));
    return { ...report, arrivals: `${told.join("\n")}\n` };
  }
}
