import { provesFor, test } from "../../fixtures/test.ts";

test.describe("The broker sustains a thousand messages a second and gives every one back", () => {
  test(
    "Redis confirms and hands over what is sent, at the rate at which it is due",
    provesFor("redis", "achieved-rate", "success-rate"),
    async ({ redis, load, criterion }) => {
      const messages = await load.messages(redis);

      // First: an overloaded generator says nothing of the rate, but of this.
      criterion("success-rate")
        .evidenceOf("redis", messages.files)
        .charts(messages.charts("Messages through Redis"))
        .measured(messages.successPercent, messages.fates);
      criterion("achieved-rate").measured(messages.achievedRate, messages.speeds);
    },
  );

  test(
    "Redis does so for as long as the plan asks",
    provesFor("redis", "sustained-for"),
    async ({ fullProfile: _fullProfile, redis, load, criterion }) => {
      const messages = await load.messages(redis);

      criterion("sustained-for").measured(messages.sustainedSeconds, messages.speeds);
    },
  );

  test(
    "RabbitMQ confirms and hands over what is sent, at the rate at which it is due",
    provesFor("rabbitmq", "achieved-rate", "success-rate"),
    async ({ rabbitmq, load, criterion }) => {
      const messages = await load.messages(rabbitmq);

      // First: an overloaded generator says nothing of the rate, but of this.
      criterion("success-rate")
        .evidenceOf("rabbitmq", messages.files)
        .charts(messages.charts("Messages through RabbitMQ"))
        .measured(messages.successPercent, messages.fates);
      criterion("achieved-rate").measured(messages.achievedRate, messages.speeds);
    },
  );

  test(
    "RabbitMQ does so for as long as the plan asks",
    provesFor("rabbitmq", "sustained-for"),
    async ({ fullProfile: _fullProfile, rabbitmq, load, criterion }) => {
      const messages = await load.messages(rabbitmq);

      criterion("sustained-for").measured(messages.sustainedSeconds, messages.speeds);
    },
  );
});
