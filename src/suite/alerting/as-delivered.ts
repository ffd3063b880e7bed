import { z } from "zod";
import { Undetermined } from "../../kernel/undetermined.ts";
import { type ComposeFile, readComposeFile } from "../../stack/compose-file.ts";
import { type AlertmanagerSettings, alertmanagerSettingsOf } from "../../watchers/alertmanager-settings.ts";
import { givenFlags } from "../../watchers/given-flags.ts";
import { namedValues } from "../../watchers/named-values.ts";
import {
  configAnswer,
  type PrometheusSettings,
  ruleGroupsAnswer,
  settingsOf,
} from "../../watchers/prometheus-settings.ts";
import { readGroupOffsets } from "../../watchers/rule-files.ts";
import { readExpectedLabels } from "../../watchers/rule-tests.ts";
import { allTargets } from "./all-targets.ts";
import { everywhere, type PossibleAlert, possibleAlerts } from "./label-sets.ts";
import { type OnTheWay, onTheWay } from "./on-the-way.ts";
import { quoted, startedOnce } from "./start-once.ts";

/** What Alertmanager itself says of an alert that it has been told of. */
interface SaidOfAlert {
  /** The receivers that `amtool config routes test` names. */
  receivers: string[];
  isInhibited: boolean;
}

/** Alertmanager as start.sh starts it with some of the variables of `.env` set. */
export interface StartedAlertmanager {
  settings: AlertmanagerSettings;
  /** The variable whose address a file of an address holds, by the file. */
  variableIn: ReadonlyMap<string, string>;
  /** In the order of the alerts that were asked about. */
  said: SaidOfAlert[];
  /** Silences that are there from the start. */
  silences: string[];
  /** What its command line gives. */
  flags: Readonly<Record<string, string>>;
}

/** What the delivered Prometheus and Alertmanager say of themselves, with nothing shortened. */
export interface AsDelivered {
  prometheus: PrometheusSettings;
  /** As Alertmanager is asked about them. */
  alerts: PossibleAlert[];
  /** At every target, and with every value that Alertmanager's configuration names. */
  everywhere: OnTheWay;
  /** With every variable of `.env` that names a webhook. */
  alertmanager: StartedAlertmanager;
  /** With the first of them alone. */
  withOneAddress: StartedAlertmanager;
}

/**
 * Starts both as delivered, each for a moment, and asks them for what they have in force.
 * @param variables of `.env` that name webhooks: the general one first
 * @throws Undetermined when one does not start
 */
export async function lookedAtAsDelivered(variables: readonly [string, ...string[]]): Promise<AsDelivered> {
  const prometheus = await prometheusAsDelivered(withAddresses(variables, []));
  const made = possibleAlerts(prometheus.rules, readExpectedLabels());
  const { alerts } = onTheWay(made, prometheus);
  const [first, ...others] = variables;
  const [alertmanager, withOneAddress, targets] = await Promise.all([
    alertmanagerAsDelivered(withAddresses(variables, []), alerts),
    alertmanagerAsDelivered(withAddresses([first], others), alerts),
    allTargets(),
  ]);
  const places = { targets, named: namedValues(alertmanager.settings) };
  const everyOne = onTheWay(everywhere(made, prometheus.rules, places), prometheus);
  return { prometheus, alerts, everywhere: everyOne, alertmanager, withOneAddress };
}

async function prometheusAsDelivered(compose: ComposeFile): Promise<PrometheusSettings> {
  const parts = await startedOnce({
    ...{ compose, service: "prometheus", program: ["/bin/prometheus"] },
    ...{ port: 9090, ready: "/api/v1/rules" },
    script: "heading config; fetch /api/v1/status/config\nheading rules; fetch /api/v1/rules",
  });
  const config = configAnswer.parse(JSON.parse(parts.get("config") ?? "")).data.yaml;
  const rules = ruleGroupsAnswer.parse(JSON.parse(parts.get("rules") ?? ""));
  return settingsOf(config, rules, readGroupOffsets());
}

const statusAnswer = z.object({ config: z.object({ original: z.string() }) });
const alertsAnswer = z.array(
  z.object({
    labels: z.record(z.string(), z.string()),
    status: z.object({ inhibitedBy: z.array(z.string()) }),
  }),
);
const silencesAnswer = z.array(z.object({ id: z.string(), comment: z.string().default("") }));

async function alertmanagerAsDelivered(
  compose: ComposeFile,
  alerts: readonly PossibleAlert[],
): Promise<StartedAlertmanager> {
  const parts = await startedOnce({
    ...{ compose, service: "alertmanager", program: ["/bin/alertmanager"] },
    ...{ port: 9093, ready: "/api/v2/status" },
    script: scriptOfAlertmanager(alerts),
  });
  const part = <T>(name: string, schema: z.ZodType<T>) => schema.parse(JSON.parse(parts.get(name) ?? ""));
  const told = part("alerts", alertsAnswer);
  const files = [...parts].filter(([name]) => name.startsWith("file "));
  return {
    settings: alertmanagerSettingsOf(part("status", statusAnswer).config.original),
    variableIn: new Map(
      files.map(([name, address]) => [name.slice("file ".length), variableOf(address)] as const),
    ),
    silences: part("silences", silencesAnswer).map(({ id, comment }) => `${id} ${comment}`.trim()),
    flags: givenFlags((parts.get("command") ?? "").split("\n")),
    said: alerts.map(({ labels, name }, index) => {
      const alert = told.find((each) => isSame(each.labels, labels));
      if (!alert) throw new Undetermined(`Alertmanager was told of ${name}, and does not show it`);
      const receivers = parts.get(`route ${index}`)?.split("\n").at(-1) ?? "";
      return { receivers: receivers.split(","), isInhibited: alert.status.inhibitedBy.length > 0 };
    }),
  };
}

/** All alerts at once; each route by Alertmanager's own tool; the addresses that its start has written. */
function scriptOfAlertmanager(alerts: readonly PossibleAlert[]): string {
  const [startsAt, endsAt] = [-60_000, 3_600_000].map((ms) => new Date(Date.now() + ms).toISOString());
  const told = JSON.stringify(alerts.map(({ labels }) => ({ labels, startsAt, endsAt })));
  const routes = alerts.map(({ labels }, index) => {
    const pairs = Object.entries(labels).map(([label, value]) => quoted(`${label}=${JSON.stringify(value)}`));
    return `heading ${quoted(`route ${index}`)}; amtool config routes test --config.file="$config" ${pairs.join(" ")}`;
  });
  return `
heading status; fetch /api/v2/status
heading command; tr '\\0' '\\n' </proc/$pid/cmdline
config=$(tr '\\0' '\\n' </proc/$pid/cmdline | sed -n 's/^--config.file=//p')
wget -q -Y off -O /dev/null --header='Content-Type: application/json' --post-data=${quoted(told)} http://127.0.0.1:9093/api/v2/alerts
for file in $(sed -n 's/^.*url_file: *//p' "$config" | sort -u); do heading "file $file"; cat "$file"; done
${routes.join("\n")}
heading alerts; fetch /api/v2/alerts
heading silences; fetch /api/v2/silences`;
}

const ADDRESS = "http://127.0.0.1:9/";

/** The compose file as Compose reads it where `.env` sets some variables, each to an address of its own, and empties others. */
function withAddresses(set: readonly string[], empty: readonly string[]): ComposeFile {
  const addresses = set.map((name) => [name, `${ADDRESS}${name}`] as const);
  const none = empty.map((name) => [name, ""] as const);
  return readComposeFile({ env: { ...process.env, ...Object.fromEntries([...addresses, ...none]) } });
}

function variableOf(address: string): string {
  return address.startsWith(ADDRESS) ? address.slice(ADDRESS.length) : "an address of its own";
}

function isSame(one: Readonly<Record<string, string>>, other: Readonly<Record<string, string>>): boolean {
  const [names, others] = [Object.keys(one), Object.keys(other)];
  return names.length === others.length && names.every((name) => one[name] === other[name]);
}
