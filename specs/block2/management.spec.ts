import { proves, test } from "../../fixtures/test.ts";

test.describe("RabbitMQ with its management plugin", () => {
  test("the API shows the version", proves("version"), async ({ rabbitmqVersion, criterion }) => {
    const { version, ...beside } = rabbitmqVersion;

    criterion("version").measured(version, beside);
  });

  test("a browser gets the management page", proves("ui-served"), async ({ rabbitmq, criterion }) => {
    const { contentType, title } = await rabbitmq.page("/");

    criterion("ui-served").measured(title, { "content type": contentType });
  });
});
