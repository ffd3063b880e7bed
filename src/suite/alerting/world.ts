import type { Broker } from "../../brokers/broker.ts";
import type { DrillGround } from "../../brokers/drill.ts";
import { done, notYet, until } from "../../kernel/wait.ts";
import type { PrometheusProbe } from "../../watchers/prometheus.ts";
import { publish } from "../load-bench/traffic.ts";
import { type HaParts, type WatchedParts, WatchedStack } from "../observability/watched-stack.ts";
import { disturbedLoad } from "./disturbed-load.ts";
import type { WebhookReceiver } from "./webhook-receiver.ts";

const HEARD_WITHIN_MS = 20_000;
const KNOWN_WITHIN_MS = 30_000;

/** The whole stack, profile ha included, with its alerts, and the receiver at which they arrive. */
export class AlertWorld extends WatchedStack {
  readonly receiver: WebhookReceiver;
  readonly #ha: HaParts;

  constructor(parts: WatchedParts, ha: HaParts, receiver: WebhookReceiver) {
    super(parts);
    this.#ha = ha;
    this.receiver = receiver;
  }

  /** What the drills of a broker are made on. @throws Error for one that does not run here */
  groundOf(broker: Broker): DrillGround {
    const parts = this.#ha.get(broker.id);
    if (!parts) throw new Error(`${broker.id} does not run with all its members`);
    return {
      ...parts,
      publish,
      figure: async (promql) => (await this.prometheus.query(promql))[0]?.value,
      hears: (labels, sinceMs) => this.#hears(labels, sinceMs),
      disturbedLoad: (disturb) => disturbedLoad(this, { broker, service: parts.members.nodes[0] }, disturb),
    };
  }

  async #hears(labels: Readonly<Record<string, string>>, sinceMs: number): Promise<void> {
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
