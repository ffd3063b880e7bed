import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "../../stack/compose-file.ts";
import { keyOfLook, looksAt, specsOfLooks } from "./looks.ts";

const first = (file: string, setting: string) => keyOfLook(looksAt({ file, setting })[0] ?? { specs: [] });

test.for([
  ["config/redis/redis.conf", "appendfsync", "specs/block1/persistence"],
  ["config/redis/start-sentinel.sh", "sentinel down-after-milliseconds frames", "specs/overall/security"],
  ["config/rabbitmq/definitions.json", "policies[frames].definition.overflow", "specs/block2/management"],
  ["config/rabbitmq/rabbitmq.conf", "net_ticktime", "specs/block2/policies"],
  ["config/rabbitmq/cluster/nodes.conf", "cluster_formation", "specs/block2/cluster"],
  ["config/nats/stream.json", "discard", "specs/block2/nats/node with nats"],
  ["config/tls/nats.conf", "verify", "specs/overall/security with nats"],
  ["config/prometheus/rules/frames.yml", "groups", "specs/block3/alerts promtool accepts"],
  [
    "config/alertmanager/alertmanager.yml",
    "route.group_wait",
    "specs/block3/alerts by the delivered settings",
  ],
  [
    "config/prometheus/prometheus.yml",
    "global.scrape_interval",
    "specs/block3/alerts by the delivered settings",
  ],
  ["config/prometheus/prometheus.yml", "scrape_configs[redis].job_name", "specs/block1/exporter"],
  ["config/prometheus/prometheus.yml", "scrape_configs[rabbitmq].job_name", "specs/block2/prometheus"],
  ["config/prometheus/prometheus.yml", "scrape_configs[redis-ha].job_name", "specs/overall/observability"],
  [
    "config/prometheus/prometheus.yml",
    "scrape_configs[nats].job_name",
    "specs/overall/observability with nats",
  ],
  ["docker-compose.yml", "services.redis.restart", "specs/block1/persistence"],
  ["docker-compose.yml", "services.redis-exporter.user", "specs/block1/exporter"],
  ["docker-compose.yml", "services.redis-replica-1.ports", "specs/overall/security"],
  ["docker-compose.yml", "volumes.rabbitmq-2-data", "specs/block2/cluster"],
  ["docker-compose.yml", "x-nats.entrypoint", "specs/block2/nats/node with nats"],
  ["docker-compose.yml", "services.nats-exporter.command", "specs/block2/nats/node with nats"],
  ["docker-compose.yml", "volumes.nats-3-data", "specs/block2/nats/cluster with nats"],
  ["docker-compose.yml", "x-service.cap_drop", "specs/block1/persistence"],
] as const)("%s, %s is looked at by %s first", ([file, setting, look]) => {
  expect(first(file, setting)).toBe(look);
});

test("every spec of a look is one of the repository", () => {
  const missing = specsOfLooks().filter(
    (path) => !existsSync(join(ROOT, path)) && !existsSync(join(ROOT, `${path}.spec.ts`)),
  );
  expect(missing).toEqual([]);
});
