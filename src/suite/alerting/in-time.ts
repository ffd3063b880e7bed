import type { AlertsHeard } from "../../plan/watch.ts";
import { AlertDelays, type Delay } from "./alert-delay.ts";
import type { AsDelivered } from "./as-delivered.ts";
import { ownRoute } from "./heard.ts";
import type { PossibleAlert } from "./label-sets.ts";

/** How long an alert takes at most until its receiver hears of it, and of its end. */
export interface AlertTimes {
  alert: PossibleAlert;
  /** One with this limit in the plan: an alert that averages over a time may take longer. */
  kind: string;
  firing: Delay;
  resolved: Delay;
}

/** Of what never comes; a number, since a report has to write it. */
const NEVER_SECONDS = 366 * 86_400;

/**
 * The times of every alert, from a fault to its receiver, by the settings in force. One that joins others which were told of
 * just before waits for the next round. What never reaches its receiver takes for ever.
 */
export function timesOf(
  { prometheus, alerts, alertmanager }: Pick<AsDelivered, "prometheus" | "alerts" | "alertmanager">,
  { heardAt }: Pick<AlertsHeard, "heardAt">,
): AlertTimes[] {
  const delays = new AlertDelays(prometheus);
  return alerts.flatMap((alert) => {
    const { alertname, severity = "" } = alert.labels;
    const route = ownRoute(alert.labels, alertmanager, heardAt[severity]);
    const rounds = route ? Math.max(route.waitSeconds, route.intervalSeconds) : NEVER_SECONDS;
    const ending = route ? route.intervalSeconds : NEVER_SECONDS;
    const rules = prometheus.rules.filter(({ type, name }) => type === "alerting" && name === alertname);
    return rules.map((rule) => {
      const firing = told(delays.untilFiring(rule), rounds);
      const isAveraged = severity === "critical" && firing.averagedSeconds > 0;
      const kind = isAveraged ? "critical on average" : severity;
      return { alert, kind, firing, resolved: told(delays.untilResolved(rule), ending) };
    });
  });
}

/** The longest time of each kind, in seconds, and until an alert's end is told. */
export function longestOf(times: readonly AlertTimes[]): Record<string, number> {
  const byKind = Map.groupBy(times, ({ kind }) => kind);
  const ofKinds = [...byKind].map(
    ([kind, each]) => [kind, Math.max(...each.map(({ firing }) => firing.seconds))] as const,
  );
  return {
    ...Object.fromEntries(ofKinds),
    "until resolved": Math.max(0, ...times.map(({ resolved }) => resolved.seconds)),
  };
}

/** The slowest alert of each kind with what its time is made of, for a reader. */
export function slowestOf(times: readonly AlertTimes[]): Record<string, string> {
  const byKind = Map.groupBy(times, ({ kind }) => kind);
  const slowest = (each: readonly AlertTimes[], by: "firing" | "resolved") => {
    const first = each.toSorted((a, b) => b[by].seconds - a[by].seconds)[0];
    return first ? `${first.alert.name}: ${first[by].parts.join(", ")}` : "none";
  };
  return {
    ...Object.fromEntries([...byKind].map(([kind, each]) => [`slowest ${kind}`, slowest(each, "firing")])),
    "slowest to resolve": slowest(times, "resolved"),
  };
}

function told(delay: Delay, seconds: number): Delay {
  const part = seconds < NEVER_SECONDS ? `told within ${seconds} s` : "never told";
  const whole = Math.min(delay.seconds + seconds, NEVER_SECONDS);
  return { ...delay, seconds: whole, parts: [...delay.parts, part] };
}
