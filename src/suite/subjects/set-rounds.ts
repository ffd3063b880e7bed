import type { BenchmarkFigure } from "../../brokers/redis/redis-benchmark.ts";
import { type CalmLimits, calmLimits } from "../../calm/calm-limits.ts";
import type { HostSecond } from "../../calm/host-second.ts";
import { HostWatch } from "../../calm/host-watch.ts";
import { isCalm } from "../../calm/is-calm.ts";
import { whoUsedTheHost } from "../../calm/who-used-the-host.ts";
import { type Decision, decide } from "../../judges/decided.ts";
import { confidenceOfLook } from "../../judges/looks.ts";
import { medianInterval } from "../../judges/median-interval.ts";
import { monotonicClock } from "../../kernel/clock.ts";
import type { Estimate } from "../../plan/estimate.ts";
import type { Expectation } from "../../plan/schema.ts";
import type { RunningService } from "../../stack/running-service.ts";

/** A run of redis-benchmark's SET, and when it was, on the run's clock. */
export interface SetRound extends BenchmarkFigure {
  fromMs: number;
  toMs: number;
}

/** What the plan asks of SET. */
export interface SetLimits {
  throughput: Expectation;
  latency: Expectation;
}

const NOTHING: Estimate = { value: Number.NaN, confidencePercent: 0, samples: 0 };

/** The medians of SET over several rounds. Says nothing against Redis where too few rounds were calm. */
export class SetFigures {
  readonly #rounds: readonly (SetRound & { isCalm: boolean })[];
  readonly #host: readonly HostSecond[];
  readonly #asked: SetLimits;

  constructor(
    rounds: readonly SetRound[],
    host: readonly HostSecond[],
    { asked, limits = calmLimits() }: { asked: SetLimits; limits?: CalmLimits },
  ) {
    this.#host = host;
    this.#asked = asked;
    this.#rounds = rounds.map((round) => {
      const meanwhile = host.filter(({ fromMs, toMs }) => toMs > round.fromMs && fromMs < round.toMs);
      return { ...round, isCalm: meanwhile.length > 0 && meanwhile.every((each) => isCalm(each, limits)) };
    });
  }

  /** Whether more rounds could decide what is open still. */
  get isOpen(): boolean {
    return [this.#throughput, this.#latency].some(({ status }) => status === "open");
  }

  /** Operations a second. */
  get throughput(): Estimate {
    return this.#decided(this.#throughput);
  }

  /** Of the median of each round, in ms. */
  get latencyMs(): Estimate {
    return this.#decided(this.#latency);
  }

  get #throughput(): Decision {
    return this.#of(({ opsPerSecond }) => opsPerSecond, this.#asked.throughput);
  }

  get #latency(): Decision {
    return this.#of(({ medianLatencyMs }) => medianLatencyMs, this.#asked.latency);
  }

  #of(figure: (round: SetRound) => number, expected: Expectation): Decision {
    const confidencePercent = confidenceOfLook(LOOKS.length);
    const estimateOf = (windows: readonly (readonly SetRound[])[]) =>
      medianInterval(windows.flat().map(figure), { confidencePercent }) ?? NOTHING;
    return decide([this.#rounds], estimateOf, expected);
  }

  #decided({ status, estimate, of }: Decision): Estimate {
    if (status !== "open" || of === "calm seconds") return estimate;
    const calm = this.#rounds.filter((round) => round.isCalm).length;
    const who = whoUsedTheHost({ seconds: this.#host });
    return {
      ...estimate,
      unknown: `the host was calm in only ${calm} of ${this.#rounds.length} rounds: ${who}`,
    };
  }
}

/** After so many rounds it is looked whether they decide. Ten are the fewest of which an interval is that certain. */
const LOOKS = [12, 20, 30];

/** Runs SET in rounds until its medians are decided, or there were many. @param round runs it once more */
export async function setInRounds(
  redis: RunningService,
  round: () => Promise<BenchmarkFigure>,
  asked: SetLimits,
): Promise<SetFigures> {
  using host = await HostWatch.around(redis);
  const rounds: SetRound[] = [];
  for (const look of LOOKS) {
    while (rounds.length < look) {
      const fromMs = monotonicClock.now();
      rounds.push({ ...(await round()), fromMs, toMs: monotonicClock.now() });
    }
    if (!new SetFigures(rounds, host.seconds, { asked }).isOpen) break;
  }
  host[Symbol.dispose]();
  return new SetFigures(rounds, host.seconds, { asked });
}
