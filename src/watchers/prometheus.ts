import type { z } from "zod";
import { get, readJson } from "../kernel/http.ts";
import { done, notYet, settled, until } from "../kernel/wait.ts";
import type { RunningService } from "../stack/running-service.ts";
import {
  type ActiveAlert,
  alertmanagersSchema,
  alertsSchema,
  buildInfoSchema,
  matrixSchema,
  poolsSchema,
  type RangeSeries,
  recordsSchema,
  rulesSchema,
  runtimeSchema,
  type ScrapeTarget,
  type Series,
  type TargetHealth,
  targetsSchema,
  vectorSchema,
} from "./prometheus-answers.ts";
import { flagsAnswer, opennessOf, type PrometheusOpenness } from "./prometheus-openness.ts";
import {
  configAnswer,
  type PrometheusSettings,
  ruleGroupsAnswer,
  settingsOf,
} from "./prometheus-settings.ts";

const PORT = 9090;

/** The points of time of a range query, in ms since 1970 by Prometheus' own clock. */
export interface Seconds {
  fromMs: number;
  toMs: number;
  /** Between two points. */
  stepSeconds: number;
}

/** Looks at a running Prometheus through its HTTP API. */
export class PrometheusProbe {
  readonly service: RunningService;

  constructor(service: RunningService) {
    this.service = service;
  }

  /** The series that an instant query returns now. @throws Error when Prometheus refuses the query */
  async query(promql: string): Promise<Series[]> {
    const base = await this.service.url(PORT);
    const response = await get(`${base}/api/v1/query?query=${encodeURIComponent(promql)}`);
    return (await readJson(response, vectorSchema)).data.result;
  }

  /** The series that a query returns over a time. @throws Error when Prometheus refuses the query */
  async range(promql: string, { fromMs, toMs, stepSeconds }: Seconds): Promise<RangeSeries[]> {
    const parameters = new URLSearchParams({
      query: promql,
      start: String(fromMs / 1e3),
      end: String(toMs / 1e3),
      step: String(stepSeconds),
    });
    const response = await get(`${await this.service.url(PORT)}/api/v1/query_range?${parameters}`);
    return (await readJson(response, matrixSchema)).data.result;
  }

  /** By how much its clock is ahead of this host's, in ms: the two differ where containers run in a machine of their own. */
  async clockAheadMs(): Promise<number> {
    const askedMs = Date.now();
    const [now] = await this.query("vector(time())");
    if (!now) throw new Error("Prometheus does not tell the time");
    return now.value * 1e3 - (askedMs + Date.now()) / 2;
  }

  /**
   * Waits until a query about a time has its final answer: every target was scraped, and every rule evaluated, since.
   * @param atMs by Prometheus' own clock
   * @throws DeadlinePassed when they are not in time
   */
  async hasSeen(atMs: number, deadlineMs = 60_000): Promise<void> {
    const question = "Prometheus has scraped every target and evaluated every rule since";
    await until(question, { deadlineMs, everyMs: 250 }, async () => {
      const [scraped, evaluated] = await Promise.all([
        this.query("min(timestamp(up))"),
        this.query("min(prometheus_rule_group_last_evaluation_timestamp_seconds)"),
      ]);
      const last = Math.min(scraped[0]?.value ?? 0, evaluated[0]?.value ?? 0) * 1e3;
      return last > atMs ? done(undefined) : notYet(`the oldest is of ${(atMs - last) / 1e3} s before`);
    });
  }

  /** Alerts that are pending or firing now. */
  async alerts(): Promise<ActiveAlert[]> {
    const response = await get(`${await this.service.url(PORT)}/api/v1/alerts`);
    return (await readJson(response, alertsSchema)).data.alerts;
  }

  /** Names of the alerts whose rules carry a label with that value. */
  async alertsLabelled(label: string, value: string): Promise<string[]> {
    const response = await get(`${await this.service.url(PORT)}/api/v1/rules?type=alert`);
    const { groups } = (await readJson(response, rulesSchema)).data;
    const rules = groups.flatMap((group) => group.rules);
    return rules.filter(({ labels }) => labels[label] === value).map(({ name }) => name);
  }

  /** The recording rules that it evaluates, each with what it records and from what. */
  async recordingRules(): Promise<{ name: string; query: string }[]> {
    const response = await get(`${await this.service.url(PORT)}/api/v1/rules?type=record`);
    const { groups } = (await readJson(response, recordsSchema)).data;
    return groups.flatMap(({ rules }) => rules);
  }

  /** Every target that it has. */
  async targets(): Promise<ScrapeTarget[]> {
    const response = await get(`${await this.service.url(PORT)}/api/v1/targets?state=active`);
    const { activeTargets } = (await readJson(response, targetsSchema)).data;
    return activeTargets.map(({ labels: { job = "", instance = "", broker }, health, lastError }) => ({
      job,
      instance,
      broker,
      health,
      lastError,
    }));
  }

  /** The jobs of its configuration, those without any target included. */
  async jobs(): Promise<string[]> {
    const response = await get(`${await this.service.url(PORT)}/api/v1/scrape_pools`);
    return (await readJson(response, poolsSchema)).data.scrapePools;
  }

  /** Has it read its configuration again. @throws DeadlinePassed when it does not take it */
  async reload(): Promise<void> {
    const before = await this.#runtime();
    await this.service.signal("SIGHUP");
    await until("Prometheus has read its configuration again", { deadlineMs: 20_000 }, async () => {
      const { lastConfigTime, reloadConfigSuccess } = await this.#runtime();
      const isNew = reloadConfigSuccess && lastConfigTime !== before.lastConfigTime;
      return isNew ? done(undefined) : notYet(`read at ${lastConfigTime}, taken ${reloadConfigSuccess}`);
    });
  }

  /** How many Alertmanagers it tells; none for some seconds after its configuration was read. */
  async alertmanagers(): Promise<number> {
    const response = await get(`${await this.service.url(PORT)}/api/v1/alertmanagers`);
    return (await readJson(response, alertmanagersSchema)).data.activeAlertmanagers.length;
  }

  /** Where a client on this host hands over values of its own. */
  async remoteWriteUrl(): Promise<string> {
    return `${await this.service.url(PORT)}/api/v1/write`;
  }

  /** The health of one target after its first scrape, or as it is when the deadline passes. */
  async settledTarget(job: string, instance: string, deadlineMs = 20_000): Promise<TargetHealth> {
    return settled(
      `Prometheus scrapes ${instance} of job ${job}`,
      { deadlineMs },
      () => this.#target(job, instance),
      ({ health }) => health === "up",
    );
  }

  /** The times that it has in force, and its rules. */
  async settings(): Promise<PrometheusSettings> {
    const base = await this.service.url(PORT);
    const [config, rules] = await Promise.all([
      get(`${base}/api/v1/status/config`).then((answer) => readJson(answer, configAnswer)),
      get(`${base}/api/v1/rules`).then((answer) => readJson(answer, ruleGroupsAnswer)),
    ]);
    return settingsOf(config.data.yaml, rules);
  }

  /** How it was started, and whom it hands its figures over to. */
  async openness(): Promise<PrometheusOpenness> {
    const base = await this.service.url(PORT);
    const [flags, config, command] = await Promise.all([
      get(`${base}/api/v1/status/flags`).then((answer) => readJson(answer, flagsAnswer)),
      get(`${base}/api/v1/status/config`).then((answer) => readJson(answer, configAnswer)),
      this.service.exec(["cat", "/proc/1/cmdline"]),
    ]);
    return opennessOf(flags.data, command.split("\0"), config.data.yaml);
  }

  async version(): Promise<string> {
    const response = await get(`${await this.service.url(PORT)}/api/v1/status/buildinfo`);
    return (await readJson(response, buildInfoSchema)).data.version;
  }

  async #target(job: string, instance: string): Promise<TargetHealth> {
    const target = (await this.targets()).find((each) => each.job === job && each.instance === instance);
    return target ?? { health: "missing", lastError: "" };
  }

  async #runtime(): Promise<z.infer<typeof runtimeSchema>["data"]> {
    const response = await get(`${await this.service.url(PORT)}/api/v1/status/runtimeinfo`);
    return (await readJson(response, runtimeSchema)).data;
  }
}
