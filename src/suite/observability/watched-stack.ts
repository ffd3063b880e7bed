import type { Broker, Members } from "../../brokers/broker.ts";
import type { Obstacle } from "../../kernel/obstacle.ts";
import { done, notYet, until } from "../../kernel/wait.ts";
import type { RunningService } from "../../stack/running-service.ts";
import type { LoadRun } from "../../traffic/load-run.ts";
import type { PrometheusProbe } from "../../watchers/prometheus.ts";
import type { HurriedConfig } from "../alerting/hurried-config.ts";
import { othersThan } from "../record/started-brokers.ts";
import type { ExpectedTarget } from "./targets-up.ts";
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
  /** What keeps a broker of the run from being watched. */
  unseen?: Obstacle | undefined;
}

/** Every member of each broker, and the services that tell its figures, by the broker's id. */
export type HaParts = ReadonlyMap<string, { members: Members; exporters: readonly RunningService[] }>;

interface WatchedBesides {
  unusedJobs?: readonly string[];
  members?: HaParts;
  /** Targets that have to be there, since their services run. */
  expected?: readonly ExpectedTarget[];
}

/** The brokers, watched by Prometheus. */
export class WatchedStack {
  readonly brokers: readonly WatchedBroker[];
  readonly prometheus: PrometheusProbe;
  readonly config: HurriedConfig;
  readonly unseen: Obstacle | undefined;
  /** Jobs whose targets come with members that do not run here. */
  readonly unusedJobs: readonly string[];
  /** The members of each broker, by its id, where those of profile ha run. */
  readonly members: HaParts;

  readonly #expected: readonly ExpectedTarget[];

  constructor(
    { brokers, prometheus, config, unseen }: WatchedParts,
    { unusedJobs = [], members = new Map(), expected = [] }: WatchedBesides = {},
  ) {
    this.members = members;
    this.#expected = expected;
    this.brokers = brokers;
    this.prometheus = prometheus;
    this.config = config;
    this.unseen = unseen;
    this.unusedJobs = unusedJobs;
  }

  /** The brokers of which it has nothing. */
  get others(): Broker[] {
    return othersThan(this.brokers.map(({ broker }) => broker));
  }

  /** A load that Prometheus is told of. */
  underLoad(broker: WatchedBroker, options: WatchedLoadOptions): Promise<LoadRun> {
    return watchedLoad(broker, this.prometheus, options);
  }

  /** The targets that have to be there, each with what its node is known by. */
  expectedTargets(): Promise<ExpectedTarget[]> {
    const running = new Map<string, WatchedBroker>();
    for (const { broker, service } of this.brokers) {
      const nodes = this.members.get(broker.id)?.members.nodes ?? [service];
      for (const node of nodes) running.set(node.name, { broker, service: node });
    }
    return Promise.all(
      this.#expected.map(async (target) => {
        const node = running.get(target.service);
        const identity = await node?.broker.watched?.identityOf?.(node.service);
        return identity ? { ...target, identity } : target;
      }),
    );
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
