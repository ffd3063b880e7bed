import { done, notYet, until } from "../../kernel/wait.ts";
import type { RunningService } from "../../stack/running-service.ts";
import type { LoadRun } from "../../traffic/load-run.ts";
import type { PrometheusProbe } from "../../watchers/prometheus.ts";
import type { HurriedConfig } from "../alerting/hurried-config.ts";
import type { ClusterSubject } from "../subjects/cluster-subject.ts";
import type { RabbitMQSubject } from "../subjects/rabbitmq-subject.ts";
import type { RedisSubject } from "../subjects/redis-subject.ts";
import { type WatchedLoadOptions, watchedLoad } from "./watched-load.ts";

const SETTLES_WITHIN_MS = 90_000;

export interface WatchedParts {
  redis: RedisSubject;
  rabbitmq: RabbitMQSubject;
  prometheus: PrometheusProbe;
  config: HurriedConfig;
}

/** What profile ha adds. */
export interface HaParts {
  replicas: readonly [RedisSubject, RedisSubject];
  sentinels: readonly RunningService[];
  exporter: RunningService;
  cluster: ClusterSubject;
}

/** Both brokers, watched by Prometheus. */
export class WatchedStack {
  readonly redis: RedisSubject;
  /** The RabbitMQ node that clients speak to. */
  readonly rabbitmq: RabbitMQSubject;
  readonly prometheus: PrometheusProbe;
  readonly config: HurriedConfig;
  /** Whether the nodes of profile ha belong to it. */
  readonly isHa: boolean;

  constructor({ redis, rabbitmq, prometheus, config }: WatchedParts, { isHa = false } = {}) {
    this.redis = redis;
    this.rabbitmq = rabbitmq;
    this.prometheus = prometheus;
    this.config = config;
    this.isHa = isHa;
  }

  /** A load that Prometheus is told of. */
  underLoad(broker: RedisSubject | RabbitMQSubject, options: WatchedLoadOptions): Promise<LoadRun> {
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
