import { provesFor, test } from "../../fixtures/test.ts";

test.describe("Frames of a camera's size reach their consumer in time, each on disk before it is confirmed", () => {
  test(
    "through Redis",
    provesFor("redis", "frame-throughput", "latency-p99"),
    async ({ redis, load, criterion }) => {
      const frames = await load.frames(redis);

      criterion.evidenceOf("redis", frames.files);
      for (const [title, svg] of frames.charts("Pictures through Redis")) criterion.chart(title, svg);
      criterion.measured("frame-throughput", frames.achievedRate, frames.fates);
      criterion.measured("latency-p99", frames.p99Ms, {
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

      criterion.evidenceOf("rabbitmq", frames.files);
      for (const [title, svg] of frames.charts("Pictures through RabbitMQ")) criterion.chart(title, svg);
      criterion.measured("frame-throughput", frames.achievedRate, frames.fates);
      criterion.measured("latency-p99", frames.p99Ms, {
        ...frames.speeds,
        queue: (await rabbitmq.queue("frame_queue")).type,
      });
    },
  );
});
