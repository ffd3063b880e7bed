import { expect, proves, test } from "../../fixtures/test.ts";

test.describe("RabbitMQ metrics for Prometheus", () => {
  test("the plugin shows the build", proves("build-info"), async ({ rabbitmqPlugin, criterion }) => {
    criterion.measured("build-info", await rabbitmqPlugin.value("rabbitmq_build_info"));
  });

  test(
    "Prometheus scrapes the plugin",
    proves("scraped-by-prometheus"),
    async ({ rabbitmqPlugin, prometheus, criterion }) => {
      const { health, lastError } = await prometheus.settledTarget("rabbitmq", "rabbitmq:15692");
      criterion.measured("scraped-by-prometheus", health, lastError ? { lastError } : {});

      const [series] = await prometheus.query("rabbitmq_build_info");
      const shown = await rabbitmqPlugin.value("rabbitmq_build_info");
      expect(series?.value, "Prometheus stores what the plugin shows").toBe(shown);
    },
  );
});
