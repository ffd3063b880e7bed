import { forEachBroker, provesFor, test } from "../../fixtures/test.ts";

test.describe("The broker sustains a thousand messages a second and gives every one back", () => {
  forEachBroker((broker) => {
    const { id, title } = broker;

    test(
      `${title} confirms and hands over what is sent, at the rate at which it is due`,
      provesFor(id, "achieved-rate", "success-rate"),
      async ({ brokerUnderTest, load, criterion }) => {
        const messages = await load.messages(await brokerUnderTest(broker));

        // First: an overloaded generator says nothing of the rate, but of this.
        criterion("success-rate")
          .evidenceOf(id, messages.files)
          .charts(messages.charts(`Messages through ${title}`))
          .measured(messages.successPercent, messages.fates);
        criterion("achieved-rate").measured(messages.achievedRate, messages.speeds);
      },
    );

    test(
      `${title} does so for as long as the plan asks`,
      provesFor(id, "sustained-for").needs("fullProfile"),
      async ({ brokerUnderTest, load, criterion }) => {
        const messages = await load.messages(await brokerUnderTest(broker));

        criterion("sustained-for").measured(messages.sustainedSeconds, messages.speeds);
      },
    );
  });
});
