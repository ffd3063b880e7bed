import { atInterval, INTERVAL } from "./at-interval.ts";
import type { Bounds } from "./bounds.ts";
import type { Limits } from "./limits.ts";
import { OF_PRIMARY, type Row } from "./panel.ts";
import { timeseries } from "./panels.ts";
import { UNIT } from "./units.ts";

/** Whether frames come in and go out, and who counts how many. */
export function throughput({ frameRate, minThroughput }: Limits): Row {
  const bounds: Bounds = { worse: "below", yellow: frameRate, red: minThroughput };
  return {
    title: "Throughput",
    ofEachBroker: true,
    panels: [
      timeseries({
        title: "Frames in",
        description: `Frames that each broker takes, by its own count. Low while producers are connected: they stall or are refused; red is under ${minThroughput}/s, where the rollback is triggered.`,
        unit: UNIT.framesPerSecond,
        queries: [{ expr: atInterval("broker:frames_in:rate1m"), legend: "{{broker}}", shows: "frames-in" }],
        bounds,
        alerts: ["ThroughputLow"],
        width: 12,
      }),
      timeseries({
        title: "Frames out",
        description:
          "Frames handed to consumers (Redis, NATS) or acknowledged by them (RabbitMQ). Lower than Frames in: the backlog grows. Zero with a backlog: no consumer works.",
        unit: UNIT.framesPerSecond,
        queries: [
          { expr: atInterval("broker:frames_out:rate1m"), legend: "{{broker}}", shows: "frames-out" },
        ],
        alerts: ["NoConsumer"],
        width: 12,
      }),
      timeseries({
        title: "Producers and consumers connected",
        description:
          "Clients that each broker sees. Fewer than are deployed: some are down or cut off. Consumers of Redis are those of the group that have asked within ten seconds; those of NATS are not told.",
        unit: UNIT.clients,
        queries: [
          { expr: `broker:producers`, legend: "{{broker}} producers", shows: "producers" },
          {
            expr: `sum by (broker) (rabbitmq_global_consumers)`,
            legend: "{{broker}} consumers",
            shows: "rabbitmq-consumers",
          },
          {
            expr: `count by (broker) (redis_stream_group_consumer_idle_seconds{stream="frames"} < 10 ${OF_PRIMARY})`,
            legend: "{{broker}} consumers",
            shows: "redis-consumers",
          },
        ],
        alerts: ["NoConsumer"],
        width: 12,
      }),
      timeseries({
        title: "Frames as producers and consumers count them",
        description:
          "Independent of the brokers. Confirmed below sent: frames are refused or unanswered. Received below confirmed: they wait, or are lost.",
        unit: UNIT.framesPerSecond,
        queries: (["sent", "confirmed", "received"] as const).map((fate) => ({
          expr: `sum by (broker) (rate(frames_${fate}_total[${INTERVAL}]))`,
          legend: `{{broker}} ${fate}`,
          shows: `told-${fate}` as const,
        })),
        bounds,
        width: 12,
      }),
    ],
  };
}
