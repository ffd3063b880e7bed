import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "../../stack/compose-file.ts";
import { deliveredMutants, mutantsOf, withoutFormat } from "./delivered.ts";

const MUTANTS = deliveredMutants();

test("every setting of config and the compose file has mutants, each with an id of its own", () => {
  const ids = MUTANTS.map(({ id }) => id);

  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).toEqual(
    expect.arrayContaining([
      "config/redis/redis.conf:appendfsync=everysec",
      "config/redis/start-sentinel.sh:sentinel down-after-milliseconds frames=50000",
      "config/rabbitmq/rabbitmq.conf:net_ticktime=140",
      "config/rabbitmq/definitions.json:policies[frames].definition.overflow=drop-head",
      "config/rabbitmq/enabled_plugins:rabbitmq_prometheus (removed)",
      "config/prometheus/prometheus.yml:global.evaluation_interval=50s",
      "config/prometheus/rules/availability.yml:groups[availability].rules[BrokerDown].for=150s",
      "config/alertmanager/alertmanager.yml:route.group_wait=100s",
      "config/tls/redis.conf:tls-auth-clients=yes",
      "config/nats/nats.conf:sync_interval=2m",
      "config/nats/stream.json:discard=old",
      "config/nats/consumer.json:config.max_deliver (removed)",
      "config/tls/nats.conf:allow_non_tls=false",
      "docker-compose.yml:x-service.restart=no",
      "docker-compose.yml:services.redis.ports[127.0.0.1:6379:6379]=0.0.0.0:6379:6379",
    ]),
  );
});

test("each of them changes its file, and a mutant of a mutant is one more change", () => {
  const [first] = MUTANTS;
  const text = readFileSync(join(ROOT, first?.file ?? ""), "utf8");
  const once = first?.apply(text) ?? "";

  expect(once).not.toBe(text);
});

test("only scripts of awk hold no settings", () => {
  expect(withoutFormat()).toEqual(["config/alertmanager/without-webhook.awk"]);
});

test("what no program of the stack reads has none", () => {
  expect(mutantsOf("config/prometheus/tests/frames.test.yml", "a: 1")).toEqual([]);
});
