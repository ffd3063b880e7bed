import { type FigureSeries, named } from "../drill-series.ts";

const FROM = { broker: "rabbitmq", instance: "rabbitmq:15692", job: "rabbitmq" };
const OVER_AMQP = { ...FROM, protocol: "amqp091" };
const LIMIT_BYTES = 1_000_000_000;

export const RABBITMQ_SERIES: FigureSeries = {
  taken: (framesPerSecond) => [
    {
      series: named("rabbitmq_global_messages_confirmed_total", OVER_AMQP),
      ...{ from: 0, perSecond: framesPerSecond },
    },
    { series: named("rabbitmq_global_publishers", OVER_AMQP), from: 1 },
  ],
  memory: (share) => [
    {
      series: named("rabbitmq_process_resident_memory_bytes", FROM),
      from: Math.round(share * LIMIT_BYTES),
    },
    { series: named("rabbitmq_resident_memory_limit_bytes", FROM), from: LIMIT_BYTES },
  ],
};
