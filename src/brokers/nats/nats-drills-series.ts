import { type FigureSeries, named } from "../drill-series.ts";

const FROM = { broker: "nats", instance: "nats:8222", job: "nats", server_id: "nats:8222" };
const OF_STREAM = { ...FROM, server_name: "nats", stream_name: "FRAMES", is_stream_leader: "true" };
const LIMIT_BYTES = 1_000_000_000;

export const NATS_SERIES: FigureSeries = {
  taken: (framesPerSecond) => [
    { series: named("jetstream_stream_last_seq", OF_STREAM), from: 0, perSecond: framesPerSecond },
    { series: named("gnatsd_connz_in_msgs", { ...FROM, cid: "7", name: "frame-producer" }), from: 1 },
  ],
  memory: (share) => [
    { series: named("jetstream_stream_total_bytes", OF_STREAM), from: Math.round(share * LIMIT_BYTES) },
    { series: named("jetstream_stream_limit_bytes", OF_STREAM), from: LIMIT_BYTES },
  ],
};
