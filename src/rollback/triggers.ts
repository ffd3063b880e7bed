import { Problem } from "../kernel/problem.ts";
import type { RunningService } from "../stack/running-service.ts";
import { PrometheusProbe } from "../watchers/prometheus.ts";

/** Alerts with this label are what the plan rolls back for: config/prometheus/rules/. */
const LABEL = "triggers";
const VALUE = "rollback";
/** A loss is told for ten minutes after it happened, whatever is done meanwhile. */
const OF_THE_PAST = ["FramesLost"];

/** A trigger that is on: "MemoryCritical of redis". */
export interface Trigger {
  alert: string;
  state: "pending" | "firing";
  of: string;
}

/** The plan's triggers for a rollback, as the Prometheus of a stack sees them. */
export class Triggers {
  readonly #prometheus: PrometheusProbe;
  readonly names: readonly string[];

  /** @throws Problem when no Prometheus runs, or it has no such rules */
  static async of(running: readonly RunningService[]): Promise<Triggers> {
    const service = running.find(({ name }) => name === "prometheus");
    if (!service) throw nothingWatches("no container of the service prometheus that runs");
    const prometheus = new PrometheusProbe(service);
    const names = await prometheus.alertsLabelled(LABEL, VALUE);
    if (names.length === 0) throw nothingWatches(`no rule with the label ${LABEL}="${VALUE}"`);
    return new Triggers(prometheus, names);
  }

  private constructor(prometheus: PrometheusProbe, names: readonly string[]) {
    this.#prometheus = prometheus;
    this.names = names;
  }

  /** Those that are on now, pending ones included. */
  async on(): Promise<Trigger[]> {
    const alerts = await this.#prometheus.alerts();
    return alerts
      .filter(({ labels }) => labels[LABEL] === VALUE)
      .map(({ labels: { alertname = "", broker = "" }, state }) => ({ alert: alertname, state, of: broker }));
  }

  /** Those that say something of the present: what was lost before the rollback stays lost. */
  async stillOn(): Promise<Trigger[]> {
    return (await this.on()).filter(({ alert }) => !OF_THE_PAST.includes(alert));
  }
}

export function describeTriggers(triggers: readonly Trigger[]): string {
  return triggers.map(({ alert, of, state }) => `${alert} of ${of} is ${state}`).join(", ");
}

function nothingWatches(seen: string): Problem {
  return new Problem({
    subject: "the triggers of a rollback",
    expected: "a Prometheus that watches them",
    seen,
    remedy: "start it (docker compose up -d --wait prometheus) with the delivered rules",
  });
}
