import type { QuantityName } from "./quantities.ts";

/** What each recording rule records. One that is not here is compared with nothing, and named. */
export const RECORDED: Readonly<Record<string, QuantityName>> = {
  "broker:up": "node-up",
  "broker:frames_in:rate1m": "frames-in",
  "broker:frames_out:rate1m": "frames-out",
  "broker:frames_refused:rate1m": "frames-refused",
  "broker:producers": "producers",
  "broker:backlog:frames": "backlog",
  "broker:memory:ratio": "memory-share",
  "frame:latency_seconds:p50": "latency-p50",
  "frame:latency_seconds:p99": "latency-p99",
  "frame:latency_seconds:p999": "latency-p999",
  "frame:success:ratio5m": "success",
};
