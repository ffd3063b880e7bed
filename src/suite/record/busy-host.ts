import { type CalmLimits, calmLimits } from "../../calm/calm-limits.ts";
import type { HostSecond } from "../../calm/host-second.ts";
import { HostWatch } from "../../calm/host-watch.ts";
import { isCalm } from "../../calm/is-calm.ts";
import { whoUsedTheHost } from "../../calm/who-used-the-host.ts";
import type { RunningService } from "../../stack/running-service.ts";

/** A tenth of the time others may use the host before what took long may be their doing. */
const MOST_DISTURBED = 0.1;

/** What was looked at, and why its times may be the host's, if they may. */
export interface Meanwhile<T> {
  found: T;
  busy: string | undefined;
}

/**
 * Looks at something whose outcome depends on time, and at the host meanwhile.
 * @param around a service of the stack concerned; "run" where containers come and go, or several stacks are concerned
 */
export async function lookedAt<T>(
  around: Pick<RunningService, "stack"> | "run",
  look: () => Promise<T>,
): Promise<Meanwhile<T>> {
  using host = await (around === "run" ? HostWatch.aroundRun() : HostWatch.around(around));
  const found = await look();
  host[Symbol.dispose]();
  return { found, busy: busyIn(host.seconds) };
}

/** Why times may be the host's and not the stack's, if others used it for more than a tenth of these seconds. */
export function busyIn(
  seconds: readonly HostSecond[],
  limits: CalmLimits = calmLimits(),
): string | undefined {
  const disturbed = seconds.filter((second) => !isCalm(second, limits));
  if (disturbed.length <= seconds.length * MOST_DISTURBED) return undefined;
  const share = Math.round((disturbed.length / seconds.length) * 100);
  return `the host was not calm in ${share} % of the time: ${whoUsedTheHost({ seconds: disturbed })}`;
}
