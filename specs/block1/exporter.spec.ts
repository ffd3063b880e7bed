import { contradicted, proves, test } from "../../fixtures/test.ts";

test.describe("Redis metrics for Prometheus", () => {
  test("the exporter reaches Redis", proves("redis-up"), async ({ redisExporter, criterion }) => {
    criterion("redis-up").measured(await redisExporter.value("redis_up"));
  });

  test(
    "Prometheus scrapes the exporter",
    proves("scraped-by-prometheus"),
    async ({ redisExporter, prometheus, criterion }) => {
      const { health, lastError } = await prometheus.settledTarget("redis", "redis:6379");
      const [series] = await prometheus.query("redis_up");
      const [stored, shown] = [series?.value, await redisExporter.value("redis_up")];
      criterion("scraped-by-prometheus").measured(
        contradicted(health, stored !== shown && `redis_up is ${stored ?? "not"} there and ${shown} here`),
        lastError ? { lastError } : {},
      );
    },
  );
});
