import { expect, test } from "vitest";
import { beyondOverlay, SWARM_OVERLAY } from "./overlays.ts";

const texts = (services: string) =>
  beyondOverlay(`services: { ${services} }`, SWARM_OVERLAY).map(
    ({ service, text }) => `${service}: ${text.replace(`in ${SWARM_OVERLAY.file} `, "")}`,
  );

test("what the file is for may be said in other words, and with other times", () => {
  expect(
    texts('nats: { healthcheck: { test: ["NONE"] }, environment: ["NATS_MODE=cluster"], ports: [] }'),
  ).toEqual([]);
  expect(
    texts(
      "rabbitmq: { deploy: { update_config: { parallelism: 1, delay: 1m30s, failure_action: rollback }, restart_policy: { delay: 500ms } } }",
    ),
  ).toEqual([]);
  expect(texts("redis-exporter: { entrypoint: /redis_exporter }")).toEqual([]);
});

test.for([
  [
    "memory below the server's own limit",
    "redis: { deploy: { resources: { limits: { memory: 512M } } } }",
    "redis: deploy.resources.limits.memory 512M (expected it not to be set)",
  ],
  [
    "two servers on one volume while it is updated",
    "redis: { deploy: { update_config: { order: start-first } } }",
    "redis: deploy.update_config.order start-first (expected stop-first)",
  ],
  [
    "all members updated at once",
    "nats-2: { deploy: { update_config: { parallelism: 0 } } }",
    "nats-2: deploy.update_config.parallelism 0 (expected 1)",
  ],
  [
    "a service that does not come back",
    "alertmanager: { deploy: { restart_policy: { condition: none } } }",
    "alertmanager: deploy.restart_policy.condition none (expected any)",
  ],
  [
    "a variable of a server",
    "rabbitmq-2: { environment: { RABBITMQ_MNESIA_BASE: /tmp } }",
    "rabbitmq-2: environment.RABBITMQ_MNESIA_BASE /tmp (expected it not to be set)",
  ],
  [
    "another command",
    'prometheus: { entrypoint: ["/bin/prometheus", "--web.enable-admin-api"] }',
    'prometheus: entrypoint ["/bin/prometheus","--web.enable-admin-api"] (expected ["/redis_exporter"] or /redis_exporter)',
  ],
  [
    "a health check that passes",
    'prometheus: { healthcheck: { test: ["CMD", "true"] } }',
    'prometheus: healthcheck.test ["CMD","true"] (expected it not to be set)',
  ],
] as const)("%s is named", ([, services, finding]) => {
  expect(texts(services)).toEqual([finding]);
});
