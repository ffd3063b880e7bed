import { done, notYet, until } from "../../kernel/wait.ts";
import type { RunningService } from "../../stack/running-service.ts";
import type { PrometheusProbe } from "../../watchers/prometheus.ts";
import { type HaParts, type WatchedParts, WatchedStack } from "../observability/watched-stack.ts";
import type { ClusterSubject } from "../subjects/cluster-subject.ts";
import type { RedisSubject } from "../subjects/redis-subject.ts";
import type { WebhookReceiver } from "./webhook-receiver.ts";

const HEARD_WITHIN_MS = 20_000;
const KNOWN_WITHIN_MS = 30_000;

/** The whole stack, profile ha included, with its alerts, and the receiver at which they arrive. */
export class AlertWorld extends WatchedStack implements HaParts {
  readonly replicas: readonly [RedisSubject, RedisSubject];
  readonly sentinels: readonly RunningService[];
  readonly exporter: RunningService;
  readonly cluster: ClusterSubject;
  readonly receiver: WebhookReceiver;

  constructor(parts: WatchedParts, ha: HaParts, receiver: WebhookReceiver) {
    super(parts);
    this.replicas = ha.replicas;
    this.sentinels = ha.sentinels;
    this.exporter = ha.exporter;
    this.cluster = ha.cluster;
    this.receiver = receiver;
  }

  /** Waits until an alert with these labels has arrived since a time. @throws DeadlinePassed when it does not */
  async hears(labels: Readonly<Record<string, string>>, sinceMs: number): Promise<void> {
    await until(`${labels.alertname} arrives`, { deadlineMs: HEARD_WITHIN_MS }, () =>
      this.receiver.inbox.arrived("firing", labels, sinceMs) ? done(undefined) : notYet("it has not"),
    );
  }
}

/** Has Prometheus read its configuration again, and waits until alerts would be heard again: till then they get lost. */
export async function heardAgain(prometheus: PrometheusProbe): Promise<void> {
  await prometheus.reload();
  await until("Prometheus knows its Alertmanager", { deadlineMs: KNOWN_WITHIN_MS }, async () =>
    (await prometheus.alertmanagers()) > 0 ? done(undefined) : notYet("it knows none"),
  );
}
