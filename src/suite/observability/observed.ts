import { settled } from "../../kernel/wait.ts";
import type { Scalar } from "../../plan/expectation.ts";
import { readDashboard } from "../../watchers/dashboard-file.ts";
import { namedSeries } from "../../watchers/named-series.ts";
import type { PrometheusProbe } from "../../watchers/prometheus.ts";
import { readRules } from "../../watchers/rule-files.ts";
import { askedUnderLoad } from "./asked-under-load.ts";
import type { WatchedStack } from "./watched-stack.ts";

/** Jobs whose targets come with profile ha. */
const HA_JOBS = ["redis-ha", "redis-sentinel"];
const UP_WITHIN_MS = 30_000;
const OFFER = { framesPerSecond: 100, seconds: 5 };

/** What Prometheus knows of the running stack, against what rules and dashboard ask it. */
export interface Coverage {
  /** Series that do not exist, each with who asks for it. */
  missing: string[];
  named: number;
  rows: Scalar[][];
}

interface Scraped {
  notUp: string[];
  rows: Scalar[][];
}

/** Every job of Prometheus with its targets, once all are up or the deadline passes. */
export async function scraped({ prometheus, isHa }: WatchedStack): Promise<Scraped> {
  return settled(
    "every target is up",
    { deadlineMs: UP_WITHIN_MS, everyMs: 250 },
    () => scrapes(prometheus, isHa ? [] : HA_JOBS),
    ({ notUp }) => notUp.length === 0,
  );
}

/** Looks every series that rules and dashboard name up on the running stack, while frames go through both brokers. */
export async function coverage(stack: WatchedStack): Promise<Coverage> {
  const named = namedSeries(readRules(), readDashboard());
  const { empty } = await askedUnderLoad(
    stack,
    named.map(({ text }) => text),
    OFFER,
  );
  const families = Map.groupBy(named, ({ metric }) => familyOf(metric));
  return {
    missing: named
      .filter(({ text }) => empty.has(text))
      .map(({ text, usedBy }) => `${text} (${empty.get(text)}), used by ${usedBy.join(" and ")}`),
    named: named.length,
    rows: [...families].map(([family, series]) => [
      family,
      new Set(series.map(({ metric }) => metric)).size,
      series.length,
      series.filter(({ text }) => !empty.has(text)).length,
    ]),
  };
}

/** @param unused jobs that need no target */
async function scrapes(prometheus: PrometheusProbe, unused: readonly string[]): Promise<Scraped> {
  const [all, targets] = await Promise.all([prometheus.jobs(), prometheus.targets()]);
  const of = (job: string) => targets.filter((target) => target.job === job);
  const jobs = all.filter((job) => !unused.includes(job) || of(job).length > 0);
  return {
    notUp: [
      ...jobs.filter((job) => of(job).length === 0).map((job) => `${job} has no target`),
      ...targets
        .filter(({ health }) => health !== "up")
        .map(({ job, instance, health, lastError }) => `${job} ${instance} ${health} ${lastError}`.trim()),
    ],
    rows: jobs.map((job) => [job, of(job).length, of(job).filter(({ health }) => health === "up").length]),
  };
}

/** Whose figures a metric is. */
function familyOf(metric: string): string {
  if (metric.includes(":")) return "recorded by our own rules";
  if (/^frames?_/.test(metric)) return "producers and consumers";
  const [, prefix = ""] = /^(redis|rabbitmq|alertmanager)_/.exec(metric) ?? [];
  return (
    { redis: "Redis exporter", rabbitmq: "RabbitMQ", alertmanager: "Alertmanager" }[prefix] ?? "Prometheus"
  );
}
