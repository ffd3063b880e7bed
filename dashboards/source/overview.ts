import { ALL_ARE_HEALTHY, NONE_IS_HEALTHY } from "./bounds.ts";
import type { Limits } from "./limits.ts";
import { CHOSEN, ofEachBroker, type Row } from "./panel.ts";
import { stat } from "./panels.ts";
import { UNIT } from "./units.ts";

const SIZE = { width: 6, height: 5 };

/**
 * What is wrong, in eight numbers of each broker: green is healthy, blue means that there is nothing to measure. A broker that is
 * down keeps its tiles, and all of them say so.
 */
export function overview(limits: Limits): Row {
  return {
    title: "Overview",
    panels: [
      stat({
        ...SIZE,
        title: "Brokers up",
        description:
          "Share of each broker's nodes that answer. Below 100 %: a node is down while others go on (profile ha; one whose container is gone counts in the row Replication and failover). 0 %: the broker is down.",
        unit: UNIT.ratio,
        queries: [
          { expr: `avg by (broker) (broker:up{${CHOSEN}})`, legend: "{{broker}}", shows: "nodes-up" },
        ],
        bounds: ALL_ARE_HEALTHY,
        absent: { text: "unknown", color: "red" },
        alerts: [
          "BrokerDown",
          "RedisDown",
          "RabbitMQDown",
          "NATSDown",
          "RedisExporterDown",
          "NATSExporterDown",
        ],
      }),
      stat({
        ...SIZE,
        title: "Throughput in",
        description: `Frames that a broker with connected producers takes per second. Under ${limits.frameRate} is less than the plan asks for, under ${limits.minThroughput} triggers the rollback.`,
        unit: UNIT.framesPerSecond,
        queries: [
          {
            expr: ofEachBroker(
              `(broker:frames_in:rate1m{${CHOSEN}} or broker:producers{${CHOSEN}} * 0) and on (broker) broker:producers > 0`,
            ),
            legend: "{{broker}}",
            shows: "frames-in",
          },
        ],
        bounds: { worse: "below", yellow: limits.frameRate, red: limits.minThroughput },
        absent: { text: "no producer", color: "blue" },
        decimals: 0,
        alerts: ["ThroughputLow"],
      }),
      stat({
        ...SIZE,
        title: "Latency p99",
        description: `99 of 100 frames come out within this time from when they were due. The plan's limit is ${limits.latencyP99 * 1000} ms; above it the broker or its consumers are too slow.`,
        unit: UNIT.seconds,
        queries: [
          {
            expr: ofEachBroker(`frame:latency_seconds:p99{${CHOSEN}}`),
            legend: "{{broker}}",
            shows: "latency-p99",
          },
        ],
        bounds: { worse: "above", red: limits.latencyP99 },
        absent: { text: "no traffic", color: "blue" },
        alerts: ["LatencyHigh"],
      }),
      stat({
        ...SIZE,
        title: "Frames lost",
        description:
          "Confirmed frames that never came out, in the last ten minutes. Anything but 0 breaks the promise and triggers the rollback.",
        unit: UNIT.frames,
        queries: [
          {
            expr: ofEachBroker(`sum by (broker) (increase(frames_lost_total{${CHOSEN}}[10m]))`),
            legend: "{{broker}}",
            shows: "frames-lost",
          },
        ],
        bounds: NONE_IS_HEALTHY,
        absent: { text: "no traffic", color: "blue" },
        decimals: 0,
        alerts: ["FramesLost"],
      }),
      stat({
        ...SIZE,
        title: "Frames refused",
        description:
          "Frames per second that the broker does not take. Anything but 0: it is full or cannot write, and producers have to hold or give up their frames. NATS does not tell of them: see its stream.",
        unit: UNIT.framesPerSecond,
        queries: [
          {
            expr: ofEachBroker(`broker:frames_refused:rate1m{${CHOSEN}}`),
            legend: "{{broker}}",
            shows: "frames-refused",
          },
        ],
        bounds: NONE_IS_HEALTHY,
        absent: { text: "no traffic", color: "blue" },
        alerts: ["FramesRefused"],
      }),
      stat({
        ...SIZE,
        title: "Backlog",
        description:
          "Frames that wait in the broker or with a consumer. Near 0 is healthy; a growing number means that consumers do not keep pace, or are gone.",
        unit: UNIT.frames,
        queries: [
          { expr: ofEachBroker(`broker:backlog:frames{${CHOSEN}}`), legend: "{{broker}}", shows: "backlog" },
        ],
        bounds: { worse: "above", yellow: limits.backlog },
        absent: { text: "no queue", color: "blue" },
        decimals: 0,
        alerts: ["BacklogGrowing", "NoConsumer"],
      }),
      stat({
        ...SIZE,
        title: "Memory",
        description:
          "Share of its memory limit that the fullest node of each broker has used; of NATS, of its room on disk. At 100 % it takes no more frames; yellow is the early warning, red triggers the rollback.",
        unit: UNIT.ratio,
        queries: [
          {
            expr: ofEachBroker(`max by (broker) (broker:memory:ratio{${CHOSEN}})`),
            legend: "{{broker}}",
            shows: "fullest-memory",
          },
        ],
        bounds: { worse: "above", yellow: limits.memoryHigh, red: limits.memoryCritical },
        absent: { text: "unknown", color: "red" },
        alerts: ["MemoryHigh", "MemoryCritical"],
      }),
      stat({
        ...SIZE,
        title: "Firing alerts",
        description:
          "Alerts in force, of all brokers. Anything but 0 needs a person: a critical one now, a warning before it becomes one. The row below names them.",
        unit: UNIT.alerts,
        queries: [
          {
            expr: 'count(ALERTS{alertstate="firing", severity="critical"}) or vector(0)',
            legend: "critical",
            shows: "alerts-critical",
          },
          {
            expr: 'count(ALERTS{alertstate="firing", severity="warning"}) or vector(0)',
            legend: "warning",
            shows: "alerts-warning",
            bounds: { worse: "above", yellow: 1 },
          },
        ],
        bounds: NONE_IS_HEALTHY,
        absent: { text: "unknown", color: "red" },
      }),
    ],
  };
}
