import { Undetermined } from "../../kernel/undetermined.ts";
import type { AlertsHeard } from "../../plan/watch.ts";
import { isSilenced, routesOf } from "../../watchers/alert-routes.ts";
import type { AlertmanagerSettings, Route } from "../../watchers/alertmanager-settings.ts";
import { firstHeld, firstUncovered } from "../../watchers/muted.ts";
import type { StartedAlertmanager } from "./as-delivered.ts";
import type { PossibleAlert } from "./label-sets.ts";

/**
 * Alerts that others silence although the plan does not allow it: each pair by its names, once, with where it was found.
 * @param alerts in as many places as they can be
 */
export function silencedByOthers(
  alerts: readonly PossibleAlert[],
  { inhibitions }: Pick<AlertmanagerSettings, "inhibitions">,
  allowed: AlertsHeard["maySilence"],
): string[] {
  const found = new Map<string, string>();
  for (const source of alerts) {
    for (const target of alerts) {
      if (source === target || mayBeSilent(source, target, allowed)) continue;
      if (!inhibitions.some((each) => isSilenced(each, source.labels, target.labels))) continue;
      const [by, of] = [source.labels.alertname ?? "", target.labels.alertname ?? ""];
      const pair = `${of} is silenced while ${by} fires`;
      if (!found.has(pair)) found.set(pair, `${pair} (${target.name}, by ${source.name})`);
    }
  }
  return [...found.values()];
}

/**
 * What Alertmanager itself says of all alerts at once is what is computed here for them.
 * @throws Undetermined with the alert of which it says otherwise
 */
export function mustAgree(
  alerts: readonly PossibleAlert[],
  { settings, said }: Pick<StartedAlertmanager, "settings" | "said">,
): void {
  for (const [index, target] of alerts.entries()) {
    const computed = alerts.some((source) =>
      settings.inhibitions.some((each) => isSilenced(each, source.labels, target.labels)),
    );
    const isInhibited = said[index]?.isInhibited ?? false;
    if (computed === isInhibited) continue;
    throw new Undetermined(
      `${target.name}: with all alerts firing Alertmanager ${isInhibited ? "silences" : "does not silence"} it, and by its status it ${computed ? "does" : "does not"}`,
    );
  }
}

/** Alerts that their route does not tell of at some hours of the coming year, each with the first of them. */
export function mutedByCalendar(
  alerts: readonly PossibleAlert[],
  { root, intervals }: Pick<AlertmanagerSettings, "root" | "intervals">,
  now = new Date(),
): string[] {
  const when = ({ mutedIn, activeIn }: Route): string | undefined => {
    for (const name of mutedIn) {
      const first = firstHeld(intervals.get(name) ?? [], now);
      if (first) return `muted by ${name}, at first on ${first}`;
    }
    const first =
      activeIn.length > 0 &&
      firstUncovered(
        activeIn.flatMap((name) => intervals.get(name) ?? []),
        now,
      );
    return first ? `told in ${activeIn.join(", ")} alone, so not on ${first}` : undefined;
  };
  return alerts.flatMap(({ labels, name }) => {
    const mutes = routesOf(root, labels).map(when);
    return mutes.find((each) => each !== undefined) ? [`${name} is ${mutes.find(Boolean)}`] : [];
  });
}

function mayBeSilent(
  { labels: source }: PossibleAlert,
  { labels: target }: PossibleAlert,
  allowed: AlertsHeard["maySilence"],
): boolean {
  return allowed.some(
    ({ by, alerts, same }) =>
      by.includes(source.alertname ?? "") &&
      alerts.includes(target.alertname ?? "") &&
      same.every((label) => source[label] !== undefined && source[label] === target[label]),
  );
}
