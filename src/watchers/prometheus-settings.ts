import { parse } from "yaml";
import { z } from "zod";
import { secondsOf } from "./prometheus-duration.ts";

const time = z.string().transform(secondsOf);

const discovery = z.array(z.looseObject({ refresh_interval: time.optional() }));

const configSchema = z.looseObject({
  global: z.looseObject({ evaluation_interval: time, rule_query_offset: time.optional() }),
  scrape_configs: z
    .array(z.looseObject({ job_name: z.string(), scrape_interval: time, scrape_timeout: time }))
    .default([]),
  alerting: z
    .looseObject({
      alert_relabel_configs: z.array(z.looseObject({ action: z.string().default("replace") })).default([]),
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
    groups: z.array(z.object({ name: z.string(), interval: z.number(), rules: z.array(ruleSchema) })),
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
}

/** A scrape job in force. */
export interface JobInForce {
  name: string;
  everySeconds: number;
  timeoutSeconds: number;
  /** Until a target is found that is new; 0 where all are named. */
  refreshSeconds: number;
}

/** What a running Prometheus says of its configuration and its rules. */
export interface PrometheusSettings {
  jobs: JobInForce[];
  rules: RuleInForce[];
  /** By how much every rule looks back. */
  offsetSeconds: number;
  /** How alerts are kept from Alertmanager on their way: "drop", "keep". */
  alertsFilteredBy: string[];
}

/** @param config the text of /api/v1/status/config, with all defaults. @param groups those of /api/v1/rules */
export function settingsOf(
  config: string,
  { data: { groups } }: z.output<typeof ruleGroupsAnswer>,
): PrometheusSettings {
  const { global, scrape_configs, alerting } = configSchema.parse(parse(config));
  return {
    jobs: scrape_configs.map((job) => ({
      name: job.job_name,
      everySeconds: job.scrape_interval,
      timeoutSeconds: job.scrape_timeout,
      refreshSeconds: refreshOf(job),
    })),
    rules: groups.flatMap(({ interval, rules }) =>
      rules.map(({ type, name, query, labels, duration, keepFiringFor }) => ({
        ...{ type, name, labels, expr: query, everySeconds: interval },
        ...{ forSeconds: duration, keepFiringSeconds: keepFiringFor },
      })),
    ),
    offsetSeconds: global.rule_query_offset ?? 0,
    alertsFilteredBy: (alerting?.alert_relabel_configs ?? [])
      .map(({ action }) => action)
      .filter((action) => /^(drop|keep)/.test(action)),
  };
}

/** Every kind of discovery has its list under a key of its own. */
function refreshOf(job: Readonly<Record<string, unknown>>): number {
  const found = Object.entries(job)
    .filter(([key]) => key.endsWith("_sd_configs"))
    .flatMap(([, list]) => discovery.parse(list).map(({ refresh_interval = 0 }) => refresh_interval));
  return Math.max(0, ...found);
}
