import { z } from "zod";
import type { RunningService } from "../stack/running-service.ts";
import { DeadlinePassed, done, notYet, until } from "../wait.ts";
import { get, readJson } from "./http.ts";

const PORT = 9090;

const vectorSchema = z.object({
  status: z.literal("success"),
  data: z.object({
    resultType: z.literal("vector"),
    result: z.array(
      z.object({
        metric: z.record(z.string(), z.string()),
        value: z.tuple([z.number(), z.string()]).transform(([, value]) => Number(value)),
      }),
    ),
  }),
});

/** One series of an instant query: its labels and its value now. */
export interface Series {
  metric: Record<string, string>;
  value: number;
}

const buildInfoSchema = z.object({ data: z.object({ version: z.string() }) });

const targetsSchema = z.object({
  data: z.object({
    activeTargets: z.array(
      z.object({
        labels: z.record(z.string(), z.string()),
        health: z.enum(["up", "down", "unknown"]),
        lastError: z.string(),
      }),
    ),
  }),
});

/** How Prometheus sees a target; *missing* when none has the job and instance. */
export interface TargetHealth {
  health: "up" | "down" | "unknown" | "missing";
  lastError: string;
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

  /** The health of one target after its first scrape, or as it is when the deadline passes. */
  async settledTarget(job: string, instance: string, deadlineMs = 20_000): Promise<TargetHealth> {
    const question = `Prometheus scrapes ${instance} of job ${job}`;
    let last: TargetHealth = { health: "missing", lastError: "" };
    await until(question, { deadlineMs, everyMs: 100 }, async () => {
      last = await this.#target(job, instance);
      return last.health === "up" ? done(undefined) : notYet(`${last.health} ${last.lastError}`);
    }).catch((thrown: unknown) => {
      if (!(thrown instanceof DeadlinePassed)) throw thrown;
    });
    return last;
  }

  async version(): Promise<string> {
    const response = await get(`${await this.service.url(PORT)}/api/v1/status/buildinfo`);
    return (await readJson(response, buildInfoSchema)).data.version;
  }

  async #target(job: string, instance: string): Promise<TargetHealth> {
    const response = await get(`${await this.service.url(PORT)}/api/v1/targets?state=active`);
    const { activeTargets } = (await readJson(response, targetsSchema)).data;
    const target = activeTargets.find(({ labels }) => labels.job === job && labels.instance === instance);
    return target ?? { health: "missing", lastError: "" };
  }
}
