import type { Broker, Members } from "../../brokers/broker.ts";
import { done, notYet, until } from "../../kernel/wait.ts";
import type { RunningService } from "../../stack/running-service.ts";
import type { LoadRun } from "../../traffic/load-run.ts";
import type { PrometheusProbe } from "../../watchers/prometheus.ts";
import type { HurriedConfig } from "../alerting/hurried-config.ts";
import { type WatchedLoadOptions, watchedLoad } from "./watched-load.ts";

const SETTLES_WITHIN_MS = 90_000;

/** A broker, and the node of it that clients speak to. */
export interface WatchedBroker {
  readonly broker: Broker;
  readonly service: RunningService;
}

export interface WatchedParts {
  brokers: readonly WatchedBroker[];
  prometheus: PrometheusProbe;
  config: HurriedConfig;
}

/** Every member of each broker, and the services that tell its figures, by the broker's id. */
export type HaParts = ReadonlyMap<string, { members: Members; exporters: readonly RunningService[] }>;

/** The brokers, watched by Prometheus. */
export class WatchedStack {
  readonly brokers: readonly WatchedBroker[];
  readonly prometheus: PrometheusProbe;
  readonly config: HurriedConfig;
  /** Jobs whose targets come with members that do not run here. */
  readonly unusedJobs: readonly string[];

  constructor({ brokers, prometheus, config }: WatchedParts, unusedJobs: readonly string[] = []) {
    this.brokers = brokers;
    this.prometheus = prometheus;
    this.config = config;
    this.unusedJobs = unusedJobs;
  }

  /** A load that Prometheus is told of. */
  underLoad(broker: WatchedBroker, options: WatchedLoadOptions): Promise<LoadRun> {
    return watchedLoad(broker, this.prometheus, options);
  }

  /** Whether an alert with these labels fires right now. */
  async isFiring(labels: Readonly<Record<string, string>>): Promise<boolean> {
    const alerts = await this.prometheus.alerts();
    return alerts.some(
      ({ state, labels: theirs }) =>
        state === "firing" && Object.entries(labels).every(([name, value]) => theirs[name] === value),
    );
  }

  /** Waits until every target is up. @throws DeadlinePassed that names those that are not */
  async scraped(): Promise<void> {
    await until("every target is up", { deadlineMs: SETTLES_WITHIN_MS, everyMs: 250 }, async () => {
      const down = (await this.prometheus.targets()).filter(({ health }) => health !== "up");
      if (down.length === 0) return done(undefined);
      return notYet(down.map(({ instance, health }) => `${instance} ${health}`).join(", "));
    });
  }

  /** Waits until every target is up and no alert is on its way. @throws DeadlinePassed that names those that are not */
  async settled(): Promise<void> {
    await this.scraped();
    await until("no alert is active", { deadlineMs: SETTLES_WITHIN_MS, everyMs: 250 }, async () => {
      const active = await this.prometheus.alerts();
      if (active.length === 0) return done(undefined);
      return notYet(active.map(({ labels, state }) => `${labels.alertname} ${state}`).join(", "));
    });
  }
}
