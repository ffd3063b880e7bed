import { alerts } from "./alerts.ts";
import { errors } from "./errors.ts";
import { latency } from "./latency.ts";
import { limits } from "./limits.ts";
import { nats } from "./nats.ts";
import { nodes } from "./nodes.ts";
import { overview } from "./overview.ts";
import type { Row } from "./panel.ts";
import { rabbitmq } from "./rabbitmq.ts";
import { redis } from "./redis.ts";
import { replication } from "./replication.ts";
import { throughput } from "./throughput.ts";

/** Everything on the dashboard, from top to bottom. */
export function rows(): Row[] {
  const plan = limits();
  return [
    overview(plan),
    alerts(),
    throughput(plan),
    latency(plan),
    errors(plan),
    nodes(),
    redis(plan),
    rabbitmq(plan),
    nats(plan),
    replication(),
  ];
}
