import { parse } from "yaml";
import { z } from "zod";
import { type Matcher, matcherOf } from "./alert-matcher.ts";
import { secondsOf } from "./prometheus-duration.ts";

const time = z.string().transform(secondsOf);
const names = z.array(z.string()).default([]);
const labels = z.record(z.string(), z.coerce.string()).default({});

interface WrittenRoute {
  receiver?: string | undefined;
  continue?: boolean | undefined;
  matchers: string[];
  match: Record<string, string>;
  match_re: Record<string, string>;
  group_wait?: number | undefined;
  group_interval?: number | undefined;
  repeat_interval?: number | undefined;
  mute_time_intervals: string[];
  active_time_intervals: string[];
  routes: WrittenRoute[];
}

const routeSchema: z.ZodType<WrittenRoute> = z.lazy(() =>
  z.looseObject({
    receiver: z.string().optional(),
    continue: z.boolean().optional(),
    matchers: names,
    match: labels,
    match_re: labels,
    group_wait: time.optional(),
    group_interval: time.optional(),
    repeat_interval: time.optional(),
    mute_time_intervals: names,
    active_time_intervals: names,
    routes: z.array(routeSchema).default([]),
  }),
);

const intervalSchema = z.looseObject({
  name: z.string(),
  time_intervals: z
    .array(
      z.object({
        times: z.array(z.object({ start_time: z.string(), end_time: z.string() })).optional(),
        weekdays: z.array(z.string()).optional(),
        days_of_month: z.array(z.coerce.string()).optional(),
        months: z.array(z.coerce.string()).optional(),
        years: z.array(z.coerce.string()).optional(),
        location: z.string().optional(),
      }),
    )
    .default([]),
});

/** How a receiver is reached, by whatever keys. */
const httpSchema = z.record(z.string(), z.unknown()).default({});

const webhookSchema = z.looseObject({
  url_file: z.string().optional(),
  send_resolved: z.boolean().default(true),
  max_alerts: z.number().default(0),
  /** Seconds until it gives up; 0 for never. */
  timeout: time.default(0),
  http_config: httpSchema,
});

const inhibitSchema = z.looseObject({
  source_matchers: names,
  source_match: labels,
  source_match_re: labels,
  target_matchers: names,
  target_match: labels,
  target_match_re: labels,
  equal: names,
});

const configSchema = z.looseObject({
  global: z.looseObject({ resolve_timeout: time.optional(), http_config: httpSchema }).optional(),
  route: routeSchema,
  receivers: z.array(
    z.looseObject({ name: z.string(), webhook_configs: z.array(webhookSchema).default([]) }),
  ),
  inhibit_rules: z.array(inhibitSchema).default([]),
  time_intervals: z.array(intervalSchema).default([]),
  mute_time_intervals: z.array(intervalSchema).default([]),
});

/** When an interval holds, as Alertmanager writes it; what is not said is every one. */
export type TimeInterval = z.output<typeof intervalSchema>["time_intervals"][number];
type Webhook = z.output<typeof webhookSchema>;

/** A route in force, with what it has from the routes above it. */
export interface Route {
  receiver: string;
  matchers: Matcher[];
  goesOn: boolean;
  waitSeconds: number;
  intervalSeconds: number;
  repeatSeconds: number;
  mutedIn: string[];
  activeIn: string[];
  routes: Route[];
}

export interface Inhibition {
  sources: Matcher[];
  targets: Matcher[];
  equal: string[];
}

/** What a running Alertmanager says of its configuration. */
export interface AlertmanagerSettings {
  root: Route;
  /** The webhooks of each receiver, by its name. */
  webhooks: ReadonlyMap<string, Webhook[]>;
  inhibitions: Inhibition[];
  intervals: ReadonlyMap<string, TimeInterval[]>;
  resolveTimeoutSeconds: number;
  /** How receivers are reached that do not say so themselves. */
  http: Readonly<Record<string, unknown>>;
}

/** Alertmanager's own, where the root says nothing. */
const DEFAULTS = { receiver: "", waitSeconds: 30, intervalSeconds: 300, repeatSeconds: 4 * 3_600 };
const RESOLVE_TIMEOUT_SECONDS = 300;

/** @param config the text of its status */
export function alertmanagerSettingsOf(config: string): AlertmanagerSettings {
  const { route, receivers, inhibit_rules, time_intervals, mute_time_intervals, global } = configSchema.parse(
    parse(config),
  );
  return {
    root: routeOf(route, DEFAULTS),
    webhooks: new Map(receivers.map(({ name, webhook_configs }) => [name, webhook_configs])),
    inhibitions: inhibit_rules.map((rule) => ({
      sources: matchersOf(rule.source_matchers, rule.source_match, rule.source_match_re),
      targets: matchersOf(rule.target_matchers, rule.target_match, rule.target_match_re),
      equal: rule.equal,
    })),
    intervals: new Map(
      [...time_intervals, ...mute_time_intervals].map((each) => [each.name, each.time_intervals]),
    ),
    resolveTimeoutSeconds: global?.resolve_timeout ?? RESOLVE_TIMEOUT_SECONDS,
    http: global?.http_config ?? {},
  };
}

/** Mutes are a route's own: routes below it do not have them. */
function routeOf(written: WrittenRoute, above: typeof DEFAULTS): Route {
  const own = {
    receiver: written.receiver || above.receiver,
    waitSeconds: written.group_wait ?? above.waitSeconds,
    intervalSeconds: written.group_interval ?? above.intervalSeconds,
    repeatSeconds: written.repeat_interval ?? above.repeatSeconds,
  };
  return {
    ...own,
    matchers: matchersOf(written.matchers, written.match, written.match_re),
    goesOn: written.continue ?? false,
    mutedIn: written.mute_time_intervals,
    activeIn: written.active_time_intervals,
    routes: written.routes.map((each) => routeOf(each, own)),
  };
}

function matchersOf(
  texts: readonly string[],
  equal: Readonly<Record<string, string>>,
  like: Readonly<Record<string, string>>,
): Matcher[] {
  return [
    ...texts.map(matcherOf),
    ...Object.entries(equal).map(([label, value]): Matcher => ({ label, kind: "=", value })),
    ...Object.entries(like).map(([label, value]): Matcher => ({ label, kind: "=~", value })),
  ];
}
