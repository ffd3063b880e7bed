import { z } from "zod";

/** The value of a sample as Prometheus writes it: "17.5", "NaN", "+Inf", "-Inf". */
export function sampleValue(text: string): number {
  return Number(text.replace(/Inf$/, "Infinity"));
}

export const vectorSchema = z.object({
  status: z.literal("success"),
  data: z.object({
    resultType: z.literal("vector"),
    result: z.array(
      z.object({
        metric: z.record(z.string(), z.string()),
        value: z.tuple([z.number(), z.string()]).transform(([, value]) => sampleValue(value)),
      }),
    ),
  }),
});

/** One series of an instant query: its labels and its value now. */
export interface Series {
  metric: Record<string, string>;
  value: number;
}

export const buildInfoSchema = z.object({ data: z.object({ version: z.string() }) });

export const targetsSchema = z.object({
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

export const runtimeSchema = z.object({
  data: z.object({ reloadConfigSuccess: z.boolean(), lastConfigTime: z.string() }),
});

export const alertmanagersSchema = z.object({
  data: z.object({ activeAlertmanagers: z.array(z.object({ url: z.string() })) }),
});

export const poolsSchema = z.object({ data: z.object({ scrapePools: z.array(z.string()) }) });

export const alertsSchema = z.object({
  data: z.object({
    alerts: z.array(
      z.object({ labels: z.record(z.string(), z.string()), state: z.enum(["pending", "firing"]) }),
    ),
  }),
});

export const rulesSchema = z.object({
  data: z.object({
    groups: z.array(
      z.object({ rules: z.array(z.object({ name: z.string(), labels: z.record(z.string(), z.string()) })) }),
    ),
  }),
});

export const recordsSchema = z.object({
  data: z.object({
    groups: z.array(z.object({ rules: z.array(z.object({ name: z.string(), query: z.string() })) })),
  }),
});

/** An alert as Prometheus evaluates it now. */
export type ActiveAlert = z.infer<typeof alertsSchema>["data"]["alerts"][number];

export const matrixSchema = z.object({
  data: z.object({
    result: z.array(
      z.object({
        metric: z.record(z.string(), z.string()),
        values: z.array(
          z
            .tuple([z.number(), z.string()])
            .transform(([at, value]) => [at * 1e3, sampleValue(value)] as const),
        ),
      }),
    ),
  }),
});

/** One series of a range query: its labels, and points of time (ms since 1970) and value. */
export type RangeSeries = z.output<typeof matrixSchema>["data"]["result"][number];

/** A target as Prometheus has it, whatever its health. */
export interface ScrapeTarget extends TargetHealth {
  job: string;
  instance: string;
  /** The broker that its figures are said to be of. */
  broker?: string | undefined;
}

/** How Prometheus sees a target; *missing* when none has the job and instance. */
export interface TargetHealth {
  health: "up" | "down" | "unknown" | "missing";
  lastError: string;
}
