import { forEachBroker, provesFor, test } from "../../fixtures/test.ts";

test.describe("Frames of a camera's size reach their consumer in time, each on disk before it is confirmed", () => {
  forEachBroker((broker) => {
    const { id, title } = broker;

    test(
      `through ${title} go as many a second as the plan asks`,
      provesFor(id, "frame-throughput"),
      async ({ brokerUnderTest, load, criterion }) => {
        const frames = await load.frames(await brokerUnderTest(broker));

        criterion("frame-throughput")
          .evidenceOf(id, frames.files)
          .charts(frames.charts(`Pictures through ${title}`))
          .measured(frames.achievedRate, frames.fates);
      },
    );

    test(
      `through ${title} each goes in its time`,
      provesFor(id, "latency-p99"),
      async ({ brokerUnderTest, load, criterion }) => {
        const underTest = await brokerUnderTest(broker);
        const frames = await load.frames(underTest);

        criterion("latency-p99").measured(frames.p99Ms, {
          ...frames.speeds,
          ...(await broker.speedSettings(underTest.service)),
        });
      },
    );

    test(
      `through ${title} each goes once, unchanged and of real size`,
      provesFor(id, "frame-size", "frames-intact"),
      async ({ brokerUnderTest, load, criterion }) => {
        const frames = await load.frames(await brokerUnderTest(broker));

        criterion("frame-size").measured(frames.leastKiB);
        criterion("frames-intact").measured(
          { unconfirmed: frames.unconfirmed, ...frames.astray },
          frames.ways,
        );
      },
    );
  });
});
