import { expect, test } from "vitest";
import { loadWholePlan } from "./plan-file.ts";

// The success criteria of the phase's plan, block by block, and what shows each. A second time on purpose: one that is shown by
// less than before has to say so in this file, too.
const SHOWN_BY = {
  "Redis is stable under load": ["block1/performance/stable-under-load"],
  "Persistence loses no data": ["block1/persistence/crash-restart-loss", "block1/persistence/aof-enabled"],
  "Prometheus scrapes Redis": ["block1/exporter/scraped-by-prometheus"],
  "The RabbitMQ cluster is healthy": ["block2/cluster"],
  "Queues are configured correctly": ["block2/policies"],
  "Monitoring is operational": ["block2/prometheus"],
  "The load test passes": ["block3/load"],
  "The dashboard is operational": ["block3/dashboard"],
  "Alerts are configured": ["block3/alerts"],
  "Performance over 100 msg/s with a p99 below 10 ms": ["overall/performance"],
  "Zero message loss, automatic failover": ["overall/reliability"],
  "Full metrics in Prometheus and Grafana": ["overall/observability", "block3/dashboard"],
};

test("each success criterion is shown by all that is about it", () => {
  const success = loadWholePlan().blocks.flatMap((block) => block.success ?? []);

  expect(Object.fromEntries(success.map(({ title, shownBy }) => [title.en, shownBy]))).toEqual(SHOWN_BY);
});
