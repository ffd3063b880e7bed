import type { PrometheusProbe } from "../../watchers/prometheus.ts";
import type { DrilledWorld } from "../alerting/drill.ts";

type Watching = Pick<PrometheusProbe, "alerts">;

/** The hosts that are not lost, as their Prometheus sees them. */
export class OtherHosts implements DrilledWorld {
  readonly receiver: DrilledWorld["receiver"];
  readonly #watching: readonly Watching[];
  #hasAnswered = false;

  constructor(watching: readonly Watching[], receiver: DrilledWorld["receiver"]) {
    this.#watching = watching;
    this.receiver = receiver;
  }

  /** Whether any of them has ever said which alerts fire: without it, that none does says nothing. */
  get hasAnswered(): boolean {
    return this.#hasAnswered;
  }

  /** Whether an alert with these labels fires in any of them: some see it seconds before others. */
  async isFiring(labels: Readonly<Record<string, string>>): Promise<boolean> {
    const asked = await Promise.allSettled(this.#watching.map((each) => each.alerts()));
    const answers = asked.filter((each) => each.status === "fulfilled");
    const [failed] = asked.filter((each) => each.status === "rejected");
    if (answers.length === 0) throw failed?.reason ?? new Error("no host watches");
    this.#hasAnswered = true;
    return answers
      .flatMap(({ value }) => value)
      .some(
        ({ state, labels: theirs }) =>
          state === "firing" && Object.entries(labels).every(([name, value]) => theirs[name] === value),
      );
  }
}
