import { contradicted, proves, test } from "../../fixtures/test.ts";

test.describe("RabbitMQ metrics for Prometheus", () => {
  test("the plugin shows the build", proves("build-info"), async ({ rabbitmqPlugin, criterion }) => {
    criterion("build-info").measured(await rabbitmqPlugin.value("rabbitmq_build_info"));
  });

  test(
    "Prometheus scrapes the plugin",
    proves("scraped-by-prometheus"),
    async ({ rabbitmqPlugin, prometheus, criterion }) => {
      const { health, lastError } = await prometheus.settledTarget("rabbitmq", "rabbitmq:15692");
      const [series] = await prometheus.query("rabbitmq_build_info");
      const [stored, shown] = [series?.value, await rabbitmqPlugin.value("rabbitmq_build_info")];
      criterion("scraped-by-prometheus").measured(
        contradicted(
          health,
          stored !== shown && `rabbitmq_build_info is ${stored ?? "not"} there and ${shown} here`,
        ),
        lastError ? { lastError } : {},
      );
    },
  );
});
