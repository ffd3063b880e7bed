import type { Labels } from "../../watchers/alert-matcher.ts";
import type { PrometheusSettings } from "../../watchers/prometheus-settings.ts";
import { relabelled } from "../../watchers/relabel.ts";
import { alertWith, distinct, type PossibleAlert } from "./label-sets.ts";

/** What becomes of alerts between their rules and Alertmanager. */
export interface OnTheWay {
  /** With the labels that they arrive with; those that are kept back as their rules make them. */
  alerts: PossibleAlert[];
  /** Alerts that no Alertmanager is told of. */
  keptBack: string[];
  /** Alerts that arrive under another name or severity than their rules', each with it. */
  changed: string[];
}

/** By these a person knows what has happened, and how bad it is. */
const KNOWN_BY = ["alertname", "severity"];

/** Alerts as Prometheus sends them: with its external labels, and relabelled. One way on which an alert stays what it is will do. */
export function onTheWay(
  alerts: readonly PossibleAlert[],
  { externalLabels, ways }: Pick<PrometheusSettings, "externalLabels" | "ways">,
): OnTheWay {
  const sent = alerts.map(({ labels, name }) => {
    const whole = { ...externalLabels, ...labels };
    const arriving = ways.map((steps) => relabelled(whole, steps)).filter((each) => each !== undefined);
    const isSame = (each: Labels) => KNOWN_BY.every((label) => each[label] === labels[label]);
    return { name, whole, arrives: arriving.find(isSame) ?? arriving[0], isSame };
  });
  return {
    alerts: distinct(sent.map(({ whole, arrives }) => alertWith(arrives ?? whole))),
    keptBack: sent.filter(({ arrives }) => !arrives).map(({ name }) => name),
    changed: sent.flatMap(({ name, arrives, isSame }) =>
      arrives && !isSame(arrives) ? [`${name} arrives as ${alertWith(arrives).name}`] : [],
    ),
  };
}
