import type { JobInForce, PrometheusSettings, RuleInForce } from "../../watchers/prometheus-settings.ts";
import { rangesOf } from "../../watchers/promql-ranges.ts";
import { type Input, inputsOf } from "../../watchers/series-of-jobs.ts";

/** How long something takes at most, and what that is made of. */
export interface Delay {
  seconds: number;
  /** Of them, those over which the rule averages. */
  averagedSeconds: number;
  /** "scrape 9 s, average 60 s, evaluation 5 s". */
  parts: string[];
}

/** Functions that show what is new at the next sample, however long they look back. */
const AT_ONCE = ["increase", "irate", "idelta", "changes", "resets", "max_over_time", "last_over_time"];
/** What is waited for is that something is no more: a function shows that only once all of its range is so. */
const ABSENCE = /<|==\s*0|unless|absent/;

/** Loads write their figures to Prometheus every second. */
const WRITTEN_EVERY_SECONDS = 1;

/** From a change in the world to what Prometheus makes of it, by its settings in force: each time is an upper bound. */
export class AlertDelays {
  readonly #settings: PrometheusSettings;
  readonly #records: ReadonlyMap<string, RuleInForce[]>;

  constructor(settings: PrometheusSettings) {
    this.#settings = settings;
    const records = settings.rules.filter(({ type }) => type === "recording");
    this.#records = Map.groupBy(records, ({ name }) => name);
  }

  /** Until an alert fires: its target is found, scraped, evaluated, and the alert has held long enough. */
  untilFiring(rule: RuleInForce): Delay {
    const { everySeconds, forSeconds } = rule;
    const holds = Math.ceil(forSeconds / everySeconds) * everySeconds;
    return plus(this.#evaluated(rule, rangeUntilSeen), part("held for", holds));
  }

  /** Until an alert no longer fires, once all is well. */
  untilResolved(rule: RuleInForce): Delay {
    return plus(this.#evaluated(rule, longestRange), part("kept firing for", rule.keepFiringSeconds));
  }

  /** The least that it takes to fire while something lasts, and whether that is something that is counted over a time. */
  leastToFire(rule: RuleInForce): { seconds: number; isOverTime: boolean } {
    const { everySeconds, forSeconds } = rule;
    const holds = Math.ceil(forSeconds / everySeconds) * everySeconds;
    const { seconds, isOverTime } = this.#leastEvaluated(rule, []);
    return { seconds: seconds + holds, isOverTime };
  }

  /** Until a rule's expression is evaluated with the change in it. @param above names of rules that wait for this one */
  #evaluated(rule: RuleInForce, range: (expr: string) => number, above: readonly string[] = []): Delay {
    const inputs = inputsOf(rule.expr).map((input) => {
      const records = above.includes(input.metric) ? [] : (this.#records.get(input.metric) ?? []);
      const passedOn = records.map((record) => this.#evaluated(record, range, [...above, record.name]));
      return passedOn.length > 0 ? longest(passedOn) : this.#scraped(input);
    });
    const averaged = range(rule.expr);
    const offset = rangesOf(rule.expr).offsetSeconds + (rule.offsetSeconds ?? this.#settings.offsetSeconds);
    const own = [
      { ...part("average", averaged), averagedSeconds: averaged },
      part("offset", offset),
      part(`evaluation of ${rule.name}`, rule.everySeconds),
    ];
    return own.reduce(plus, longest(inputs));
  }

  #leastEvaluated(rule: RuleInForce, above: readonly string[]): { seconds: number; isOverTime: boolean } {
    const isOverTime = rangesOf(rule.expr).ranges.length > 0;
    const inputs = inputsOf(rule.expr).map((input) => {
      const [record] = above.includes(input.metric) ? [] : (this.#records.get(input.metric) ?? []);
      const jobs = this.#jobsOf(input).map(({ everySeconds }) => everySeconds);
      const every = record?.everySeconds ?? Math.max(WRITTEN_EVERY_SECONDS, ...jobs);
      const first = record
        ? this.#leastEvaluated(record, [...above, record.name])
        : { seconds: every, isOverTime };
      // Two samples make a rate.
      return isOverTime ? { seconds: first.seconds + every, isOverTime } : first;
    });
    return {
      seconds: rule.everySeconds + Math.max(0, ...inputs.map(({ seconds }) => seconds)),
      isOverTime: isOverTime || inputs.some((each) => each.isOverTime),
    };
  }

  #scraped(input: Input): Delay {
    const delays = this.#jobsOf(input).map(({ name, everySeconds, timeoutSeconds, refreshSeconds }) =>
      [
        part(`discovery of ${name}`, refreshSeconds),
        part(`scrape of ${name}`, everySeconds + timeoutSeconds),
      ].reduce(plus),
    );
    return longest(delays);
  }

  /** The jobs that a series can come from; none for what is written to Prometheus from outside. */
  #jobsOf({ metric, isOfJob }: Input): JobInForce[] {
    const jobs = this.#settings.jobs.filter(({ name }) => isOfJob(name));
    if (/^frames?_/.test(metric)) return [];
    const [first = ""] = metric.split("_");
    const ofIts = jobs.filter(({ name }) => name.startsWith(first));
    return ofIts.length > 0 ? ofIts : jobs;
  }
}

function longestRange(expr: string): number {
  return Math.max(0, ...rangesOf(expr).ranges.map(({ seconds }) => seconds));
}

function rangeUntilSeen(expr: string): number {
  const isSeenLate = ABSENCE.test(expr);
  const late = rangesOf(expr).ranges.filter(({ by }) => isSeenLate || !AT_ONCE.includes(by));
  return Math.max(0, ...late.map(({ seconds }) => seconds));
}

function part(name: string, seconds: number): Delay {
  return { seconds, averagedSeconds: 0, parts: seconds > 0 ? [`${name} ${seconds} s`] : [] };
}

function plus(one: Delay, other: Delay): Delay {
  return {
    seconds: one.seconds + other.seconds,
    averagedSeconds: one.averagedSeconds + other.averagedSeconds,
    parts: [...one.parts, ...other.parts],
  };
}

function longest(delays: readonly Delay[]): Delay {
  const none = part("nothing", 0);
  return delays.reduce((most, each) => (each.seconds > most.seconds ? each : most), none);
}
