import { expect, test } from "vitest";
import { seriesCovered } from "./series-covered.ts";

const series = (metric: string, text = metric) => ({
  metric,
  text,
  usedBy: ["rules/a.yml:3 A", "dashboard B"],
});

test("a series that does not exist is told with the reason and everyone who asks for it", () => {
  const named = [series("redis_up"), series("rabbitmq_queue_messages")];

  expect(seriesCovered(named, new Map([["redis_up", "no series"]]))).toMatchObject({
    missing: ["redis_up (no series), used by rules/a.yml:3 A and dashboard B"],
    named: 2,
  });
  expect(seriesCovered(named, new Map()).missing).toEqual([]);
});

test("series count by whose figures they are, metrics once each", () => {
  const named = [
    ...[series("redis_up", 'redis_up{a="1"}'), series("redis_up", 'redis_up{a="2"}'), series("redis_info")],
    ...[series("frames_lost_total"), series("frame_latency_seconds")],
    ...[series("gnatsd_varz_mem"), series("jetstream_stream_last_seq")],
    ...[
      series("broker:backlog:frames"),
      series("up"),
      series("redistribution_total"),
      series("alertmanager_alerts"),
    ],
  ];

  expect(seriesCovered(named, new Map([['redis_up{a="2"}', "no series"]])).rows).toEqual([
    ["Redis exporter", 2, 3, 2],
    ["producers and consumers", 2, 2, 2],
    ["NATS exporter", 2, 2, 2],
    ["recorded by our own rules", 1, 1, 1],
    ["Prometheus", 2, 2, 2],
    ["Alertmanager", 1, 1, 1],
  ]);
});
