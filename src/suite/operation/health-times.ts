import type { Service } from "../../stack/compose-file.ts";
import { healthCheck } from "../../stack/container-options.ts";

/** A service and how long something takes there at most. */
interface Slowest {
  name: string;
  seconds: number;
}

export interface HealthTimes {
  /** From a standstill to *unhealthy*, of a service that was healthy. */
  running: Slowest;
  /** From its start to *unhealthy*, of a service that never gets healthy. */
  starting: Slowest;
}

/** What the engine gives a look whose time is over to end, before it kills it. */
const ENDS_WITHIN_MS = 10_000;

/**
 * How long the engine may take to see that a service is unhealthy: it looks again an interval after each look has ended, each
 * look may take its whole timeout and ten seconds to end, and `retries` of them have to fail in a row. Until the service was
 * healthy once, looks of the start period do not count.
 */
export function healthTimes(services: readonly Pick<Service, "name" | "healthcheck">[]): HealthTimes {
  const times = services.map((service) => {
    const { startPeriod } = healthCheck(service);
    const running = noticedWithinMs(service) / 1e3;
    return { name: service.name, running, starting: startPeriod / 1e3 + running };
  });
  const slowest = (of: "running" | "starting"): Slowest => {
    const [first] = times.toSorted((a, b) => b[of] - a[of]);
    return { name: first?.name ?? "", seconds: first?.[of] ?? 0 };
  };
  return { running: slowest("running"), starting: slowest("starting") };
}

/** The time within which a service that stands still has to be seen as unhealthy, in ms. */
export function noticedWithinMs(service: Pick<Service, "healthcheck">): number {
  const { interval, timeout, retries } = healthCheck(service);
  return retries * (interval + timeout) + (retries - 1) * ENDS_WITHIN_MS;
}
