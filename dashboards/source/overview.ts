import { NONE_IS_HEALTHY } from "./bounds.ts";
import type { Limits } from "./limits.ts";
import { brokersUp, disk, failover, nodesAndTargets } from "./overview-nodes.ts";
import { FAULT, ofEachBroker, type Row } from "./panel.ts";
import { stat } from "./panels.ts";
import { UNIT } from "./units.ts";

const SIZE = { width: 4, height: 5 };

/**
 * What is wrong, in twelve tiles: green is healthy, blue means that there is nothing to measure. A broker that is
 * down keeps its tiles, and all of them say so.
 */
export function overview(limits: Limits): Row {
  return {
    title: "Overview",
    panels: [
      brokersUp(SIZE),
      stat({
        ...SIZE,
        title: "Throughput in",
        description: `Frames that a broker with connected producers takes per second. Under ${limits.frameRate} is less than the plan asks for, under ${limits.minThroughput} triggers the rollback.`,
        unit: UNIT.framesPerSecond,
        queries: [
          {
            expr: ofEachBroker(
              `(broker:frames_in:rate1m or broker:producers * 0) and on (broker) broker:producers > 0`,
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
        title: "Throughput out",
        description:
          "Frames handed to consumers (Redis, NATS) or acknowledged by them (RabbitMQ) per second. No consumer: frames wait, and none has been taken for a minute.",
        unit: UNIT.framesPerSecond,
        queries: [
          {
            expr: ofEachBroker(
              `(broker:backlog:frames > 0 unless on (broker) broker:frames_out:rate1m > 0) * 0 - ${-FAULT} or broker:frames_out:rate1m`,
            ),
            legend: "{{broker}}",
            shows: "frames-out",
          },
        ],
        bounds: { worse: "below" },
        absent: { text: "no traffic", color: "blue" },
        words: { [FAULT]: { text: "no consumer", color: "red" } },
        decimals: 0,
        alerts: ["NoConsumer"],
      }),
      stat({
        ...SIZE,
        title: "Latency p99",
        description: `99 of 100 frames come out within this time from when they were due. The plan's limit is ${limits.latencyP99 * 1000} ms; above it the broker or its consumers are too slow.`,
        unit: UNIT.seconds,
        queries: [
          {
            expr: ofEachBroker(`frame:latency_seconds:p99`),
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
            expr: ofEachBroker(`sum by (broker) (increase(frames_lost_total[10m]))`),
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
            expr: ofEachBroker(`broker:frames_refused:rate1m`),
            legend: "{{broker}}",
            shows: "frames-refused",
          },
        ],
        bounds: NONE_IS_HEALTHY,
        absent: { text: "no traffic", color: "blue" },
        decimals: 2,
        alerts: ["FramesRefused"],
      }),
      stat({
        ...SIZE,
        title: "Backlog",
        description:
          "Frames that wait in the broker or with a consumer. Near 0 is healthy; a growing number means that consumers do not keep pace, or are gone.",
        unit: UNIT.frames,
        queries: [{ expr: ofEachBroker(`broker:backlog:frames`), legend: "{{broker}}", shows: "backlog" }],
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
            expr: ofEachBroker(`max by (broker) (broker:memory:ratio)`),
            legend: "{{broker}}",
            shows: "fullest-memory",
          },
        ],
        bounds: { worse: "above", yellow: limits.memoryHigh, red: limits.memoryCritical },
        absent: { text: "unknown", color: "red" },
        alerts: ["MemoryHigh", "MemoryCritical"],
      }),
      disk(SIZE),
      failover(SIZE),
      nodesAndTargets(SIZE),
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
