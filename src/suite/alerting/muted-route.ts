import type { AlertmanagerSettings, Route } from "../../watchers/alertmanager-settings.ts";
import { firstHeld, firstUncovered } from "../../watchers/muted.ts";

/** By which interval a route does not tell of its alerts in the coming year, and when first; `undefined` where it always does. */
export function mutedWhen(
  { mutedIn, activeIn }: Pick<Route, "mutedIn" | "activeIn">,
  { intervals }: Pick<AlertmanagerSettings, "intervals">,
  now = new Date(),
): string | undefined {
  for (const name of mutedIn) {
    const first = firstHeld(intervals.get(name) ?? [], now);
    if (first) return `muted by ${name}, at first on ${first}`;
  }
  const active = activeIn.flatMap((name) => intervals.get(name) ?? []);
  const first = activeIn.length > 0 && firstUncovered(active, now);
  return first ? `told in ${activeIn.join(", ")} alone, so not on ${first}` : undefined;
}
