import { provesFor, test } from "../../fixtures/test.ts";

test.describe("The broker sustains a thousand messages a second and gives every one back", () => {
  test(
    "Redis confirms and hands over what is sent, at the rate at which it is due",
    provesFor("redis", "achieved-rate", "success-rate"),
    async ({ redis, load, criterion }) => {
      const messages = await load.messages(redis);

      criterion.evidenceOf("redis", messages.files);
      for (const [title, svg] of messages.charts("Messages through Redis")) criterion.chart(title, svg);
      // First: an overloaded generator says nothing of the rate, but of this.
      criterion.measured("success-rate", messages.successPercent, messages.fates);
      criterion.measured("achieved-rate", messages.achievedRate, messages.speeds);
    },
  );

  test(
    "Redis does so for as long as the plan asks",
    provesFor("redis", "sustained-for"),
    async ({ fullProfile: _fullProfile, redis, load, criterion }) => {
      const messages = await load.messages(redis);

      criterion.measured("sustained-for", messages.sustainedSeconds, messages.speeds);
    },
  );

  test(
    "RabbitMQ confirms and hands over what is sent, at the rate at which it is due",
    provesFor("rabbitmq", "achieved-rate", "success-rate"),
    async ({ rabbitmq, load, criterion }) => {
      const messages = await load.messages(rabbitmq);

      criterion.evidenceOf("rabbitmq", messages.files);
      for (const [title, svg] of messages.charts("Messages through RabbitMQ")) criterion.chart(title, svg);
      // First: an overloaded generator says nothing of the rate, but of this.
      criterion.measured("success-rate", messages.successPercent, messages.fates);
      criterion.measured("achieved-rate", messages.achievedRate, messages.speeds);
    },
  );

  test(
    "RabbitMQ does so for as long as the plan asks",
    provesFor("rabbitmq", "sustained-for"),
    async ({ fullProfile: _fullProfile, rabbitmq, load, criterion }) => {
      const messages = await load.messages(rabbitmq);

      criterion.measured("sustained-for", messages.sustainedSeconds, messages.speeds);
    },
  );
});
