import { expect, proves, test } from "../../fixtures/test.ts";

test.describe("Redis metrics for Prometheus", () => {
  test("the exporter reaches Redis", proves("redis-up"), async ({ redisExporter, criterion }) => {
    criterion.measured("redis-up", await redisExporter.value("redis_up"));
  });

  test(
    "Prometheus scrapes the exporter",
    proves("scraped-by-prometheus"),
    async ({ redisExporter, prometheus, criterion }) => {
      const { health, lastError } = await prometheus.settledTarget("redis", "redis-exporter:9121");
      criterion.measured("scraped-by-prometheus", health, lastError ? { lastError } : {});

      const [series] = await prometheus.query("redis_up");
      expect(series?.value, "Prometheus stores what the exporter shows").toBe(
        await redisExporter.value("redis_up"),
      );
    },
  );
});
