import type { Drill } from "../../brokers/drill.ts";
import { Undetermined } from "../../kernel/undetermined.ts";
import type { Scalar } from "../../plan/expectation.ts";
import { type DrilledWorld, type DrillResult, runDrill } from "../alerting/drill.ts";
import { heardOf, nameOf, rowOf } from "../alerting/drill-report.ts";

/**
 * How long each alert of a lost host is waited for, with all times of the alerts shortened: Sentinels and nodes of RabbitMQ need
 * a quarter of a minute until they miss one, and what has come back some time until nothing of it is missed.
 */
const PATIENCE = { firesWithinMs: 60_000, arrivesWithinMs: 30_000, resolvesWithinMs: 90_000 };

/** What whoever makes the loss of a host says of its course. */
export interface LossCourse {
  /** The host is lost. */
  landed(): void;
  /** Waits until every alert of it has arrived, or is given up: the host may come back then. */
  heard(): Promise<void>;
  /** The host is back, or that was given up. */
  returned(): void;
}

/** What the alerts of a lost host came to. */
export interface LossAlerts {
  measured: Record<"alerts silent" | "alerts undelivered" | "alerts unresolved", number>;
  /** Which they are, in words. */
  seen: string;
  rows: Scalar[][];
}

/** The alerts that have to tell of a lost host, watched from its loss until they are resolved. */
export class WatchedLoss implements LossCourse {
  readonly #watch: () => Promise<DrillResult[]>;
  readonly #heard = Promise.withResolvers<void>();
  readonly #returned = Promise.withResolvers<void>();
  #results: Promise<DrillResult[]> | undefined;

  constructor(world: DrilledWorld, { fault, raises }: Pick<Drill, "fault" | "raises">, patience = PATIENCE) {
    const lost = {
      [Symbol.asyncDispose]: async () => {
        this.#heard.resolve();
        await this.#returned.promise;
      },
    };
    this.#watch = () => runDrill(world, { fault, raises, inject: async () => lost }, patience);
  }

  landed(): void {
    this.#results = this.#watch();
  }

  heard(): Promise<void> {
    return this.#heard.promise;
  }

  returned(): void {
    this.#returned.resolve();
  }

  /** Waits until the alerts are resolved, or given up. @throws Undetermined when no host was lost, or they could not be watched */
  async alerts(): Promise<LossAlerts> {
    if (!this.#results) throw new Undetermined("the host was not lost");
    const results = await this.#results;
    const [unknown] = results.flatMap(({ unknown: why }) => why ?? []);
    if (unknown) throw new Undetermined(unknown);
    const lacking = (time: "firedAfter" | "arrivedAfter" | "resolvedAfter") =>
      results.filter((each) => each[time] === undefined);
    const [silent, undelivered] = [lacking("firedAfter"), lacking("arrivedAfter")];
    // What never came cannot end.
    const unresolved = lacking("resolvedAfter").filter((each) => each.arrivedAfter !== undefined);
    const said = [
      ...silent.map((each) => `${nameOf(each)} did not fire`),
      ...undelivered.filter((each) => !silent.includes(each)).map((each) => `not heard: ${heardOf(each)}`),
      ...unresolved.map((each) => `${nameOf(each)} was not resolved`),
    ];
    return {
      measured: {
        "alerts silent": silent.length,
        "alerts undelivered": undelivered.length,
        "alerts unresolved": unresolved.length,
      },
      seen: said.join("; ") || results.map(nameOf).join(", "),
      rows: results.map(rowOf),
    };
  }
}
