import { forEachBroker, provesFor, test } from "../../fixtures/test.ts";

test.describe("Frames of a camera's size reach their consumer in time, each on disk before it is confirmed", () => {
  forEachBroker((broker) => {
    const { id, title } = broker;

    test(
      `through ${title}`,
      provesFor(id, "frame-throughput", "latency-p99"),
      async ({ brokerUnderTest, load, criterion }) => {
        const underTest = await brokerUnderTest(broker);
        const frames = await load.frames(underTest);

        criterion("frame-throughput")
          .evidenceOf(id, frames.files)
          .charts(frames.charts(`Pictures through ${title}`))
          .measured(frames.achievedRate, frames.fates);
        criterion("latency-p99").measured(frames.p99Ms, {
          ...frames.speeds,
          ...(await broker.speedSettings(underTest.service)),
        });
      },
    );
  });
});
