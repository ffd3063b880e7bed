import { expect, test } from "vitest";
import { alertmanagerSettingsOf } from "./alertmanager-settings.ts";
import { namedValues } from "./named-values.ts";

test("values are those that matchers of routes and inhibitions name, each once, and of patterns the plain ones", () => {
  const settings = alertmanagerSettingsOf(`
route:
  receiver: all
  routes:
    - matchers: ['queue="frame_queue"', 'broker=~"redis|rabbitmq"']
      routes: [{ match: { queue: other } }]
    - match_re: { instance: "(a.b:1|redis-.*)", queue: "frame_queue" }
receivers: [{ name: all }]
inhibit_rules:
  - { source_matchers: ['vhost!="/"'], target_matchers: ['broker!~"^fake$"', 'queue=""'], equal: [broker] }
`);

  expect(Object.fromEntries(namedValues(settings))).toEqual({
    ...{ queue: ["frame_queue", "other"], broker: ["redis", "rabbitmq", "fake"] },
    ...{ instance: ["a.b:1"], vhost: ["/"] },
  });
});

test("a pattern that is escaped names what it matches", () => {
  const settings = alertmanagerSettingsOf(
    `{ route: { receiver: a, routes: [{ matchers: ['queue=~"frame_queue\\\\.dead"'] }] }, receivers: [{ name: a }] }`,
  );

  expect(namedValues(settings).get("queue")).toEqual(["frame_queue.dead"]);
});
