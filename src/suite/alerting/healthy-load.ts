import { Undetermined } from "../../kernel/undetermined.ts";
import type { Profile } from "../../plan/profile.ts";
import type { PrometheusSettings } from "../../watchers/prometheus-settings.ts";
import { AlertDelays } from "./alert-delay.ts";

/** Of what was to be sent, that much has to come out of each load. */
const LEAST_SHARE = 0.5;
/** A load of each broker lasts no less, and no longer for however slow an alert. */
const SECONDS = { quick: { from: 7, to: 12 }, hosts: { from: 7, to: 12 }, full: { from: 300, to: 300 } };

/** Loads that ran to see that no alert fires while all is well. */
export interface HealthyLoads {
  /** How long each of them was to run. */
  seconds: number;
  framesPerSecond: number;
  /** How often the alerts were looked at: once a second of each load. */
  looks: number;
  /** Frames that came out of each. */
  received: readonly number[];
}

/**
 * A load that hardly was one raises no alert either: each broker has to have carried its own.
 * @throws Undetermined when too little went through one, or was looked at, to speak of no false alarm
 */
export function mustHaveCarried({ seconds, framesPerSecond, looks, received }: HealthyLoads): void {
  const least = seconds * framesPerSecond * LEAST_SHARE;
  if (looks >= received.length * (seconds - 1) && received.every((frames) => frames >= least)) return;
  throw new Undetermined(
    `only ${received.join(" and ")} frames in ${looks} s: too little load for a false alarm`,
  );
}

/** How long a load of each broker has to last for each alert to have the time to fire, as far as the profile allows. */
export function secondsOfLoad(settings: PrometheusSettings, profile: Profile): number {
  const { from, to } = SECONDS[profile];
  const ofLoads = leastTimes(settings).filter(({ isOverTime }) => isOverTime);
  return Math.min(to, Math.max(from, ...ofLoads.map(({ seconds }) => Math.ceil(seconds))));
}

/**
 * An alert that could not have fired in the time says nothing by its silence. One that looks at a state has had the whole
 * time; one that counts over a time, that of a load.
 * @throws Undetermined that names those alerts
 */
export function mustHaveLasted(
  settings: PrometheusSettings,
  lasted: { loadSeconds: number; wholeSeconds: number },
): void {
  const hurried = leastTimes(settings).flatMap(({ name, seconds, isOverTime }) => {
    const had = isOverTime ? lasted.loadSeconds : lasted.wholeSeconds;
    return seconds <= had ? [] : [`${name} needs ${Math.ceil(seconds)} s and had ${Math.floor(had)} s`];
  });
  if (hurried.length > 0) throw new Undetermined(`too little time to fire for: ${hurried.join(", ")}`);
}

function leastTimes(settings: PrometheusSettings) {
  const delays = new AlertDelays(settings);
  return settings.rules
    .filter(({ type }) => type === "alerting")
    .map((rule) => ({ name: rule.name, ...delays.leastToFire(rule) }));
}

/** An alert by what tells it from others: "MemoryHigh redis redis-replica-1:6379". */
export function alertNamed(labels: Readonly<Record<string, string>>): string {
  const { alertname = "", broker = "", instance = "" } = labels;
  return [alertname, broker, instance].filter((part) => part !== "").join(" ");
}
