import { expect, test } from "vitest";
import { allowedSettingsOf } from "../plan/settings-file.ts";
import { unexpectedSettings } from "./settings.ts";

const { "tls-protocols": protocols = { anything: true, why: "" } } = allowedSettingsOf("redis");
const unexpected = (value: string) =>
  unexpectedSettings({ "tls-protocols": value }, { allowed: { "tls-protocols": protocols } });

test.for(["", "TLSv1.2 TLSv1.3", "TLSv1.3 TLSv1.2", "TLSv1.3"])("TLS %o is expected of Redis", (value) => {
  expect(unexpected(value)).toEqual([]);
});

test.for(["TLSv1.1", "TLSv1.1 TLSv1.2", "TLSv1.3 TLSv1.1"])("TLS %o is not", (value) => {
  expect(unexpected(value)).toHaveLength(1);
});

// With these the brokers lose frames, or nobody hears of it. They are written down a second time on purpose: whoever has
// plan/settings.yaml allow one has to say so here, too.
test.for([
  ["redis", "appendfsync", "everysec"],
  ["redis", "dir", "/tmp"],
  ["redis", "min-replicas-max-lag", "3600"],
  ["redis", "repl-timeout", "3600"],
  ["redis", "auto-aof-rewrite-percentage", "0"],
  ["redis", "maxclients", "20"],
  ["redis", "tcp-backlog", "4"],
  ["redis-ha", "min-replicas-to-write", "0"],
  ["redis-sentinel", "quorum", "1"],
  ["redis-sentinel", "down-after-milliseconds", "60000"],
  ["redis-sentinel", "failover-timeout", "300000"],
  ["redis-sentinel", "parallel-syncs", "3"],
  ["rabbitmq", "-kernel net_setuptime", "60"],
  ["rabbitmq", "cluster_partition_handling", "ignore"],
  ["rabbitmq", "cluster_partition_handling", "autoheal"],
  ["rabbitmq", "net_ticktime", "120"],
  ["rabbitmq", "quorum_queue.continuous_membership_reconciliation.enabled", "false"],
  ["rabbitmq", "quorum_queue.continuous_membership_reconciliation.auto_remove", "true"],
  ["rabbitmq", "definitions.local.path", "/tmp"],
  ["rabbitmq", "consumer_timeout", "10000"],
  ["rabbitmq", "max_message_size", "1024"],
  ["frame_queue", "dead-letter-strategy", "at-most-once"],
  ["frame_queue", "dead-letter-exchange", "nowhere"],
  ["frame_queue", "delivery-limit", "1"],
  ["frame_queue", "quorum-initial-group-size", "1"],
  ["frame_queue.dead", "queue-type", "classic"],
  ["nats", "auth_required", "false"],
  ["nats", "jetstream.store_dir", "/tmp"],
  ["nats", "stream.retention", "interest"],
  ["nats", "stream.num_replicas", "2"],
  ["nats", "consumer.ack_policy", "none"],
  ["nats", "consumer.max_deliver", "3"],
  ["nats", "consumer.deliver_policy", "new"],
  ["prometheus", "storage.tsdb.path", "/tmp"],
  ["prometheus", "storage.tsdb.retention.time", "600"],
  ["prometheus", "query.lookback-delta", "3"],
  ["alertmanager", "storage.path", "/tmp"],
  ["alertmanager", "data.retention", "60"],
] as const)("%s may not have %s %s", ([subject, name, value]) => {
  const { [name]: allowed = { anything: true, why: "" } } = allowedSettingsOf(subject);

  expect(unexpectedSettings({ [name]: value }, { allowed: { [name]: allowed } })).toHaveLength(1);
});

test.for([
  ["redis", "no-appendfsync-on-rewrite"],
  ["redis", "client-output-buffer-limit pubsub hard"],
  ["redis", "timeout"],
  ["rabbitmq", "anonymous_login_user"],
  ["frame_queue", "single-active-consumer"],
  ["frame_queue", "expires"],
  ["nats", "stream.sources"],
  ["nats", "stream.mirror"],
] as const)("%s has %s by itself, or not at all", ([subject, name]) => {
  expect(allowedSettingsOf(subject)[name]).toBeUndefined();
});
