import type { Measurement } from "../../src/brokers/bench.ts";
import type { HostSecond } from "../../src/calm/host-second.ts";
import { HostWatch } from "../../src/calm/host-watch.ts";
import type { RunningService } from "../../src/stack/running-service.ts";

/** The seconds of a measurement, as far as the host tells them. */
type Watched = Pick<HostSecond, "fromMs" | "toMs" | "othersCpuShare">;

/** What others did with the host's processors during each measurement of a benchmark. */
export class Meanwhile {
  readonly #seconds = new Map<string, Watched[]>();

  /** Measurements of a service of the stack. */
  at(service: RunningService): Measurement {
    return async (name, measure) => {
      using watch = await HostWatch.around(service);
      const measured = await measure();
      watch[Symbol.dispose]();
      this.add(name, watch.seconds);
      return measured;
    };
  }

  add(name: string, seconds: readonly Watched[]): void {
    this.#seconds.set(name, [...(this.#seconds.get(name) ?? []), ...seconds]);
  }

  /**
   * The mean over all measurements of that name.
   * @returns percent of all processors; undefined where the host does not tell it, or none lasted long enough
   */
  othersPercent(name: string): number | undefined {
    let [usedMs, knownMs] = [0, 0];
    for (const { fromMs, toMs, othersCpuShare } of this.#seconds.get(name) ?? []) {
      if (othersCpuShare === undefined) continue;
      usedMs += othersCpuShare * (toMs - fromMs);
      knownMs += toMs - fromMs;
    }
    return knownMs > 0 ? (usedMs / knownMs) * 100 : undefined;
  }
}
