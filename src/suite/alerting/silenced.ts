import { Undetermined } from "../../kernel/undetermined.ts";
import type { AlertsHeard } from "../../plan/watch.ts";
import { isSilenced, routesOf } from "../../watchers/alert-routes.ts";
import type { AlertmanagerSettings } from "../../watchers/alertmanager-settings.ts";
import type { StartedAlertmanager } from "./as-delivered.ts";
import { routesToOwn } from "./heard.ts";
import type { PossibleAlert } from "./label-sets.ts";
import { mutedWhen } from "./muted-route.ts";

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

/**
 * Alerts of which their own address is not told at some hours of the coming year, each with the first of them. A route that
 * is muted takes nothing from an alert that goes there by another one.
 */
export function mutedByCalendar(
  alerts: readonly PossibleAlert[],
  started: Pick<StartedAlertmanager, "settings" | "variableIn">,
  { heardAt }: Pick<AlertsHeard, "heardAt">,
  now = new Date(),
): string[] {
  return alerts.flatMap(({ labels, name }) => {
    const own = routesToOwn(labels, started, heardAt[labels.severity ?? ""]);
    const routes = own.length > 0 ? own : routesOf(started.settings.root, labels);
    const mutes = routes.map((route) => mutedWhen(route, started.settings, now));
    return mutes.every((each) => each !== undefined) ? [`${name} is ${mutes[0]}`] : [];
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
