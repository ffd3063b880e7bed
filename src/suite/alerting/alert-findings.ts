import type { Scalar } from "../../plan/expectation.ts";
import { alertsHeard, webhookVariables } from "../../plan/watch.ts";
import { startedBrokers } from "../record/started-brokers.ts";
import { unexpectedFlags } from "./alertmanager-flags.ts";
import { type AsDelivered, lookedAtAsDelivered } from "./as-delivered.ts";
import { cutShort, tooHasty } from "./cut-short.ts";
import { misrouted, mustRouteAlike, remindedWrongly, unlikePlanned } from "./heard.ts";
import { longestOf, slowestOf, timesOf } from "./in-time.ts";
import { alsoElsewhere } from "./label-sets.ts";
import { limitCases } from "./limit-cases.ts";
import { type LimitFindings, triedLimits } from "./limits.ts";
import { mustAgree, mutedByCalendar, silencedByOthers } from "./silenced.ts";
import { toldUnsafely } from "./told-safely.ts";

/** What follows from the delivered configuration of Prometheus and Alertmanager, before any alert has to fire. */
export interface AlertFindings {
  /** Seconds, by kind of alert. */
  longest: Record<string, number>;
  slowest: Record<string, string>;
  misrouted: string[];
  reminded: string[];
  silenced: string[];
  alerts: number;
  /** The alerts with the longest time of each, for a table. */
  rows: Scalar[][];
}

/** The columns of the table of times. */
export const TIME_COLUMNS = ["alert", "kind", "heard within", "end heard within"];

/** @throws Undetermined when one of them does not start as delivered, or says otherwise than is computed here */
export function alertFindings(delivered: AsDelivered): AlertFindings {
  const { alerts, everywhere, alertmanager, withOneAddress, prometheus } = delivered;
  const heard = alertsHeard();
  mustAgree(alerts, alertmanager);
  for (const each of [alertmanager, withOneAddress]) mustRouteAlike(alerts, each);
  const sent = everywhere.alerts;
  const times = timesOf({ ...delivered, alerts: sent }, heard);
  return {
    longest: longestOf(times),
    slowest: slowestOf(times),
    misrouted: [
      ...unlikePlanned(sent, heard),
      ...everywhere.changed.map((each) => `${each}, by alert_relabel_configs of Prometheus`),
      ...misrouted(sent, alertmanager, heard),
      ...toldUnsafely(alertmanager.settings),
      ...misrouted(sent, withOneAddress, heard, [heard.heardOtherwiseAt]).map(
        (each) => `with ${heard.heardOtherwiseAt} alone ${each}`,
      ),
    ],
    reminded: [...remindedWrongly(sent, alertmanager, heard), ...unexpectedFlags(alertmanager.flags)],
    silenced: [
      ...silencedByOthers(alsoElsewhere(sent, prometheus.rules), alertmanager.settings, heard.maySilence),
      ...mutedByCalendar(sent, alertmanager, heard),
      ...alertmanager.silences.map((silence) => `Alertmanager starts with a silence: ${silence}`),
      ...cutShort(prometheus.jobs),
      ...tooHasty(prometheus.jobs),
      ...everywhere.keptBack.map((each) => `${each} is kept back by alert_relabel_configs of Prometheus`),
    ],
    alerts: new Set(sent.map(({ labels }) => labels.alertname)).size,
    rows: timesOf(delivered, heard).map(({ alert, kind, firing, resolved }) => [
      ...[alert.name, kind],
      ...[`${firing.seconds} s`, `${resolved.seconds} s`],
    ]),
  };
}

/** Looks at both as they are delivered. */
export function deliveredAlerting(): Promise<AsDelivered> {
  return lookedAtAsDelivered(webhookVariables(alertsHeard()));
}

/** Tries the plan's limits on the delivered rules, for every broker that is started and whose figures Prometheus knows. */
export async function limitFindings(): Promise<LimitFindings> {
  const known = await Promise.all(
    startedBrokers().map(async (broker) => ({ id: broker.id, series: (await broker.drills?.())?.series })),
  );
  return triedLimits(limitCases(known.flatMap(({ id, series }) => (series ? [{ id, series }] : []))));
}
