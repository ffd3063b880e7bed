import { z } from "zod";
import type { RunningService } from "../stack/running-service.ts";
import { get } from "./http.ts";

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
    return vectorSchema.parse(await response.json()).data.result;
  }
}
