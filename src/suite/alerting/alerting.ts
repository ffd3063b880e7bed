import { BROKERS } from "../../brokers/all.ts";
import type { Obstacle } from "../../kernel/obstacle.ts";
import { Undetermined } from "../../kernel/undetermined.ts";
import type { Profile } from "../../plan/profile.ts";
import type { LoadRun } from "../../traffic/load-run.ts";
import type { Labels } from "../../watchers/alert-matcher.ts";
import { readRules } from "../../watchers/rule-files.ts";
import { readExpectedLabels } from "../../watchers/rule-tests.ts";
import { plannedRate } from "../load-bench/planned-rate.ts";
import type { HaParts, WatchedStack } from "../observability/watched-stack.ts";
import { lookedAt } from "../record/busy-host.ts";
import { type DrillReport, reportOfDrills } from "./drill-report.ts";
import { drilledAlerts, runDrills } from "./drills.ts";
import { alertNamed, mustHaveCarried, mustHaveLasted, secondsOfLoad } from "./healthy-load.ts";
import { PACES } from "./hurried-config.ts";
import { Overview, type OverviewFindings, overviewFindings } from "./overview.ts";
import { causeOf } from "./rightly-raised.ts";
import { toBeDrilled } from "./to-be-drilled.ts";
import type { WebhookReceiver } from "./webhook-receiver.ts";
import { AlertWorld, heardAgain } from "./world.ts";

export interface AlertingParts {
  /** One node of each broker. */
  healthy: WatchedStack;
  receiver: WebhookReceiver;
  profile: Profile;
  /** Adds the nodes of profile ha. */
  startHa: () => Promise<HaParts>;
  /** How the host is looked at meanwhile. */
  look?: typeof lookedAt;
}

/** The alerts: under a healthy load, and under every fault of the catalogue on the whole stack. */
export class Alerting {
  readonly #parts: AlertingParts;

  constructor(parts: AlertingParts) {
    this.#parts = parts;
  }

  /** What keeps a broker of the run from being watched: nothing is said of its alerts. */
  get unseen(): Obstacle | undefined {
    return this.#parts.healthy.unseen;
  }

  /**
   * Alerts that fire while one broker after the other carries the planned load, for as long as each alert takes to fire. Those of
   * a time in which others used the host may be their doing: then it is looked at once more.
   * @throws Undetermined when the load was none, or too short for an alert, or the host never calm
   */
  async underHealthyLoad(): Promise<HealthyFindings> {
    const { healthy, look = lookedAt } = this.#parts;
    const stack = healthy.brokers[0]?.service.stack ?? "";
    for (let tried = 1; ; tried += 1) {
      const { found, busy } = await look({ stack }, () => this.#underLoads());
      if (found.raised.length === 0 || !busy) return found;
      if (tried === TRIES) throw new Undetermined(`${found.raised.join(", ")} fired; ${busy}`);
    }
  }

  async #underLoads(): Promise<HealthyFindings> {
    const { healthy, receiver, profile } = this.#parts;
    await healthy.settled();
    const sinceMs = performance.now();
    const settings = await healthy.prometheus.settings();
    const seconds = secondsOfLoad(settings, profile);
    const rate = plannedRate();
    const firing = new Map<string, Labels>();
    const fires = (labels: Labels) => firing.set(alertNamed(labels), labels);
    const look = async () => {
      const alerts = await healthy.prometheus.alerts();
      for (const { labels, state } of alerts) if (state === "firing") fires(labels);
    };
    const looks: Promise<void>[] = [];
    const onSecond = () => looks.push(look());
    const offer = { framesPerSecond: rate, seconds, onSecond };
    const loads = new Map<string, LoadRun>();
    for (const watched of healthy.brokers)
      loads.set(watched.broker.id, await healthy.underLoad(watched, offer));
    await Promise.all(looks);
    await look();
    for (const { atMs, labels } of receiver.inbox.arrivals) if (atMs >= sinceMs) fires(labels);
    const received = [...loads.values()].map(({ delivery }) => delivery.received);
    mustHaveCarried({ seconds, framesPerSecond: rate, looks: looks.length, received });
    const wholeSeconds = (performance.now() - sinceMs) / 1e3;
    const { raised, rightly } = raisedOf(firing, loads);
    if (raised.length === 0) mustHaveLasted(settings, { loadSeconds: seconds, wholeSeconds });
    const frames = received.reduce((sum, each) => sum + each, 0);
    return { raised, rightly, seconds: looks.length, frames };
  }

  /**
   * Makes every fault of the catalogue, hears its alerts arrive, heals it and hears them resolve.
   * With SIGNOFF_DRILLS only those that raise the alerts named there, by commas: a quick look at whether alerts arrive here.
   * @returns with everything that the receiver was told, one JSON line each, and why what did not come may be the host's doing
   * @throws Undetermined that names the faults which did not land, and of those asked for alone the alerts not heard
   */
  async drills(): Promise<Drilled & { busy: string | undefined }> {
    const { look = lookedAt } = this.#parts;
    const { found, busy } = await look("run", () => this.#drilled());
    return { ...found, busy };
  }

  async #drilled(): Promise<Drilled> {
    const { healthy, receiver, startHa } = this.#parts;
    healthy.config.pace(PACES.atOnce);
    const [ha] = await Promise.all([startHa(), heardAgain(healthy.prometheus)]);
    const world = new AlertWorld(healthy, ha, receiver);
    await world.settled();
    const named = process.env.SIGNOFF_DRILLS?.split(",");
    const brokers = healthy.brokers.map(({ broker }) => broker);
    const overview = new Overview(healthy.prometheus);
    const results = await runDrills(world, brokers, { named, overview });
    const report = reportOfDrills(results, toBeDrilled(readRules().alerts, readExpectedLabels()), {
      trouble: await receiver.trouble(),
      isSelection: named !== undefined,
      elsewhere: await drilledAlerts(BROKERS.filter((broker) => !brokers.includes(broker))),
    });
    const told = receiver.inbox.arrivals.map((arrival) => JSON.stringify(arrival));
    return { ...report, overview: overviewFindings(overview.seen), arrivals: `${told.join("\n")}\n` };
  }
}

/** How often a healthy stack is looked at, where the host is not calm. */
const TRIES = 3;

/** With what the receiver was told, and what the overview of the dashboard showed meanwhile. */
type Drilled = DrillReport & { arrivals: string; overview: OverviewFindings };

type HealthyFindings = Raised & { seconds: number; frames: number };

/** Alerts that fired while all was to be well. */
interface Raised {
  /** Those without a cause. */
  raised: string[];
  /** Those that were right, each with what the load itself saw. */
  rightly: string[];
}

function raisedOf(firing: ReadonlyMap<string, Labels>, loads: ReadonlyMap<string, LoadRun>): Raised {
  const seen = [...firing].map(([name, { alertname = "", broker = "" }]) => ({
    name,
    cause: causeOf(alertname, loads.get(broker)?.timeline ?? []),
  }));
  return {
    raised: seen.filter(({ cause }) => !cause).map(({ name }) => name),
    rightly: seen.flatMap(({ name, cause }) => (cause ? [`${name}: ${cause}`] : [])),
  };
}
