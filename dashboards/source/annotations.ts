import { AnnotationQueryBuilder } from "@grafana/grafana-foundation-sdk/dashboard";
import { PROMETHEUS } from "./described.ts";
import { LEADS } from "./leads.ts";
import { ofChosen } from "./of-chosen.ts";

/** Something that happened, drawn over every graph for as long as the expression is 1. */
interface Happening {
  name: string;
  expr: string;
  color: string;
  title: string;
  text: string;
}

/** So long it is drawn, and so long one that came and went can take until it is seen. */
const RECENT = "1m";
const RECENT_SECONDS = 60;
/** So long before a node may have gone that leads no more, or that has another version now. */
const BEFORE = "10m";

const UPTIMES = [
  'redis_uptime_in_seconds{job=~"redis|redis-ha"}',
  "rabbitmq_erlang_uptime_seconds",
  "time() - gnatsd_varz_start / 1000 and on (instance) jetstream_server_jetstream_disabled",
];
const VERSIONS = [
  { metric: "redis_instance_info", selector: '{job=~"redis|redis-ha"}', label: "redis_version" },
  { metric: "rabbitmq_build_info", selector: '{job="rabbitmq"}', label: "rabbitmq_version" },
  { metric: "gnatsd_varz_version", selector: "", label: "value" },
];
const RELOADED = "prometheus_config_last_reload_success_timestamp_seconds";

/** What leads now, and did not a while ago, where another one did. */
const TOOK_OVER = Object.values(LEADS).map((leads) => {
  const now = `max by (broker, instance) (${leads}) * 0 + 1`;
  return `(${now} unless on (instance) ${leads} offset ${RECENT} and on (broker) last_over_time(${leads}[${BEFORE}] offset ${RECENT}))`;
});

/** A node that has a version which it did not have a while ago, when it had another. */
const UPGRADED = VERSIONS.map(({ metric, selector, label }) => {
  const now = `max by (broker, instance, ${label}) (${metric}${selector})`;
  const before = `last_over_time(${metric}${selector}[${BEFORE}] offset ${RECENT})`;
  const named = `label_join(${now}, "version", "", "${label}")`;
  return `(${named} unless on (instance, ${label}) ${metric}${selector} offset ${RECENT} and on (instance) ${before})`;
});

const HAPPENINGS: readonly Happening[] = [
  {
    name: "Alerts",
    expr: 'max by (alertname, broker, instance, severity) (ALERTS{alertstate="firing"})',
    color: "red",
    title: "{{alertname}}",
    text: "{{severity}} {{broker}} {{instance}}",
  },
  {
    name: "Restarts",
    expr: `max by (broker, instance) (${UPTIMES.join(" or ")}) < bool ${RECENT_SECONDS} == 1`,
    color: "orange",
    title: "Restart",
    text: "{{instance}} has started",
  },
  {
    name: "Failovers",
    expr: TOOK_OVER.join(" or "),
    color: "purple",
    title: "Failover",
    text: "{{instance}} leads",
  },
  {
    name: "Deployments",
    expr: `${UPGRADED.join(" or ")} or (time() - ${RELOADED} < bool ${RECENT_SECONDS}) == 1`,
    color: "blue",
    title: "Deployment",
    text: "{{instance}} {{version}}",
  },
];

/** What is drawn over the graphs, each to be switched off above them. */
export function annotations(): AnnotationQueryBuilder[] {
  return HAPPENINGS.map(({ name, expr, color, title, text }) =>
    new AnnotationQueryBuilder()
      .name(name)
      .datasource(PROMETHEUS)
      .enable(true)
      .iconColor(color)
      .expr(ofChosen(expr))
      .step("10s")
      .titleFormat(title)
      .textFormat(text),
  );
}
