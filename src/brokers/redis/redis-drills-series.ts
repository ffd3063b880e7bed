import { type FigureSeries, named } from "../drill-series.ts";

const FROM = { broker: "redis", instance: "redis:6379", job: "redis" };
const LIMIT_BYTES = 1_000_000_000;

export const REDIS_SERIES: FigureSeries = {
  taken: (framesPerSecond) => [
    { series: named("redis_instance_info", { ...FROM, role: "master" }), from: 1 },
    { series: named("redis_commands_total", { ...FROM, cmd: "xadd" }), from: 0, perSecond: framesPerSecond },
    { series: named("redis_connected_client_info", { ...FROM, id: "41", name: "frame-producer" }), from: 1 },
  ],
  memory: (share) => [
    { series: named("redis_memory_used_bytes", FROM), from: Math.round(share * LIMIT_BYTES) },
    { series: named("redis_memory_max_bytes", FROM), from: LIMIT_BYTES },
  ],
};
