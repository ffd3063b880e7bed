import { Undetermined } from "../../kernel/undetermined.ts";

/** Of what was to be sent, that much has to come out of each load. */
const LEAST_SHARE = 0.5;

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

/** An alert by what tells it from others: "MemoryHigh redis redis-replica-1:6379". */
export function alertNamed(labels: Readonly<Record<string, string>>): string {
  const { alertname = "", broker = "", instance = "" } = labels;
  return [alertname, broker, instance].filter((part) => part !== "").join(" ");
}
