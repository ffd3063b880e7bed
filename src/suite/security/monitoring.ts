import { unexpectedSettings } from "../../judges/settings.ts";
import { enough } from "../../kernel/undetermined.ts";
import { allowedSettingsOf } from "../../plan/settings-file.ts";
import type { ComposedStack } from "../../stack/composed-stack.ts";
import { PrometheusProbe } from "../../watchers/prometheus.ts";
import type { PrometheusOpenness } from "../../watchers/prometheus-openness.ts";
import type { ContainerFacts } from "./container-facts.ts";
import type { Finding } from "./finding.ts";

const PROMETHEUS = "prometheus";
const GRAFANA = "grafana";
/** Of a command and an entry point that its image alone says. */
const AS_IMAGE = JSON.stringify([null, null]);
const IS_THERE = "is there";

/**
 * What of the running Prometheus opens it to others, or throws its figures away early.
 * @throws Undetermined when none runs in these stacks
 */
export async function openPrometheus(stacks: readonly Pick<ComposedStack, "running">[]): Promise<Finding[]> {
  const running = (await Promise.all(stacks.map((stack) => stack.running()))).flat();
  const services = running.filter(({ name }) => name === PROMETHEUS);
  enough(services.length, 1, "Prometheus was asked for its settings");
  const seen = await Promise.all(services.map((service) => new PrometheusProbe(service).openness()));
  return seen.flatMap(prometheusFindings);
}

/** Of its flags those that plan/settings.yaml names, and those that it is given; any other is as Prometheus has it by itself. */
export function prometheusFindings({ flags, given, connections, tells }: PrometheusOpenness): Finding[] {
  const allowed = allowedSettingsOf(PROMETHEUS);
  const named = Object.entries(flags).filter(([name]) => name in allowed);
  // The value of one that nobody knows may be a credential.
  const others = given.filter((name) => !(name in allowed)).map((name) => [name, IS_THERE] as const);
  const connected = connections.map((name) => [name, IS_THERE] as const);
  const told = tells.map((name) => [`tells ${name}`, IS_THERE] as const);
  return findingsOf(PROMETHEUS, Object.fromEntries([...named, ...others, ...connected, ...told]));
}

/** What Grafana is given beyond what plan/settings.yaml names: variables of its own settings, and a command. */
export function grafanaFindings(composed: readonly ContainerFacts[]): Finding[] {
  return composed
    .filter(({ service }) => service === GRAFANA)
    .flatMap(({ environment, texts }) => {
      const allowed = allowedSettingsOf(GRAFANA);
      const variables = Object.entries(environment).filter(([name]) => name.startsWith("GF_"));
      // The value of one that nobody knows may be a credential.
      const told = variables.map(([name, value]) => [name, name in allowed ? value : IS_THERE] as const);
      const command = texts.command === AS_IMAGE ? [] : [["command", IS_THERE] as const];
      return findingsOf(GRAFANA, Object.fromEntries([...told, ...command]));
    });
}

function findingsOf(service: string, settings: Readonly<Record<string, string>>): Finding[] {
  return unexpectedSettings(settings, { allowed: allowedSettingsOf(service) }).map(({ name, told }) => ({
    ...{ service, about: `setting ${name}` },
    text: told,
  }));
}
