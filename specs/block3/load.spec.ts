import { forEachBroker, provesFor, test } from "../../fixtures/test.ts";

test.describe("The broker sustains a thousand messages a second and gives every one back", () => {
  forEachBroker((broker) => {
    const { id, title } = broker;

    test(
      `${title} keeps up with what is sent, at the rate at which it is due`,
      provesFor(id, "achieved-rate"),
      async ({ brokerUnderTest, load, criterion }) => {
        const messages = await load.messages(await brokerUnderTest(broker));

        criterion("achieved-rate")
          .evidenceOf(id, messages.files)
          .charts(messages.charts(`Messages through ${title}`))
          .measured(messages.achievedRate, messages.speeds);
      },
    );

    // By itself: an overloaded generator says nothing of the rate, but of this.
    test(
      `${title} confirms and hands over what is sent`,
      provesFor(id, "success-rate"),
      async ({ brokerUnderTest, load, criterion }) => {
        const messages = await load.messages(await brokerUnderTest(broker));

        criterion("success-rate").measured(messages.successPercent, messages.fates);
      },
    );

    test(
      `${title} gives every message back once, and unchanged`,
      provesFor(id, "frames-intact"),
      async ({ brokerUnderTest, load, criterion }) => {
        const messages = await load.messages(await brokerUnderTest(broker));

        criterion("frames-intact").measured(messages.astray, messages.ways);
      },
    );

    test(
      `${title} goes on all the time`,
      provesFor(id, "interruption"),
      async ({ brokerUnderTest, load, criterion }) => {
        const messages = await load.messages(await brokerUnderTest(broker));

        criterion("interruption").longest(messages.interruptions, messages.waits);
      },
    );

    test(
      `${title} does so for as long as the plan asks`,
      provesFor(id, "sustained-for").needs("fullProfile"),
      async ({ brokerUnderTest, load, criterion }) => {
        const messages = await load.messages(await brokerUnderTest(broker));

        criterion("sustained-for").timed(messages.sustained, messages.seconds);
      },
    );

    test(
      `what a consumer of ${title} had in hand when it went away comes again`,
      provesFor(id, "unhandled-gone"),
      async ({ brokerUnderTest, load, criterion }) => {
        const { gone, frames, handled, ended } = await load.partedConsumer(await brokerUnderTest(broker));

        criterion("unhandled-gone").measured(gone, { frames, handled, seen: ended });
      },
    );
  });
});
