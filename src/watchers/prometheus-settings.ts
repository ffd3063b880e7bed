import { basename } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { bytesOf } from "../kernel/byte-size.ts";
import type { Labels } from "./alert-matcher.ts";
import { secondsOf } from "./prometheus-duration.ts";
import { type Relabelling, relabelSchema } from "./relabel.ts";

const time = z.string().transform(secondsOf);

const discovery = z.array(z.looseObject({ refresh_interval: time.optional() }));

const relabellings = z.array(relabelSchema).default([]);

/** Above it a whole scrape is thrown away; 0 for no limit. */
const limit = z.number().default(0);

const jobSchema = z.looseObject({
  ...{ job_name: z.string(), scrape_interval: time, scrape_timeout: time },
  ...{ sample_limit: limit, target_limit: limit, label_limit: limit },
  ...{ label_name_length_limit: limit, label_value_length_limit: limit },
});

const configSchema = z.looseObject({
  global: z.looseObject({
    evaluation_interval: time,
    rule_query_offset: time.optional(),
    external_labels: z.record(z.string(), z.coerce.string()).default({}),
  }),
  scrape_configs: z.array(jobSchema).default([]),
  alerting: z
    .looseObject({
      alert_relabel_configs: relabellings,
      alertmanagers: z.array(z.looseObject({ alert_relabel_configs: relabellings })).default([]),
    })
    .optional(),
});

const ruleSchema = z.object({
  type: z.enum(["alerting", "recording"]),
  name: z.string(),
  query: z.string(),
  labels: z.record(z.string(), z.string()).default({}),
  /** Seconds; alerts alone have them. */
  duration: z.number().default(0),
  keepFiringFor: z.number().default(0),
});

export const configAnswer = z.object({ data: z.object({ yaml: z.string() }) });
export const ruleGroupsAnswer = z.object({
  data: z.object({
    groups: z.array(
      z.object({
        ...{ name: z.string(), file: z.string().default("") },
        ...{ interval: z.number(), rules: z.array(ruleSchema) },
      }),
    ),
  }),
});

/** A rule in force: how often it is evaluated, and how long an alert of it holds. */
export interface RuleInForce {
  type: "alerting" | "recording";
  name: string;
  expr: string;
  labels: Readonly<Record<string, string>>;
  /** Seconds between two evaluations of its group. */
  everySeconds: number;
  forSeconds: number;
  keepFiringSeconds: number;
  /** By how much it looks back, where its group says so itself. */
  offsetSeconds?: number | undefined;
}

/** A scrape job in force. */
export interface JobInForce {
  name: string;
  everySeconds: number;
  timeoutSeconds: number;
  /** Until a target is found that is new; 0 where all are named. */
  refreshSeconds: number;
  /** Those that are set, by name: above one of them nothing of a target, or of the job, is taken. */
  limits: Readonly<Record<string, number>>;
}

/** What a running Prometheus says of its configuration and its rules. */
export interface PrometheusSettings {
  jobs: JobInForce[];
  rules: RuleInForce[];
  /** By how much every rule looks back. */
  offsetSeconds: number;
  /** Labels that an alert gets on its way where it does not have them. */
  externalLabels: Labels;
  /** What is done to the labels of alerts on their way, for each entry of Alertmanagers. */
  ways: (readonly Relabelling[])[];
}

/**
 * @param config the text of /api/v1/status/config, with all defaults
 * @param answer that of /api/v1/rules
 * @param offsets of groups that have their own, which Prometheus does not tell; by file and name
 */
export function settingsOf(
  config: string,
  { data: { groups } }: z.output<typeof ruleGroupsAnswer>,
  offsets: ReadonlyMap<string, number> = new Map(),
): PrometheusSettings {
  const { global, scrape_configs, alerting } = configSchema.parse(parse(config));
  const onEveryWay = alerting?.alert_relabel_configs ?? [];
  const ways = (alerting?.alertmanagers ?? []).map(({ alert_relabel_configs: own }) => [
    ...onEveryWay,
    ...own,
  ]);
  return {
    jobs: scrape_configs.map((job) => ({
      name: job.job_name,
      everySeconds: job.scrape_interval,
      timeoutSeconds: job.scrape_timeout,
      refreshSeconds: refreshOf(job),
      limits: limitsOf(job),
    })),
    rules: groups.flatMap(({ interval, rules, ...group }) =>
      rules.map(({ type, name, query, labels, duration, keepFiringFor }) => ({
        ...{ type, name, labels, expr: query, everySeconds: interval },
        ...{ forSeconds: duration, keepFiringSeconds: keepFiringFor },
        offsetSeconds: offsets.get(groupKey(basename(group.file), group.name)),
      })),
    ),
    offsetSeconds: global.rule_query_offset ?? 0,
    externalLabels: global.external_labels,
    ways: ways.length > 0 ? ways : [onEveryWay],
  };
}

/** By what a group of rules is known: the name of its file, and its own. */
export function groupKey(file: string, group: string): string {
  return `${file} ${group}`;
}

function limitsOf(job: z.output<typeof jobSchema>): Record<string, number> {
  const set = Object.entries(job).filter(([key, value]) => key.endsWith("_limit") && value !== 0);
  return Object.fromEntries(set.map(([key, value]) => [key, bytesOf(String(value))]));
}

/** Every kind of discovery has its list under a key of its own. */
function refreshOf(job: Readonly<Record<string, unknown>>): number {
  const found = Object.entries(job)
    .filter(([key]) => key.endsWith("_sd_configs"))
    .flatMap(([, list]) => discovery.parse(list).map(({ refresh_interval = 0 }) => refresh_interval));
  return Math.max(0, ...found);
}
