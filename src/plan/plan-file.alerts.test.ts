import { expect, test } from "vitest";
import { alertsHeard } from "./watch.ts";

// Alerts are held against these. They are written down here a second time on purpose: whoever has the shipped plan call nobody, or
// call later, has to say so in this file, too.
test("who is called, where, and how often again, is what it was agreed to be", () => {
  const { critical, maySilence: _silences, ...heard } = alertsHeard();

  expect(heard).toEqual({
    heardAt: { critical: "ALERT_WEBHOOK_CRITICAL_URL", warning: "ALERT_WEBHOOK_URL" },
    heardOtherwiseAt: "ALERT_WEBHOOK_URL",
    heardApart: ["AlertsNotDelivered"],
    repeatedAfter: { critical: { from: 300, to: 3_600 }, warning: { from: 3_600, to: 86_400 } },
    forgottenAfter: { from: 60, to: 3_600 },
  });
  expect(critical.toSorted()).toEqual([
    ...["AlertsNotDelivered", "BrokerDown", "FramesLost", "FramesRefused", "FramesUnroutable"],
    ...["MemoryCritical", "NATSDown", "NATSExporterDown", "NATSStreamFull", "NATSUnhealthy", "NoConsumer"],
    ...["RabbitMQDiskAlarm", "RabbitMQDown", "RabbitMQMemoryAlarm", "RabbitMQPeersUnreachable"],
    ...["RedisAofFailing", "RedisDown", "RedisEvicting", "RedisExporterDown", "RedisRdbFailing"],
    ...["SentinelQuorumLost", "ThroughputLow"],
  ]);
});

test("an alert is silent only beside a louder one of the same broker or server", () => {
  const { critical, maySilence } = alertsHeard();

  expect(maySilence.flatMap(({ by }) => by).filter((name) => !critical.includes(name))).toEqual([]);
  expect(maySilence.filter(({ same }) => !same.includes("broker") && !same.includes("instance"))).toEqual([]);
  expect(maySilence.map(({ by, alerts }) => `${by.join(", ")}: ${alerts.join(", ")}`)).toEqual([
    "BrokerDown, RedisExporterDown, NATSExporterDown: TargetDown, ThroughputLow, FramesRefused, BacklogGrowing, NoConsumer, LatencyHigh, RedisReplicaLinkDown",
    "BrokerDown: RedisDown, RabbitMQDown, NATSDown",
    "NATSStreamFull: NATSStreamFilling",
    "MemoryCritical: MemoryHigh",
    "RabbitMQDiskAlarm: RabbitMQDiskLow",
  ]);
});
