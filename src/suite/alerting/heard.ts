import { Undetermined } from "../../kernel/undetermined.ts";
import type { AlertsHeard } from "../../plan/watch.ts";
import type { Labels } from "../../watchers/alert-matcher.ts";
import { routesOf } from "../../watchers/alert-routes.ts";
import type { AlertmanagerSettings, Route } from "../../watchers/alertmanager-settings.ts";
import type { StartedAlertmanager } from "./as-delivered.ts";
import type { PossibleAlert } from "./label-sets.ts";
import { mutedWhen } from "./muted-route.ts";

/** A service on the Internet may take some seconds, and what it was told is told again where it had less. */
const ANSWERS_WITHIN_SECONDS = 5;

/** Alerts that the plan asks for and no rule has, and those that have another severity than it says. */
export function unlikePlanned(
  alerts: readonly PossibleAlert[],
  { critical }: Pick<AlertsHeard, "critical">,
): string[] {
  return critical.flatMap((alertname) => {
    const ofIt = alerts.filter(({ labels }) => labels.alertname === alertname);
    if (ofIt.length === 0) return [`${alertname}: no rule of it is in force`];
    const lesser = ofIt.find(({ labels }) => labels.severity !== "critical");
    return lesser ? [`${lesser.name} is critical by the plan`] : [];
  });
}

/**
 * Alerts that do not reach the receiver of their severity, each with where it goes instead. Further receivers are nobody's
 * loss, but for an alert that has to have its own.
 *
 * @param variables that are set, where not all are: an alert then goes to the general address
 */
export function misrouted(
  alerts: readonly PossibleAlert[],
  started: Pick<StartedAlertmanager, "settings" | "variableIn">,
  { heardAt, heardApart }: Pick<AlertsHeard, "heardAt" | "heardApart">,
  variables: readonly string[] = Object.values(heardAt),
): string[] {
  const receiversOf = alerts.map(({ labels }) => receiversBy(started.settings, labels));
  const strays = alerts.flatMap((alert, index) => {
    const planned = heardAt[alert.labels.severity ?? ""];
    if (!planned) return [`${alert.name}: the plan knows no receiver of its severity`];
    const expected = variables.includes(planned) ? planned : (variables[0] ?? "");
    const reached = (receiversOf[index] ?? []).map((receiver) => addressesOf(receiver, started));
    if (reached.flat().includes(expected)) return [];
    const goes = (receiversOf[index] ?? []).map((receiver, at) => `${receiver} (${said(reached[at] ?? [])})`);
    return [`${alert.name} goes to ${goes.join(" and ")}, and not to ${expected}`];
  });
  return [...strays, ...sharing(alerts, receiversOf, heardApart)];
}

/** @throws Undetermined when Alertmanager's own tool routes an alert otherwise than is computed here */
export function mustRouteAlike(
  alerts: readonly PossibleAlert[],
  { settings, said }: Pick<StartedAlertmanager, "settings" | "said">,
): void {
  for (const [index, { labels, name }] of alerts.entries()) {
    const computed = receiversBy(settings, labels);
    const told = said[index]?.receivers ?? [];
    if (computed.toSorted().join() === told.toSorted().join()) continue;
    throw new Undetermined(
      `${name}: amtool routes it to ${told.join(", ") || "nobody"}, and by the status of Alertmanager it goes to ${computed.join(", ")}`,
    );
  }
}

/**
 * The route by which an alert is first told at its own address; `undefined` where none leads there. One that is muted at
 * times counts where there is no other.
 */
export function ownRoute(
  labels: Labels,
  started: Pick<StartedAlertmanager, "settings" | "variableIn">,
  variable: string | undefined,
): Route | undefined {
  const right = routesToOwn(labels, started, variable);
  const latest = ({ waitSeconds, intervalSeconds }: Route) => Math.max(waitSeconds, intervalSeconds);
  const sorted = right.sort((a, b) => latest(a) - latest(b));
  return sorted.find((route) => mutedWhen(route, started.settings) === undefined) ?? sorted[0];
}

/** The routes by which an alert is told at its own address. */
export function routesToOwn(
  labels: Labels,
  started: Pick<StartedAlertmanager, "settings" | "variableIn">,
  variable: string | undefined,
): Route[] {
  return routesOf(started.settings.root, labels).filter(
    ({ receiver }) => variable !== undefined && addressesOf(receiver, started).includes(variable),
  );
}

function receiversBy({ root }: AlertmanagerSettings, labels: Labels): string[] {
  return routesOf(root, labels).map(({ receiver }) => receiver);
}

/** The variables whose addresses a receiver's webhooks have. */
function addressesOf(
  receiver: string,
  { settings, variableIn }: Pick<StartedAlertmanager, "settings" | "variableIn">,
): string[] {
  const webhooks = settings.webhooks.get(receiver) ?? [];
  return webhooks.map(({ url_file = "" }) => variableIn.get(url_file) ?? "an address of its own");
}

function sharing(
  alerts: readonly PossibleAlert[],
  receiversOf: readonly (readonly string[])[],
  apart: readonly string[],
): string[] {
  const isApart = ({ labels }: PossibleAlert) => apart.includes(labels.alertname ?? "");
  return alerts.flatMap((alert, index) => {
    if (!isApart(alert)) return [];
    const own = receiversOf[index] ?? [];
    const other = alerts.find(
      (each, at) => !isApart(each) && receiversOf[at]?.some((one) => own.includes(one)),
    );
    return other ? [`${alert.name} shares its receiver ${own.join(", ")} with ${other.name}`] : [];
  });
}

function said(addresses: readonly string[]): string {
  return addresses.length > 0 ? addresses.join(", ") : "which has no webhook";
}

/** Alerts that are told of again too often or too seldom, whose end is not told, or of which some are left out. */
export function remindedWrongly(
  alerts: readonly PossibleAlert[],
  started: Pick<StartedAlertmanager, "settings" | "variableIn">,
  {
    heardAt,
    repeatedAfter,
    forgottenAfter,
  }: Pick<AlertsHeard, "heardAt" | "repeatedAfter" | "forgottenAfter">,
): string[] {
  const heardBy = (receiver: string) =>
    alerts.filter(({ labels }) => receiversBy(started.settings, labels).includes(receiver)).length;
  const ofAlerts = alerts.flatMap(({ labels, name }) => {
    const { severity = "" } = labels;
    const route = ownRoute(labels, started, heardAt[severity]);
    if (!route) return [];
    const bounds = repeatedAfter[severity];
    const { repeatSeconds: seconds, receiver } = route;
    const isUsual = bounds && seconds >= bounds.from && seconds <= bounds.to;
    return [
      ...(isUsual
        ? []
        : [`${name} is told again after ${seconds} s, expected ${bounds?.from} to ${bounds?.to} s`]),
      ...remarksOn(receiver, started.settings, heardBy).map((remark) => `${name}: ${remark}`),
    ];
  });
  const seconds = started.settings.resolveTimeoutSeconds;
  const isForgotten = seconds >= forgottenAfter.from && seconds <= forgottenAfter.to;
  const { from, to } = forgottenAfter;
  return isForgotten
    ? ofAlerts
    : [...ofAlerts, `resolve_timeout: an alert is forgotten after ${seconds} s, expected ${from} to ${to} s`];
}

function remarksOn(
  receiver: string,
  { webhooks }: AlertmanagerSettings,
  heardBy: (receiver: string) => number,
): string[] {
  return (webhooks.get(receiver) ?? []).flatMap(({ send_resolved, max_alerts: most, timeout }) => [
    ...(send_resolved ? [] : [`${receiver} is not told when it is over`]),
    ...(timeout > 0 && timeout < ANSWERS_WITHIN_SECONDS
      ? [`${receiver} has ${timeout} s to answer, expected ${ANSWERS_WITHIN_SECONDS} s at least`]
      : []),
    ...(most > 0 && most < heardBy(receiver)
      ? [`${receiver} is told of ${most} alerts at once and no more, and there can be ${heardBy(receiver)}`]
      : []),
  ]);
}
