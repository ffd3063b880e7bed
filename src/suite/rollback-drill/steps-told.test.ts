import { expect, test } from "vitest";
import { type SeenAfter, type Untrue, untrueOf } from "./steps-told.ts";

const STEPS: Readonly<Record<string, string>> = {
  "Producers stopped": "rtsp-capture, rtsp-capture-rabbitmq",
  "Redis exported": "510 frames of redis-frames",
  "RabbitMQ exported": "505 frames of rabbitmq-frame_queue, 0 frames of rabbitmq-frame_queue.dead",
  "Export verified": "1015 frames read back, checksums hold",
  "Previous configuration restored": "good: 4 files",
  "Restarted with the previous version": "4 services healthy",
  "Versions and health checked": "Redis 8.0.2, RabbitMQ 4.0.5",
  "Frames compared": "redis: 510 frames exported, 510 there; rabbitmq: 505 frames exported, 505 there",
  "Producers started": "rtsp-capture, rtsp-capture-rabbitmq",
  "Triggers quiet": "none of FramesLost, ThroughputLow, MemoryCritical",
};
const SEEN: SeenAfter = {
  exported: { "redis-frames": 510, "rabbitmq-frame_queue": 505, "rabbitmq-frame_queue.dead": 0 },
  changedFiles: 4,
  healthy: ["redis", "redis-exporter", "rabbitmq", "prometheus"],
  versions: { Redis: "8.0.2", RabbitMQ: "4.0.5" },
  producers: ["rtsp-capture", "rtsp-capture-rabbitmq"],
  firing: [],
};
const tally = { frames: 0, digest: "" };

function untrue(steps: Readonly<Record<string, string>> = {}, seen: Partial<SeenAfter> = {}): Untrue {
  const entry = {
    steps: Object.entries({ ...STEPS, ...steps }).map(([name, said]) => ({ name, said, ms: 1 })),
    producers: ["rtsp-capture", "rtsp-capture-rabbitmq"],
    exports: {
      redis: { destinations: { "redis-frames": tally }, consumers: 0 },
      rabbitmq: {
        destinations: { "rabbitmq-frame_queue": tally, "rabbitmq-frame_queue.dead": tally },
        consumers: 0,
      },
    },
  };
  return untrueOf(entry, { ...SEEN, ...seen });
}

test("steps that say what is so are believed", () => {
  expect(untrue()).toEqual({ exported: [], restored: [], frames: [] });
});

test.for<[step: string, said: string, seen: Partial<SeenAfter>, about: keyof Untrue, not: string]>([
  ["Producers stopped", "rtsp-capture", {}, "restored", "rtsp-capture-rabbitmq"],
  ["Redis exported", "1510 frames of redis-frames", {}, "exported", "510 frames of redis-frames"],
  [
    "RabbitMQ exported",
    "505 frames of rabbitmq-frame_queue",
    {},
    "exported",
    "0 frames of rabbitmq-frame_queue.dead",
  ],
  ["Export verified", "not verified", {}, "exported", "1015 frames read back"],
  ["Previous configuration restored", "good: 4 files", { changedFiles: 5 }, "restored", "5 files"],
  [
    "Restarted with the previous version",
    "4 services healthy",
    { healthy: ["redis"] },
    "restored",
    "1 services healthy",
  ],
  ["Versions and health checked", "Redis 8.0.21, RabbitMQ 4.0.5", {}, "restored", "Redis 8.0.2"],
  [
    "Versions and health checked",
    "Redis 8.0.2",
    { versions: { RabbitMQ: "4.2.9" } },
    "restored",
    "RabbitMQ 4.2.9",
  ],
  ["Frames compared", "not compared", {}, "frames", "redis: 510 frames exported"],
  ["Producers started", "none ran", {}, "restored", "rtsp-capture"],
])("%s that says %j is not believed", ([step, said, seen, about, not]) => {
  const told = untrue({ [step]: said }, seen);

  expect(told[about].join("\n")).toMatch(
    new RegExp(`says ${RegExp.escape(said)}.*, not ${RegExp.escape(not)}`),
  );
  expect(Object.entries(told).flatMap(([kind, all]) => (all.length > 0 ? [kind] : []))).toEqual([about]);
});

test("quiet triggers that fire are named", () => {
  expect(untrue({}, { firing: ["MemoryCritical"] }).restored).toEqual([
    '"Triggers quiet" says none of FramesLost, ThroughputLow, MemoryCritical, and MemoryCritical fires',
  ]);
  expect(
    untrue({ "Triggers quiet": "not looked at: no Prometheus runs" }, { firing: ["A"] }).restored,
  ).toEqual([]);
});
