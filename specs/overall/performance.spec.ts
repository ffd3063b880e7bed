import { provesFor, test } from "../../fixtures/test.ts";

test.describe("Frames of a camera's size reach their consumer in time, each on disk before it is confirmed", () => {
  test(
    "through Redis",
    provesFor("redis", "frame-throughput", "latency-p99"),
    async ({ redis, load, criterion }) => {
      const frames = await load.frames(redis);

      criterion("frame-throughput")
        .evidenceOf("redis", frames.files)
        .charts(frames.charts("Pictures through Redis"))
        .measured(frames.achievedRate, frames.fates);
      criterion("latency-p99").measured(frames.p99Ms, {
        ...frames.speeds,
        appendfsync: await redis.setting("appendfsync"),
      });
    },
  );

  test(
    "through RabbitMQ",
    provesFor("rabbitmq", "frame-throughput", "latency-p99"),
    async ({ rabbitmq, load, criterion }) => {
      const frames = await load.frames(rabbitmq);

      criterion("frame-throughput")
        .evidenceOf("rabbitmq", frames.files)
        .charts(frames.charts("Pictures through RabbitMQ"))
        .measured(frames.achievedRate, frames.fates);
      criterion("latency-p99").measured(frames.p99Ms, {
        ...frames.speeds,
        queue: (await rabbitmq.queue("frame_queue")).type,
      });
    },
  );
});
